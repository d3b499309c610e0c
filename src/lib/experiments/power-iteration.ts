// The largest eigenvalue of a symmetric matrix that is known only by its products with vectors.
import { dot } from '../numbers/vectors.ts';

export interface Eigen {
	/** Of largest size, with its sign. */
	readonly value: number;
	/** ‖Hv − λv‖ / |λ| of the unit vector v that belongs to it: |λ| times this bounds how far λ is from some eigenvalue. */
	readonly residual: number;
	/** Products that it took. */
	readonly iterations: number;
}

interface Wish {
	/** A residual that is small enough. */
	readonly tolerance: number;
	/** Products at most. */
	readonly iterations: number;
}

const scaled = (vector: Float32Array, factor: number): Float32Array => vector.map((value) => value * factor);
const unit = (vector: Float32Array): Float32Array => scaled(vector, 1 / (Math.sqrt(dot(vector, vector)) || 1));

/** λ = v·Hv of a unit vector, and how far v is from an eigenvector. */
function rayleigh(vector: Float32Array, product: Float32Array): Omit<Eigen, 'iterations'> {
	const value = dot(vector, product);
	const rest = Math.max(0, dot(product, product) - value * value);
	return { value, residual: value === 0 ? 0 : Math.sqrt(rest) / Math.abs(value) };
}

/**
 * Power iteration for several matrices at once, each from its own start; it ends when all are near enough, or at the limit. A start
 * without a share along the leading eigenvector never finds it: take a random one.
 * @param products Hv of every matrix for one vector each
 * Source: Golub, Van Loan 2013, section 8.2.1
 */
export async function leadingEigenvalues(
	products: (vectors: readonly Float32Array[]) => Promise<readonly Float32Array[]>,
	starts: readonly Float32Array[],
	{ tolerance, iterations }: Wish,
): Promise<Eigen[]> {
	let vectors = starts.map(unit);
	for (let made = 1; ; made++) {
		const images = await products(vectors);
		const found = images.map((image, m) => ({ ...rayleigh(vectors[m], image), iterations: made }));
		if (made >= iterations || found.every(({ residual }) => residual <= tolerance)) return found;
		vectors = images.map(unit);
	}
}
