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

const squared = ([a, b, c, d]: Matrix): Matrix => [a * a + b * c, b * (a + d), c * (a + d), d * d + b * c];
const norm = (matrix: Matrix): number => Math.hypot(...matrix);

/**
 * Squarings: ‖Aᵏ‖^(1/k) at k = 2²⁶ is the spectral radius but for about log k / k, 3·10⁻⁷. With more of them rounding
 * outgrows that where both eigenvalues are one.
 */
const SQUARINGS = 26;

/** The spectral radius of a matrix by Gelfand's formula, from its powers alone; 0 for one of which a power is 0. */
export function spectralRadius(matrix: Matrix): number {
	let [power, logarithm] = [matrix, 0];
	for (let squaring = 0; squaring < SQUARINGS; squaring++) {
		const size = norm(power);
		if (size === 0) return 0;
		logarithm += Math.log(size) / 2 ** squaring;
		const [a, b, c, d] = power;
		power = squared([a / size, b / size, c / size, d / size]);
	}
	return Math.exp(logarithm + Math.log(norm(power)) / 2 ** SQUARINGS);
}

/** By how much a step shrinks what is left, in the long run, in the slower of both directions. Computed, not looked up. */
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
