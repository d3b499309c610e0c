// Sums over long vectors of equal length, in float64.

export type Vector = Float32Array | Float64Array;

/** a · b */
export function dot(a: Vector, b: Vector): number {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
	return sum;
}

/** ‖a − b‖² */
export function squaredDistance(a: Vector, b: Vector): number {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
	return sum;
}

/** sum ← sum + scale · a */
export function addTo(sum: Float64Array, a: Vector, scale = 1): void {
	for (let i = 0; i < a.length; i++) sum[i] += scale * a[i];
}
