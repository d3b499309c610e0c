// The straight line t = a + c·B through times of an update, with equal weight for relative errors.

export interface Timed {
	readonly batchSize: number;
	/** Any unit of time, above 0. */
	readonly time: number;
}
export interface Line {
	/** Fixed cost an update, in the unit of the times, ≥ 0. */
	readonly a: number;
	/** Cost an example, ≥ 0. */
	readonly c: number;
}

/** Σ((tᵢ − a − c·Bᵢ)/tᵢ)² */
function relativeError(points: readonly Timed[], { a, c }: Line): number {
	return points.reduce((sum, { batchSize, time }) => sum + ((time - a - c * batchSize) / time) ** 2, 0);
}

/**
 * The a, c ≥ 0 with the least Σ((tᵢ − a − c·Bᵢ)/tᵢ)². The sum is convex, so where its free minimum is negative in a or c, the
 * answer lies on the border: the better of the two border minima.
 * @returns null with fewer than two different batch sizes: they fix no line
 */
export function fitLine(points: readonly Timed[]): Line | null {
	if (new Set(points.map((point) => point.batchSize)).size < 2) return null;
	// With u = 1/t and v = B/t it is ordinary least squares of 1 on a·u + c·v.
	let [u, v, uu, uv, vv] = [0, 0, 0, 0, 0];
	for (const { batchSize, time } of points) {
		u += 1 / time;
		v += batchSize / time;
		uu += 1 / time ** 2;
		uv += batchSize / time ** 2;
		vv += (batchSize / time) ** 2;
	}
	const determinant = uu * vv - uv * uv;
	const free = { a: (u * vv - v * uv) / determinant, c: (v * uu - u * uv) / determinant };
	if (free.a >= 0 && free.c >= 0) return free;
	const borders = [
		{ a: u / uu, c: 0 },
		{ a: 0, c: v / vv },
	];
	return relativeError(points, borders[0]) <= relativeError(points, borders[1]) ? borders[0] : borders[1];
}

/** The batch size whose update costs twice that of batch 1: a + c·B = 2(a + c). Infinity where an example costs nothing. */
export const doublingBatch = ({ a, c }: Line): number => a / c + 2;
