// The textbook's steps that are sized layer by layer, written apart from the engines: LARS and LAMB, and faults to plant.
import type { Fault } from './faults.ts';
import type { Pace, Place } from './reference-step.ts';

/** What is done with one layer. */
interface Layer {
	/** Places of its parameters. */
	readonly own: readonly number[];
	/** Those that count in its norms. */
	readonly measured: readonly number[];
}
type Vector = readonly number[];

const length = (values: Vector, { measured }: Layer): number =>
	Math.sqrt(measured.reduce((sum, i) => sum + values[i] ** 2, 0));

function layersOf(count: number, { layerOf, isBias }: Pace, fault?: Fault): Layer[] {
	const all = Array.from({ length: count }, (_, i) => i);
	const isOne = fault === 'one ratio for the whole network';
	const layers = isOne ? [all] : [...new Set(all.map(layerOf))].map((l) => all.filter((i) => layerOf(i) === l));
	return layers.map((own) => ({
		own,
		measured: own.filter((i) => fault !== 'norm without the biases' || !isBias(i)),
	}));
}

/** One step, in place. */
export function layerStep(place: Place, gradient: Vector, pace: Pace, fault?: Fault): void {
	const layers = layersOf(gradient.length, pace, fault);
	if (pace.optimiser.name === 'lars') for (const layer of layers) larsStep(place, layer, gradient, pace, fault);
	else lambStep(place, layers, gradient, pace, fault);
}

/** above / below */
function ratioOf(above: number, below: number, fault?: Fault): number {
	if (fault === 'ratio left out') return 1;
	if (fault === 'ratio upside down') return below / above;
	return fault === 'ratio of squares' ? (above / below) ** 2 : above / below;
}

function larsStep(place: Place, layer: Layer, gradient: Vector, pace: Pace, fault?: Fault): void {
	const { optimiser, rate, factor, momentum } = pace;
	if (optimiser.name !== 'lars') throw new RangeError('optimiser: expected "lars"');
	const { weightDecay = 0, trust = 0.001 } = optimiser;
	const decayed = gradient.map((slope, i) => slope + weightDecay * place.parameters[i]);
	const parameters = length(place.parameters, layer);
	const slope = length(fault === 'norm of the decayed gradient' ? decayed : gradient, layer);
	const above = (fault === 'trust forgotten' ? 1 : trust) * parameters;
	const below = slope + (fault === 'decay missing from the ratio' ? 0 : weightDecay) * parameters;
	const ratio = parameters > 0 && slope > 0 ? ratioOf(above, below, fault) : 1;
	const isOutside = fault === 'ratio outside the movement';
	for (const i of layer.own) {
		place.movement[i] = momentum * place.movement[i] - rate * factor * (isOutside ? 1 : ratio) * decayed[i];
		place.parameters[i] += (isOutside ? ratio : 1) * place.movement[i];
	}
}

function lambStep(place: Place, layers: readonly Layer[], gradient: Vector, pace: Pace, fault?: Fault): void {
	const { weightDecay = 0 } = pace.optimiser;
	const pull = place.parameters.map((value) => weightDecay * value);
	const isInside = fault === 'decay in the moments';
	const bare = moments(place, isInside ? gradient.map((slope, i) => slope + pull[i]) : gradient, pace, fault);
	const direction = isInside ? bare : bare.map((value, i) => value + pull[i]);
	const isApart = fault === 'decay without the ratio';
	const seen = isApart || fault === 'ratio without decay' ? bare : direction;
	const measured = fault === 'ratio of the first moment alone' ? place.movement : seen;
	for (const layer of layers) {
		const [parameters, along] = [length(place.parameters, layer), length(measured, layer)];
		const ratio = parameters > 0 && along > 0 ? ratioOf(parameters, along, fault) : 1;
		for (const i of layer.own) {
			const step = isApart ? ratio * bare[i] + pull[i] : ratio * direction[i];
			place.parameters[i] -= pace.rate * pace.factor * step;
		}
	}
}

/** m̂ / (√v̂ + ε), once the moments have taken the gradient in. */
function moments(place: Place, gradient: Vector, { optimiser, step }: Pace, fault?: Fault): number[] {
	if (optimiser.name !== 'lamb') throw new RangeError('optimiser: expected "lamb"');
	const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-6 } = optimiser;
	const isBare = fault === 'no bias correction of either moment';
	return gradient.map((slope, i) => {
		place.movement[i] = beta1 * place.movement[i] + (1 - beta1) * slope;
		place.squares[i] = beta2 * place.squares[i] + (1 - beta2) * slope ** 2;
		const first = place.movement[i] / (isBare ? 1 : 1 - beta1 ** step);
		const second = place.squares[i] / (isBare ? 1 : 1 - beta2 ** step);
		return first / (Math.sqrt(second) + epsilon);
	});
}
