// Steps that are sized layer by layer: the loops of 'lars' and 'lamb' in `Optimiser`. Norms are summed in float64.
import type { LayerPlace } from '../layout.ts';
import {
	type Adaptive,
	adaptiveOf,
	biasCorrection,
	isAdaptive,
	type Layerwise,
	trustRatio,
	weightDecayOf,
} from '../optimiser.ts';
import type { Floats } from './floats.ts';
import type { State, Step } from './step.ts';

function norm(values: Floats, from: number, to: number): number {
	let sum = 0;
	for (let i = from; i < to; i++) sum += values[i] * values[i];
	return Math.sqrt(sum);
}

/** Makes one step and sets the gradient back to zero. On the way the gradient becomes what its layer's step goes along. */
export function moveByLayers(state: State, step: Step, optimiser: Layerwise, places: readonly LayerPlace[]): void {
	const { parameters, gradient } = state;
	if (isAdaptive(optimiser)) direct(state, step, optimiser);
	else for (let i = 0; i < gradient.length; i++) gradient[i] *= step.share;
	for (const { weights, biases, outputs } of places) {
		const end = biases + outputs;
		const ratio = trustRatio(optimiser, norm(parameters, weights, end), norm(gradient, weights, end));
		if (isAdaptive(optimiser)) descend(state, weights, end, step.rate * ratio);
		else descendOn(state, weights, end, step.rate * ratio, step.momentum, weightDecayOf(optimiser));
	}
	gradient.fill(0);
}

/** Takes the gradient into the moments, and puts r in its place. */
function direct(
	{ parameters, movement, squares, gradient }: State,
	{ share, number }: Step,
	optimiser: Adaptive,
): void {
	const numbers = adaptiveOf(optimiser);
	const decay = weightDecayOf(optimiser);
	const { beta1, beta2, epsilon } = numbers;
	const correction = biasCorrection(numbers, number);
	const length = 1 / correction.first;
	const root = 1 / Math.sqrt(correction.second);
	for (let i = 0; i < parameters.length; i++) {
		const slope = share * gradient[i];
		const first = beta1 * movement[i] + (1 - beta1) * slope;
		const second = beta2 * squares[i] + (1 - beta2) * slope * slope;
		movement[i] = first;
		squares[i] = second;
		gradient[i] = (length * first) / (root * Math.sqrt(second) + epsilon) + decay * parameters[i];
	}
}

function descend({ parameters, gradient }: State, from: number, to: number, length: number): void {
	for (let i = from; i < to; i++) parameters[i] -= length * gradient[i];
}

function descendOn(
	{ parameters, movement, gradient }: State,
	from: number,
	to: number,
	length: number,
	momentum: number,
	decay: number,
): void {
	for (let i = from; i < to; i++) {
		const step = momentum * movement[i] - length * (gradient[i] + decay * parameters[i]);
		if (momentum > 0) movement[i] = step;
		parameters[i] += step;
	}
}
