// The optimisers' numbers, computed once for all engines. In float64: in float32 alone, 1 − 0.999 is already off by 5·10⁻⁵ of itself.
import type { Optimiser } from './engine.ts';

/** Those that keep moments of the gradient: a first and a second one. */
export type Adaptive = Extract<Optimiser, { readonly name: 'adam' | 'lamb' }>;
/** Those that size the step layer by layer. */
export type Layerwise = Extract<Optimiser, { readonly name: 'lars' | 'lamb' }>;

export const isAdaptive = (optimiser: Optimiser): optimiser is Adaptive =>
	optimiser.name === 'adam' || optimiser.name === 'lamb';
export const isLayerwise = (optimiser: Optimiser): optimiser is Layerwise =>
	optimiser.name === 'lars' || optimiser.name === 'lamb';

export interface AdaptiveNumbers {
	/** Share of the first moment that is kept, 0 ≤ β₁ < 1. */
	readonly beta1: number;
	/** Share of the second moment that is kept, 0 ≤ β₂ < 1. */
	readonly beta2: number;
	/** Above 0: what the root of the second moment is never divided by less than. */
	readonly epsilon: number;
}

/**
 * The numbers of 'adam' or 'lamb', those that were left out filled in as recommended.
 * Sources: arXiv:1412.6980, algorithm 1; arXiv:1904.00962, its published implementation
 */
export function adaptiveOf(optimiser: Adaptive): AdaptiveNumbers {
	const { beta1 = 0.9, beta2 = 0.999, epsilon = optimiser.name === 'adam' ? 1e-8 : 1e-6 } = optimiser;
	return { beta1, beta2, epsilon };
}

/** Source: arXiv:1708.03888, section 5 */
export const trustOf = ({ trust = 0.001 }: Extract<Optimiser, { readonly name: 'lars' }>): number => trust;

export const weightDecayOf = ({ weightDecay = 0 }: Optimiser): number => weightDecay;

/**
 * q of `Optimiser`.
 * @param parameters ‖θ‖ of a layer   @param direction its ‖g‖ for 'lars', its ‖r‖ for 'lamb'
 */
export function trustRatio(optimiser: Layerwise, parameters: number, direction: number): number {
	if (parameters === 0 || direction === 0) return 1;
	if (optimiser.name === 'lamb') return parameters / direction;
	return (trustOf(optimiser) * parameters) / (direction + weightDecayOf(optimiser) * parameters);
}

/** What the moments of step `step` are divided by. */
export interface BiasCorrection {
	/** 1 − β₁ᵗ */
	readonly first: number;
	/** 1 − β₂ᵗ */
	readonly second: number;
}

/** @param step t, from 1: updates since the moments were zero, this one included */
export const biasCorrection = ({ beta1, beta2 }: AdaptiveNumbers, step: number): BiasCorrection => ({
	first: 1 - beta1 ** step,
	second: 1 - beta2 ** step,
});
