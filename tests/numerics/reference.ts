// A second trainer, written apart from the engines: float64 loops over one example at a time, and faults that can be planted.
import type { Examples } from '../../src/lib/datasets/dataset.ts';
import { epochOrder } from '../../src/lib/engine/batches.ts';
import { startWeights } from '../../src/lib/engine/start.ts';
import { type Case, type Outcome, UPDATES } from './cases.ts';
import type { Fault } from './faults.ts';
import { textbookFactor, textbookStep } from './reference-step.ts';

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

/** Adds one example's gradient to `sum`. */
function addExample(layers: Layer[], sum: Layer[], x: number[], label: number, fault?: Fault) {
	const inputs = [x];
	let outputs: number[] = [];
	layers.forEach(({ weights, biases }, l) => {
		const from = inputs[l];
		const inked = from.flatMap((value, i) => (value === 0 ? [] : i));
		outputs = biases.map((bias, j) => inked.reduce((total, i) => total + from[i] * weights[i][j], bias));
		inputs.push(outputs.map((value) => Math.max(0, value)));
	});
	const size = outputs.reduce((total, value) => total + Math.exp(value), 0);
	let deltas = outputs.map((value, j) => Math.exp(value) / size - (j === label ? 1 : 0));
	for (let l = layers.length - 1; l >= 0; l--) {
		const from = inputs[l];
		const passed = deltas;
		from.forEach((value, i) => {
			const row = sum[l].weights[i];
			if (value !== 0) passed.forEach((delta, j) => (row[j] += value * delta));
		});
		passed.forEach((delta, j) => (sum[l].biases[j] += delta));
		const passes = (value: number) => value > 0 || fault === 'slope of ReLU left out';
		const seen = (i: number, j: number) =>
			layers[l].weights[i][j] - (fault === 'weights written before deltas pass them' ? 0.05 * from[i] * passed[j] : 0);
		deltas = from.map((value, i) => (passes(value) ? passed.reduce((t, delta, j) => t + delta * seen(i, j), 0) : 0));
	}
	return { loss: Math.log(size) - outputs[label], right: outputs.indexOf(Math.max(...outputs)) === label };
}

function meanGradient(layers: Layer[], data: Examples, positions: ArrayLike<number>, divisor: number, fault?: Fault) {
	const sum = zeros(layers);
	const width = data.pixels.length / data.count;
	let [loss, right] = [0, 0];
	for (const position of Array.from(positions)) {
		const x = Array.from(data.pixels.subarray(position * width, (position + 1) * width), (byte) => byte / 255);
		const label = (data.labels[position] + (fault === 'label off by one' ? 1 : 0)) % 10;
		const answer = addExample(layers, sum, x, label, fault);
		loss += answer.loss;
		right += answer.right ? 1 : 0;
	}
	return { gradient: flatten(sum).map((value) => value / divisor), loss: loss / divisor, right };
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

/** 1 where a bias lies among flat parameters, else 0. */
const biasMarks = (flat: readonly number[], widths: readonly number[]): number[] =>
	flatten(
		unflatten(flat, widths).map(({ weights, biases }) => ({
			weights: weights.map((row) => row.map(() => 0)),
			biases: biases.map(() => 1),
		})),
	);

/** The number of its layer where a parameter lies among flat ones. */
const layerMarks = (flat: readonly number[], widths: readonly number[]): number[] =>
	flatten(
		unflatten(flat, widths).map(({ weights, biases }, layer) => ({
			weights: weights.map((row) => row.map(() => layer)),
			biases: biases.map(() => layer),
		})),
	);

/** Trains a case's first model by the textbook, with one fault if wished. */
export function reference(tried: Case, data: Examples, fault?: Fault): Outcome {
	const { widths, models, optimiser, schedule, batchSize } = tried.spec;
	const { seed, rate, momentum } = models[0];
	const start = Array.from(startWeights(seed, widths));
	const everything = Uint32Array.from({ length: data.count }, (_, i) => i);
	const whole = fault === 'gradient summed, not meant' ? 1 : data.count;
	const { gradient } = meanGradient(unflatten(start, widths), data, everything, whole, fault);
	const biases = biasMarks(start, widths);
	const layers = layerMarks(start, widths);
	const place = { parameters: start.slice(), movement: start.map(() => 0), squares: start.map(() => 0) };
	const perEpoch = Math.ceil(data.count / batchSize);
	const seen = { loss: 0, right: 0, examples: 0 };
	batches(tried, fault).forEach(({ positions, divisor }, update) => {
		const now = meanGradient(unflatten(place.parameters, widths), data, positions, divisor, fault);
		seen.loss += now.loss;
		seen.right += now.right;
		seen.examples += positions.length;
		const factor = textbookFactor(schedule, update, perEpoch, fault);
		const pace = {
			rate,
			factor,
			momentum,
			optimiser,
			step: update + 1,
			isBias: (i: number) => biases[i] === 1,
			layerOf: (i: number) => layers[i],
		};
		textbookStep(place, now.gradient, pace, fault);
	});
	const { parameters } = place;
	return { start, gradient, parameters, loss: seen.loss / UPDATES, accuracy: seen.right / seen.examples };
}
