// Summaries of a few measured values.

function required(values: ArrayLike<number>, name: string): void {
	if (values.length === 0) throw new RangeError(`${name}: expected at least one value, got none`);
}

/** @throws RangeError for no values */
export function mean(values: readonly number[]): number {
	required(values, 'mean');
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The value below which this share lies, interpolated linearly at place (n − 1)·share of the sorted values, from 0
 * (type 7 of Hyndman and Fan 1996; NumPy's default).
 * @param share 0 … 1
 * @throws RangeError for no values
 */
export function quantile(values: readonly number[], share: number): number {
	required(values, 'quantile');
	const sorted = Float64Array.from(values).sort();
	const place = (sorted.length - 1) * share;
	const below = Math.floor(place);
	const above = Math.min(below + 1, sorted.length - 1);
	return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** The middle value, or the mean of the two middle ones. @throws RangeError for no values */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** First and third quartile by the definition of `quantile`. @throws RangeError for no values */
export const quartiles = (values: readonly number[]): { readonly low: number; readonly high: number } => ({
	low: quantile(values, 0.25),
	high: quantile(values, 0.75),
});

/** Standard normal quantile of 0.975. */
const Z95 = 1.959963984540054;

/**
 * 95 % interval of a share, of which `hits` of `count` independent trials were seen; never outside 0 … 1.
 * Source: Wilson 1927, Journal of the American Statistical Association 22, 209
 * @throws RangeError for no trials
 */
export function wilson(hits: number, count: number): { readonly low: number; readonly high: number } {
	if (!(count > 0)) throw new RangeError(`wilson: expected at least one trial, got ${count}`);
	const z2 = Z95 ** 2 / count;
	const share = hits / count;
	const centre = (share + z2 / 2) / (1 + z2);
	const half = (Z95 / (1 + z2)) * Math.sqrt((share * (1 - share)) / count + z2 / (4 * count));
	return { low: hits === 0 ? 0 : centre - half, high: hits === count ? 1 : centre + half };
}
