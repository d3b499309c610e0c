// What is known of descent with momentum in a quadratic ravine whose steepest curvature is 1: rates are η·h_max. Pure.
// Source: Polyak 1964, doi:10.1016/0041-5553(64)90137-5

/** Row-major, 2 × 2. */
export type Matrix = readonly [number, number, number, number];

/** Takes (wᵗ, wᵗ⁻¹) to (wᵗ⁺¹, wᵗ) along a direction of curvature h. */
export const iteration = (rate: number, momentum: number, curvature: number): Matrix => [
	1 + momentum - rate * curvature,
	-momentum,
	1,
	0,
];

/** The largest size of its eigenvalues, real or complex. */
export function spectralRadius([a, b, c, d]: Matrix): number {
	const middle = (a + d) / 2;
	const apart = ((a - d) / 2) ** 2 + b * c;
	return apart < 0 ? Math.sqrt(middle ** 2 - apart) : Math.abs(middle) + Math.sqrt(apart);
}

/** By how much a step shrinks what is left, in the long run, in the slower of both directions. */
export const longRunFactor = (rate: number, momentum: number, condition: number): number =>
	Math.max(...[1, 1 / condition].map((curvature) => spectralRadius(iteration(rate, momentum, curvature))));

/** From this rate on nothing converges. */
export const boundaryRate = (momentum: number): number => 2 * (1 + momentum);

/** The momentum with the best asymptotic rate: of the flat direction up to the point, of the steep one beyond it. */
export const ridge = (rate: number, condition: number): number =>
	Math.max((1 - Math.sqrt(rate / condition)) ** 2, (1 - Math.sqrt(rate)) ** 2);

export interface Point {
	readonly rate: number;
	readonly momentum: number;
}
/** Where both directions shrink alike, as fast as they can: η* = 4/(√h_max + √h_min)², λ* = ((√κ − 1)/(√κ + 1))². */
export function bestPoint(condition: number): Point {
	const root = Math.sqrt(condition);
	return { rate: 4 / (1 + 1 / root) ** 2, momentum: ((root - 1) / (root + 1)) ** 2 };
}
/** The same without momentum: 2/(h_max + h_min). */
export const bestPlain = (condition: number): Point => ({ rate: 2 / (1 + 1 / condition), momentum: 0 });
