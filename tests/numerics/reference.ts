// A second trainer, written apart from the engines: dense float64 loops over one example at a time, and faults that can be planted.
import type { Examples } from '../../src/lib/datasets/dataset.ts';
import { epochOrder } from '../../src/lib/engine/batches.ts';
import { startWeights } from '../../src/lib/engine/start.ts';
import { type Case, type Outcome, UPDATES } from './cases.ts';

/** Mistakes that a training engine could make; each must be told from rounding. */
export const faults = [
	'gradient summed, not meant',
	'last batch divided by the full batch size',
	'movement of the update before',
	'movement without momentum',
	'biases left alone',
	'batch begins one place late',
	'last batch dropped',
	'order of the epoch before',
	'slope of ReLU left out',
	'weights written before deltas pass them',
	'label off by one',
] as const;
export type Fault = (typeof faults)[number];

interface Layer {
	readonly weights: number[][];
	readonly biases: number[];
}

function unflatten(flat: ArrayLike<number>, widths: readonly number[]): Layer[] {
	let at = 0;
	const take = (length: number) => Array.from({ length }, () => flat[at++]);
	return widths.slice(1).map((outputs, l) => ({
		weights: Array.from({ length: widths[l] }, () => take(outputs)),
		biases: take(outputs),
	}));
}
const flatten = (layers: readonly Layer[]): number[] =>
	layers.flatMap(({ weights, biases }) => weights.flat().concat(biases));
const zeros = (layers: readonly Layer[]): Layer[] =>
	layers.map(({ weights, biases }) => ({
		weights: weights.map((row) => row.map(() => 0)),
		biases: biases.map(() => 0),
	}));

/** Adds one example's gradient to `sum` and returns its loss. */
function addExample(layers: Layer[], sum: Layer[], x: number[], label: number, fault?: Fault): number {
	const inputs = [x];
	let outputs: number[] = [];
	layers.forEach(({ weights, biases }, l) => {
		const from = inputs[l];
		outputs = biases.map((bias, j) => from.reduce((total, value, i) => total + value * weights[i][j], bias));
		inputs.push(outputs.map((value) => Math.max(0, value)));
	});
	const size = outputs.reduce((total, value) => total + Math.exp(value), 0);
	let deltas = outputs.map((value, j) => Math.exp(value) / size - (j === label ? 1 : 0));
	for (let l = layers.length - 1; l >= 0; l--) {
		const from = inputs[l];
		const passed = deltas;
		from.forEach((value, i) => passed.forEach((delta, j) => (sum[l].weights[i][j] += value * delta)));
		passed.forEach((delta, j) => (sum[l].biases[j] += delta));
		const passes = (value: number) => value > 0 || fault === 'slope of ReLU left out';
		const seen = (i: number, j: number) =>
			layers[l].weights[i][j] - (fault === 'weights written before deltas pass them' ? 0.05 * from[i] * passed[j] : 0);
		deltas = from.map((value, i) => (passes(value) ? passed.reduce((t, delta, j) => t + delta * seen(i, j), 0) : 0));
	}
	return Math.log(size) - outputs[label];
}

function meanGradient(layers: Layer[], data: Examples, positions: ArrayLike<number>, divisor: number, fault?: Fault) {
	const sum = zeros(layers);
	const width = data.pixels.length / data.count;
	let loss = 0;
	for (const position of Array.from(positions)) {
		const x = Array.from(data.pixels.subarray(position * width, (position + 1) * width), (byte) => byte / 255);
		const label = (data.labels[position] + (fault === 'label off by one' ? 1 : 0)) % 10;
		loss += addExample(layers, sum, x, label, fault);
	}
	return { gradient: flatten(sum).map((value) => value / divisor), loss: loss / divisor };
}

/** Positions and divisor of every update of the case, in order. */
function batches({ spec }: Case, fault?: Fault): { positions: Uint32Array; divisor: number }[] {
	const { batchSize, order, data } = spec;
	const late = fault === 'batch begins one place late' ? 1 : 0;
	const list = [];
	for (let epoch = 0; list.length < UPDATES; epoch++) {
		const drawn = fault === 'order of the epoch before' ? Math.max(0, epoch - 1) : epoch;
		const all = epochOrder(spec.models[0].seed, order, data.examples, order === 'once' ? 0 : drawn);
		for (let from = 0; from < data.examples; from += batchSize) {
			const positions = all.slice(from + late, from + batchSize + late);
			if (positions.length < batchSize && fault === 'last batch dropped') continue;
			const full = fault === 'last batch divided by the full batch size' ? batchSize : positions.length;
			list.push({ positions, divisor: fault === 'gradient summed, not meant' ? 1 : full });
		}
	}
	return list.slice(0, UPDATES);
}

/** Trains a case's first model by the textbook, with one fault if wished. */
export function reference(tried: Case, data: Examples, fault?: Fault): Outcome {
	const { widths, models } = tried.spec;
	const { seed, rate, momentum } = models[0];
	const start = Array.from(startWeights(seed, widths));
	const everything = Uint32Array.from({ length: data.count }, (_, i) => i);
	const whole = fault === 'gradient summed, not meant' ? 1 : data.count;
	const { gradient } = meanGradient(unflatten(start, widths), data, everything, whole, fault);
	const isBias = flatten(
		unflatten(start, widths).map(({ weights, biases }) => ({
			weights: weights.map((row) => row.map(() => 0)),
			biases: biases.map(() => 1),
		})),
	);
	let parameters = start;
	let movement = start.map(() => 0);
	let total = 0;
	for (const { positions, divisor } of batches(tried, fault)) {
		const now = meanGradient(unflatten(parameters, widths), data, positions, divisor, fault);
		total += now.loss;
		const before = movement;
		const kept = fault === 'movement without momentum' ? 0 : momentum;
		movement = before.map((last, i) => kept * last - rate * now.gradient[i]);
		const step = fault === 'movement of the update before' ? before : movement;
		parameters = parameters.map((value, i) => value + (fault === 'biases left alone' && isBias[i] ? 0 : step[i]));
	}
	return { start, gradient, parameters, loss: total / UPDATES };
}
