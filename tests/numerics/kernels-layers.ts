// What goes forward and backward through layers, in float64: expected outputs of the kernels with their bounds.
import { type KernelName, kernels } from '../../src/lib/engine/wgsl/kernels.ts';
import { type LayerShape, SPLIT, splitsOf } from '../../src/lib/engine/wgsl/shape.ts';
import { type Near, near, rounding } from './kernels-expected.ts';
import type { Run } from './kernels-run.ts';

/** k₀ of sums over pixels: WGSL's unpack4x8unorm is off by up to 3 units, and the first term is rounded once more. */
export const PIXEL = 4;
/** k₀ of sums over what lies on the device as float32. */
const PRODUCT = 1;
/** The word of float32's 1. */
const ONE = 0x3f800000;

interface Sums {
	readonly values: Float64Array;
	/** Σ|aᵢbᵢ| */
	readonly sizes: Float64Array;
	/** K: products that are not zero, and the bias. */
	readonly terms: number;
}

/** inputs · W + b of one example. */
function sumsOf(run: Run, layer: LayerShape, model: number, example: number): Sums {
	const [x, parameters] = [run.inputs(layer, model, example), run.parameters(model)];
	const values = Float64Array.from(parameters.subarray(layer.biases, layer.biases + layer.outputs));
	const sizes = values.map(Math.abs);
	let terms = 1;
	for (let i = 0, at = layer.weights; i < layer.inputs; i++, at += layer.outputs) {
		if (x[i] === 0) continue;
		terms++;
		for (let j = 0; j < layer.outputs; j++) {
			values[j] += x[i] * parameters[at + j];
			sizes[j] += Math.abs(x[i] * parameters[at + j]);
		}
	}
	return { values, sizes, terms };
}

/** Calls for every example of every model that goes on. */
function forEach(run: Run, act: (model: number, example: number) => void): void {
	for (const model of run.running) {
		for (let example = 0; example < run.setting.slot.size; example++) act(model, example);
	}
}

/** Whether a unit lets its sum through. @param at its place within the signals */
const passes = (run: Run, at: number, sum: number): boolean =>
	run.setting.held ? run.floats('held')[at] > 0 : sum > 0;

const filesOf = (name: KernelName): readonly string[] => kernels[name];

/** outputs = relu(inputs · W + b) */
export function forward(run: Run): void {
	const { layer } = run;
	const activations = run.expect('activations');
	forEach(run, (model, example) => {
		const { values, sizes, terms } = sumsOf(run, layer, model, example);
		const to = run.place(model, layer.outputStart) + example * layer.outputs;
		values.forEach((value, j) => {
			activations.near(to + j, near(passes(run, to + j, value) ? value : 0, terms + PIXEL, sizes[j]));
		});
	});
	if (filesOf(run.name).includes('columns')) lists(run);
}

/** For each four pixels those examples of a split that have ink there, as columns.wgsl says. */
function lists(run: Run): void {
	const { slot, shape } = run.setting;
	const quads = Math.ceil(shape.layers[0].inputs / 4);
	for (const model of run.running) {
		for (let split = 0; split < splitsOf(slot.size); split++) {
			for (let q = 0; q < quads; q++) {
				list(run, model, split, q, 2 * (((model * slot.splits + split) * quads + q) * (SPLIT + 1)));
			}
		}
	}
}
/** @param at the word where the list begins */
function list(run: Run, model: number, split: number, q: number, at: number): void {
	const columns = run.expect('columns');
	const count = Math.min(run.setting.slot.size - split * SPLIT, SPLIT);
	columns.free(at + 1, at + 2 * (count + 1));
	let filled = 0;
	for (let e = 0; e < count; e++) {
		const word = wordOf(run, model, split * SPLIT + e, q);
		if (word === 0) continue;
		filled++;
		columns.exactly(at + 2 * filled, e);
		columns.exactly(at + 2 * filled + 1, word);
	}
	columns.exactly(at, filled);
}
/** Four pixels as a word, the first in the lowest byte. */
function wordOf(run: Run, model: number, example: number, q: number): number {
	const { digits, positions, shape } = run.setting;
	const { inputs } = shape.layers[0];
	const at = positions[model][example] * inputs;
	const greys = [0, 1, 2, 3].map((k) => (4 * q + k < inputs ? digits.pixels[at + 4 * q + k] : 0));
	return greys.reduce((word, grey, k) => word + grey * 256 ** k, 0);
}

/** Logits, softmax, cross-entropy, its deltas, and what goes back to the layer before. */
export function output(run: Run): void {
	const { layer } = run;
	const { digits, positions, shape } = run.setting;
	const deltas = run.expect('deltas');
	forEach(run, (model, example) => {
		const label = digits.labels[positions[model][example]];
		const { values, sizes, terms } = sumsOf(run, layer, model, example);
		const logits = Array.from(values, (value, c) => near(value, terms + PIXEL, sizes[c]));
		const { loss, delta, right } = crossEntropy(logits, label);
		const to = run.place(model, layer.outputStart) + example * layer.outputs;
		delta.forEach((expected, c) => deltas.near(to + c, expected));
		const losses = run.place(model, shape.lossStart) + 2 * example;
		deltas.near(losses, loss);
		if (right === null) deltas.free(losses + 1, losses + 2);
		else deltas.exactly(losses + 1, right ? ONE : 0);
		if (layer.weights > 0) back(run, model, example, run.left('deltas').subarray(to, to + layer.outputs));
	});
}

/**
 * Softmax and cross-entropy of logits known within bounds. In units of 2⁻²³ WGSL's exp(x) is off by 3 + 2|x| of itself, x is a difference and
 * off by |x|, a quotient by 2.5, log by 3 of itself or, near 1, by 4 of 1.
 * @returns `right` null where rounding may decide it
 */
function crossEntropy(logits: readonly Near[], label: number): { loss: Near; delta: Near[]; right: boolean | null } {
	const largest = logits.reduce((best, logit) => (logit.value > best.value ? logit : best));
	const powers = logits.map(({ value }) => Math.exp(value - largest.value));
	const total = powers.reduce((sum, power) => sum + power, 0);
	const off = logits.map(({ value, bound }) => bound + rounding(3, 1 + largest.value - value));
	const totalOff = powers.reduce((sum, power, c) => sum + (power / total) * off[c], rounding(logits.length, 1));
	const shares = powers.map((power, c) => ({
		value: power / total,
		bound: (power / total) * Math.expm1(off[c] + totalOff + rounding(3, 1)) + rounding(0, 0),
	}));
	const own = logits[label];
	const value = largest.value - own.value + Math.log(total);
	const size = 4 + 3 * Math.log(total) + 2 * (largest.value - own.value) + value;
	const others = shares.filter((_, c) => c !== label);
	const left = others.reduce((sum, share) => sum + share.value, 0);
	const leftOff = others.reduce((sum, share) => sum + share.bound, 0);
	return {
		loss: near(value, 1, size, largest.bound + own.bound + totalOff),
		delta: shares.map((share, c) => (c === label ? near(-left, logits.length, left, leftOff) : share)),
		right: rightOf(logits, label),
	};
}
function rightOf(logits: readonly Near[], label: number): boolean | null {
	const own = logits[label];
	const others = logits.filter((_, c) => c !== label);
	if (others.every(({ value, bound }) => own.value - value > own.bound + bound)) return true;
	return others.some(({ value, bound }) => value - own.value > own.bound + bound) ? false : null;
}

/** previous = deltas · Wᵀ where the unit passes. @param outputs the layer's own deltas */
function back(run: Run, model: number, example: number, outputs: Float32Array): void {
	const { layer } = run;
	const [x, parameters, deltas] = [run.inputs(layer, model, example), run.parameters(model), run.expect('deltas')];
	const to = run.place(model, layer.inputStart) + example * layer.inputs;
	for (let i = 0; i < layer.inputs; i++) {
		let [value, size] = [0, 0];
		for (let j = 0; j < layer.outputs; j++) {
			const product = outputs[j] * parameters[layer.weights + i * layer.outputs + j];
			value += product;
			size += Math.abs(product);
		}
		const isOpen = passes(run, to + i, x[i]);
		deltas.near(to + i, isOpen ? near(value, layer.outputs + PRODUCT, size) : near(0, 0, 0));
	}
}

export function backward(run: Run): void {
	const { layer } = run;
	forEach(run, (model, example) => {
		back(run, model, example, run.signals('deltas', model, layer.outputStart, example, layer.outputs));
	});
}
