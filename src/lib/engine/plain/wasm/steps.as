// How a batch's gradient moves the parameters. Lengths count numbers and are rounded up to whole vectors.
import { added, VECTOR, WORD } from './vectors';

/** The smallest normal float32, 2⁻¹²⁶. */
const NORMAL: f32 = 1.1754943508222875e-38;

/**
 * Zero in place of what is too small to be normal. Moments of weights that are seldom moved shrink that far and, rounded, stay there for
 * ever, while many processors take about a hundred cycles for such a number. NaN passes.
 */
function flushed(vector: v128): v128 {
	return v128.andnot(vector, f32x4.lt(f32x4.abs(vector), f32x4.splat(NORMAL)));
}

/** ../step.ts's step of 'sgd', and gradient ← 0. */
export function moveBySum(
	parameters: usize,
	movement: usize,
	gradient: usize,
	length: usize,
	rate: f32,
	momentum: f32,
	share: f32,
	decay: f32,
): void {
	const kept = f32x4.splat(momentum);
	const mean = f32x4.splat(-rate * share);
	const shrunk = f32x4.splat(-rate * decay);
	for (let i: usize = 0; i < length * WORD; i += VECTOR) {
		const old = v128.load(parameters + i);
		let step = f32x4.mul(kept, v128.load(movement + i));
		step = added(added(step, mean, v128.load(gradient + i)), shrunk, old);
		if (momentum > 0) v128.store(movement + i, flushed(step));
		v128.store(parameters + i, f32x4.add(old, step));
		v128.store(gradient + i, f32x4.splat(0));
	}
}
/** ../step.ts's step of 'adam', and gradient ← 0: θ −= rate · m / (root · √v + ε), both corrections in rate and root. */
export function moveByMoments(
	parameters: usize,
	movement: usize,
	squares: usize,
	gradient: usize,
	length: usize,
	rate: f32,
	root: f32,
	share: f32,
	decay: f32,
	beta1: f32,
	rest1: f32,
	beta2: f32,
	rest2: f32,
	epsilon: f32,
): void {
	for (let i: usize = 0; i < length * WORD; i += VECTOR) {
		const old = v128.load(parameters + i);
		const slope = added(f32x4.mul(f32x4.splat(share), v128.load(gradient + i)), f32x4.splat(decay), old);
		const first = added(f32x4.mul(f32x4.splat(beta1), v128.load(movement + i)), f32x4.splat(rest1), slope);
		const square = f32x4.mul(f32x4.splat(rest2), f32x4.mul(slope, slope));
		const second = added(square, f32x4.splat(beta2), v128.load(squares + i));
		const divisor = added(f32x4.splat(epsilon), f32x4.splat(root), f32x4.sqrt(second));
		v128.store(movement + i, flushed(first));
		v128.store(squares + i, flushed(second));
		v128.store(parameters + i, f32x4.sub(old, f32x4.div(f32x4.mul(f32x4.splat(rate), first), divisor)));
		v128.store(gradient + i, f32x4.splat(0));
	}
}
