// The optimisers' numbers, computed once for all engines. In float64: in float32 alone, 1 − 0.999 is already off by 5·10⁻⁵ of itself.
import type { Optimiser } from './engine.ts';

export interface Adam {
	/** Share of the first moment that is kept, 0 ≤ β₁ < 1. */
	readonly beta1: number;
	/** Share of the second moment that is kept, 0 ≤ β₂ < 1. */
	readonly beta2: number;
	/** Above 0: what the root of the second moment is never divided by less than. */
	readonly epsilon: number;
}
type Adaptive = Extract<Optimiser, { readonly name: 'adam' }>;

/** Adam's numbers, those that were left out filled in as Kingma and Ba recommend. Source: arXiv:1412.6980, algorithm 1 */
export const adamOf = ({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: Adaptive): Adam => ({ beta1, beta2, epsilon });

export const weightDecayOf = ({ weightDecay = 0 }: Optimiser): number => weightDecay;

/** What the moments of step `step` are divided by. */
export interface BiasCorrection {
	/** 1 − β₁ˢ */
	readonly first: number;
	/** 1 − β₂ˢ */
	readonly second: number;
}

/** @param step from 1: updates since the moments were zero, this one included */
export const biasCorrection = ({ beta1, beta2 }: Adam, step: number): BiasCorrection => ({
	first: 1 - beta1 ** step,
	second: 1 - beta2 ** step,
});
