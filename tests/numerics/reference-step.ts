// The textbook's steps, written apart from the engines: descent by momentum and Adam, decay, schedules, and faults to plant.
import type { Optimiser, Schedule } from '../../src/lib/engine/engine.ts';
import type { Fault } from './faults.ts';
import { layerStep } from './reference-layers.ts';

export interface Place {
	parameters: number[];
	movement: number[];
	squares: number[];
}
export interface Pace {
	readonly rate: number;
	/** Of the schedule. */
	readonly factor: number;
	readonly momentum: number;
	readonly optimiser: Optimiser;
	/** From 1. */
	readonly step: number;
	readonly isBias: (index: number) => boolean;
	/** Number of the layer, from 0. */
	readonly layerOf: (index: number) => number;
}

/** The rate's factor: every piece's share of the way, written as in a book. */
export function textbookFactor(schedule: Schedule = [], update: number, perEpoch: number, fault?: Fault): number {
	if (schedule.length === 0) return 1;
	let at = update;
	if (fault === 'schedule one update late') at = update - 1;
	if (fault === 'schedule counts epochs') at = Math.floor(update / perEpoch);
	if (fault === 'schedule starts at its end') return schedule[schedule.length - 1].factor;
	let factor = schedule[0].factor;
	for (let knot = 1; knot < schedule.length; knot++) {
		const [left, right] = [schedule[knot - 1], schedule[knot]];
		if (at >= right.update) factor = right.factor;
		else if (at > left.update && fault !== 'schedule without a slope between knots') {
			const share = (at - left.update) / (right.update - left.update);
			factor = (1 - share) * left.factor + share * right.factor;
		}
	}
	return factor;
}

function decayOf(pace: Pace, index: number, fault?: Fault): number {
	const { weightDecay = 0 } = pace.optimiser;
	if (fault === 'decay forgotten') return 0;
	if (fault === 'decay spares the biases' && pace.isBias(index)) return 0;
	return fault === 'decay counted twice' ? 2 * weightDecay : weightDecay;
}

/** One step, in place. */
export function textbookStep(place: Place, gradient: readonly number[], pace: Pace, fault?: Fault): void {
	const { name } = pace.optimiser;
	if (name === 'lars' || name === 'lamb') return layerStep(place, gradient, pace, fault);
	const oneStep = name === 'adam' ? adamStep : momentumStep;
	gradient.forEach((slope, i) => oneStep(place, i, slope, pace, fault));
}

function momentumStep(place: Place, i: number, slope: number, pace: Pace, fault?: Fault): void {
	const { rate, factor, momentum } = pace;
	const decay = decayOf(pace, i, fault) * place.parameters[i];
	const apart = fault === 'decay on the parameters, outside the gradient';
	const outside = fault === 'rate outside the movement';
	const share = fault === 'gradient damped by the momentum' ? 1 - momentum : 1;
	const kept = fault === 'movement without momentum' ? 0 : momentum;
	const pull = share * (apart ? slope : slope + decay);
	const before = place.movement[i];
	place.movement[i] = kept * before - (outside ? pull : rate * factor * pull);
	if (fault === 'biases left alone' && pace.isBias(i)) return;
	const moved = fault === 'movement of the update before' ? before : place.movement[i];
	place.parameters[i] += (outside ? rate * factor : 1) * moved - (apart ? decay : 0);
}

function adamStep(place: Place, i: number, slope: number, pace: Pace, fault?: Fault): void {
	if (pace.optimiser.name !== 'adam') throw new RangeError('optimiser: expected "adam"');
	const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = pace.optimiser;
	const [kept1, kept2] = fault === 'betas swapped' ? [beta2, beta1] : [beta1, beta2];
	const late = fault === 'bias correction one step late' ? 1 : 0;
	const step = fault === 'bias correction of the first step for ever' ? 1 : pace.step + late;
	const decay = decayOf(pace, i, fault) * place.parameters[i];
	const after = fault === 'decay after the moments';
	const g = after ? slope : slope + decay;
	const seen = fault === 'decay missing from the second moment' ? slope : g;
	const [m, v] = [place.movement[i], place.squares[i]];
	const new1 = fault === 'new gradient whole in the first moment' ? 1 : 1 - kept1;
	const new2 = fault === 'new gradient whole in the second moment' ? 1 : 1 - kept2;
	const first = fault === 'first moment forgets' ? g : kept1 * m + new1 * g;
	const base = fault === 'square of the first moment for the second' ? first : seen;
	const square = fault === 'squares not squared' ? Math.abs(base) : base ** 2;
	const second = fault === 'second moment forgets' ? square : kept2 * v + new2 * square;
	const bare = fault === 'no bias correction';
	const mHat = bare ? first : first / (1 - kept1 ** step);
	const vHat = bare || fault === 'no bias correction of the second moment' ? second : second / (1 - kept2 ** step);
	const size = fault === 'root left out' ? vHat : Math.sqrt(vHat);
	let divisor = size + epsilon;
	if (fault === 'epsilon within the root') divisor = Math.sqrt(vHat + epsilon);
	if (fault === 'epsilon before the bias correction') divisor = size + epsilon / Math.sqrt(1 - kept2 ** step);
	place.movement[i] = first;
	place.squares[i] = second;
	const pull = (fault === 'gradient in place of the first moment' ? g : mHat) / divisor;
	place.parameters[i] -= pace.rate * pace.factor * (pull + (after ? decay : 0));
}
