// How a batch's gradient moves the parameters: the loops of `Optimiser` for a model's arrays of one length, but those of layers.
import type { Optimiser } from '../engine.ts';
import { adaptiveOf, biasCorrection, isAdaptive, weightDecayOf } from '../optimiser.ts';
import type { Floats } from './floats.ts';

/** A model's arrays. */
export interface State {
	readonly parameters: Floats;
	/** Last movement, zeros for momentum 0, which never needs it; of adaptive optimisers the first moment. */
	readonly movement: Floats;
	/** Second moment of adaptive optimisers; else empty. */
	readonly squares: Floats;
	/** Sum over the batch; zero between updates. */
	readonly gradient: Floats;
}
/** How many of those arrays are as long as the parameters. */
export const arraysOf = (optimiser: Optimiser): number => (isAdaptive(optimiser) ? 4 : 3);
/** Those that treat all parameters alike. */
export type Uniform = Extract<Optimiser, { readonly name: 'sgd' | 'adam' }>;
/** What changes from step to step. */
export interface Step {
	/** Schedule included. */
	readonly rate: number;
	readonly momentum: number;
	/** 1 / examples of the batch: makes the sum a mean. */
	readonly share: number;
	/** From 1: steps since the moments were zero, this one included. */
	readonly number: number;
}

/** Makes one step and sets the gradient back to zero. */
export function move(state: State, step: Step, optimiser: Uniform): void {
	if (optimiser.name === 'adam') moveByMoments(state, step, optimiser);
	else moveBySum(state, step, weightDecayOf(optimiser));
	state.gradient.fill(0);
}

function moveBySum({ parameters, movement, gradient }: State, { rate, momentum, share }: Step, decay: number): void {
	for (let i = 0; i < parameters.length; i++) {
		const step = momentum * movement[i] - rate * (share * gradient[i] + decay * parameters[i]);
		if (momentum > 0) movement[i] = step;
		parameters[i] += step;
	}
}

function moveByMoments(
	{ parameters, movement, squares, gradient }: State,
	{ rate, share, number }: Step,
	optimiser: Extract<Optimiser, { readonly name: 'adam' }>,
): void {
	const adam = adaptiveOf(optimiser);
	const decay = weightDecayOf(optimiser);
	const { beta1, beta2, epsilon } = adam;
	const correction = biasCorrection(adam, number);
	const length = rate / correction.first;
	const root = 1 / Math.sqrt(correction.second);
	for (let i = 0; i < parameters.length; i++) {
		const slope = share * gradient[i] + decay * parameters[i];
		const first = beta1 * movement[i] + (1 - beta1) * slope;
		const second = beta2 * squares[i] + (1 - beta2) * slope * slope;
		movement[i] = first;
		squares[i] = second;
		parameters[i] -= (length * first) / (root * Math.sqrt(second) + epsilon);
	}
}
