// Hessian times vector from two gradients, for engines whose kernels give no more.

/** Gradients of a population at other parameters, each array laid out as the parameters. */
type GradientsAt = (parameters: readonly Float32Array[]) => Promise<readonly Float32Array[]>;

/**
 * Steps in lengths of the parameters. A quarter of the cube root of float32's rounding 2⁻²⁴, at which the errors below would be about as
 * large if curvature changed over the length of the parameters: along a gradient, softmax lets it change over some thirtieth of that.
 */
const STEP = 2 ** -10;

const norm = (vector: Float32Array): number => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));

/** ε of the difference below; any number above 0 does for a vector of zeros. */
function stepAlong(parameters: Float32Array, vector: Float32Array): number {
	return (STEP * (1 + norm(parameters))) / (norm(vector) || 1);
}

const moved = (parameters: readonly Float32Array[], vectors: readonly Float32Array[], steps: readonly number[]) =>
	parameters.map((model, m) => model.map((value, i) => value + steps[m] * vectors[m][i]));

/**
 * Hv ≈ (g(θ + εv) − g(θ − εv)) / 2ε for each model, with ε = 2⁻¹⁰ (1 + ‖θ‖) / ‖v‖. Two calls whatever the number of models.
 *
 * The gradients must keep every ReLU on the side where it is at θ. Then g is smooth and by Taylor's theorem the error is
 *   ε²/6 · g‴[v, v, v]    of the difference: (ε‖v‖/ℓ)²/6 of Hv where the curvature changes over a length ℓ; 10⁻⁴ for ℓ = ‖θ‖/30
 *   γ ‖g‖ / (√2 ε)        of rounding, where γ is the gradient's relative error: 700 γ ‖g‖‖v‖ / (‖θ‖‖Hv‖) of Hv
 *   H ρ / ε               of rounding θ ± εv to float32, ‖ρ‖ ≤ 2⁻²⁵ ‖θ‖: at most 3·10⁻⁵ ‖H‖‖v‖
 * Measured in float32 with 0 to 3 hidden layers, at the start and trained, along random vectors and the gradient: 10⁻⁵ to 5·10⁻⁴ of ‖Hv‖.
 *
 * If ReLUs may change sides they do so in a share of the examples that grows with ε, each with a jump of g that does not: after division
 * by ε their error never shrinks. With 784-100-10 and 1,000 examples it was 0.06 to 60 times ‖Hv‖ along random vectors, the
 * gradient and the leading eigenvector, for every ε from 2⁻² to 2⁻¹⁶: no step helps, so such a difference is not a Hessian-vector product.
 * Tested in tests/numerics/hessian-vector.test.ts.
 */
export async function differenceHessianVector(
	gradientsAt: GradientsAt,
	parameters: readonly Float32Array[],
	vectors: readonly Float32Array[],
): Promise<Float32Array[]> {
	const steps = parameters.map((model, m) => stepAlong(model, vectors[m]));
	const ahead = await gradientsAt(moved(parameters, vectors, steps));
	const back = moved(
		parameters,
		vectors,
		steps.map((step) => -step),
	);
	const behind = await gradientsAt(back);
	return ahead.map((model, m) => model.map((value, i) => (value - behind[m][i]) / (2 * steps[m])));
}
