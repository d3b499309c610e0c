// Gradients, optimisers' steps and sums of losses in float64: expected outputs of the kernels with their bounds.
import { RUNAWAY } from '../../src/lib/engine/engine.ts';
import { adaptiveOf, type AdaptiveNumbers, weightDecayOf } from '../../src/lib/engine/optimiser.ts';
import { SPLIT, splitsOf } from '../../src/lib/engine/wgsl/shape.ts';
import { type Near, near, rounding } from './kernels-expected.ts';
import { PIXEL } from './kernels-layers.ts';
import { fieldOf, type Run } from './kernels-run.ts';

interface Gradient {
	readonly values: Float64Array;
	readonly sizes: Float64Array;
	/** K of each sum: examples whose product is not zero. */
	readonly terms: Float64Array;
}

/** Σ over examples begin … end − 1 of inputᵀ · delta and of delta, for a model's parameters. */
function gradientOf(run: Run, model: number, begin: number, end: number): Gradient {
	const { shape } = run.setting;
	const [values, sizes, terms] = Array.from({ length: 3 }, () => new Float64Array(shape.parameters));
	for (const layer of shape.layers) {
		for (let e = begin; e < end; e++) {
			const x = run.inputs(layer, model, e);
			const delta = run.signals('deltas', model, layer.outputStart, e, layer.outputs);
			for (let i = 0; i <= layer.inputs; i++) {
				const input = i === layer.inputs ? 1 : x[i];
				if (input === 0) continue;
				const at = layer.weights + i * layer.outputs;
				for (let j = 0; j < layer.outputs; j++) {
					values[at + j] += input * delta[j];
					sizes[at + j] += Math.abs(input * delta[j]);
					terms[at + j]++;
				}
			}
		}
	}
	return { values, sizes, terms };
}
const sumAt = ({ values, sizes, terms }: Gradient, i: number): Near => near(values[i], terms[i] + PIXEL, sizes[i]);

/** Every layer's gradient: as parts, or with a step at once. */
export function gradient(run: Run): void {
	const { shape, slot } = run.setting;
	for (const model of run.running) {
		for (let split = 0; split < splitsOf(slot.size); split++) {
			const sums = gradientOf(run, model, split * SPLIT, Math.min(slot.size, (split + 1) * SPLIT));
			const at = (split * slot.models + model) * shape.parameters;
			for (let i = 0; i < shape.parameters; i++) {
				if (run.name.startsWith('gradient-part')) run.expect('parts').near(at + i, sumAt(sums, i));
				else move(run, model, i, sumAt(sums, i));
			}
		}
		if (!run.name.startsWith('gradient-part')) tally(run, model);
	}
}

/** Folds the parts, then makes the optimiser's step, or keeps the sum where none follows at once. */
export function step(run: Run): void {
	const { shape, slot } = run.setting;
	const trains = run.constants.TRAINS === true;
	const [parts, kept] = [run.floats('parts'), run.floats('sums')];
	for (const model of run.running) {
		for (let i = 0; i < shape.parameters; i++) {
			const terms = slot.begins ? [] : [kept[model * shape.parameters + i]];
			for (let s = 0; s < slot.splits; s++) terms.push(parts[(s * slot.models + model) * shape.parameters + i]);
			const [value, size] = [(term: number) => term, Math.abs].map((of) =>
				terms.reduce((sum, term) => sum + of(term), 0),
			);
			const sum = near(value, terms.length, size);
			if (run.constants.STEPS === true && slot.ends) move(run, model, i, sum);
			else run.expect('sums').near(model * shape.parameters + i, sum);
		}
		if (trains) tally(run, model);
	}
}

/** The optimiser's step of one parameter, by the sum of its gradient. */
function move(run: Run, model: number, i: number, sum: Near): void {
	const { optimiser } = run.setting.spec;
	const at = model * run.setting.shape.parameters + i;
	const scale = Math.fround(run.setting.slot.scale);
	const [mean, pull] = [sum.value * scale, weightDecayOf(optimiser) * run.floats('parameters')[at]];
	const slope = near(mean + pull, 3, Math.abs(mean) + Math.abs(pull), sum.bound * scale);
	if (optimiser.name === 'adam') adam(run, model, at, slope);
	else descend(run, model, at, slope);
}
export const rateOf = (run: Run, model: number): number =>
	run.floats('models')[fieldOf(model, 'rate')] * Math.fround(run.setting.slot.factor);

/** Two terms: old + change. */
export const added = (old: number, change: number, carried: number): Near =>
	near(old + change, 2, Math.abs(old) + Math.abs(change), carried);

function descend(run: Run, model: number, at: number, slope: Near): void {
	const [rate, old] = [rateOf(run, model), run.floats('parameters')[at]];
	const momentum = run.floats('models')[fieldOf(model, 'momentum')];
	const change = -rate * slope.value;
	const changeOff = rate * slope.bound + rounding(2, change < 0 ? -change : change);
	if (!run.setting.spec.models.some((each) => each.momentum > 0)) {
		run.expect('parameters').near(at, added(old, change, changeOff));
		return;
	}
	run.expect('moments').near(at, added(momentum * run.floats('moments')[at], change, changeOff));
	const moved = momentum > 0 ? added(old, run.left('moments')[at], 0) : added(old, change, changeOff);
	run.expect('parameters').near(at, moved);
}

/**
 * k₀ of Adam's rate · (m / c₁) / (√(v / c₂) + ε), in units of 2⁻²³: quotients 2.5 each, that of v under the root half as much; the root 4.5
 * (1 / inverseSqrt); the rate's product with its factor, its product with the slope, ε and the sum 1 each: 14.75.
 */
const SLOPE = 15;

function adam(run: Run, model: number, at: number, slope: Near): void {
	const { slot, spec, shape } = run.setting;
	if (spec.optimiser.name !== 'adam') return;
	const numbers = adaptiveOf(spec.optimiser);
	const { epsilon } = numbers;
	const second = at + slot.models * shape.parameters;
	const old = run.floats('parameters')[at];
	const { first: m, second: v } = momentsOf(run, at, slope, numbers);
	run.expect('moments').near(at, m);
	run.expect('moments').near(second, v);
	const [newM, newV] = [run.left('moments')[at], run.left('moments')[second]];
	const [c1, c2] = [Math.fround(slot.correction1), Math.fround(slot.correction2)];
	const change = (-rateOf(run, model) * (newM / c1)) / (Math.sqrt(newV / c2) + epsilon);
	run.expect('parameters').near(at, added(old, change, rounding(SLOPE, Math.abs(change))));
}
/** m and v of one parameter once they have taken a slope in. */
export function momentsOf(
	run: Run,
	at: number,
	slope: Near,
	{ beta1, beta2 }: AdaptiveNumbers,
): { readonly first: Near; readonly second: Near } {
	const { slot, shape } = run.setting;
	const moments = run.floats('moments');
	const [m, v] = [moments[at], moments[at + slot.models * shape.parameters]];
	return {
		first: added(beta1 * m, (1 - beta1) * slope.value, moment1Off(beta1, slope)),
		second: added(beta2 * v, (1 - beta2) * slope.value ** 2, moment2Off(beta2, slope)),
	};
}
/** What m's new term carries: the slope's error, and roundings of β₁, of 1 − β₁ and of the product. */
const moment1Off = (beta: number, { value, bound }: Near): number =>
	(1 - beta) * bound + rounding(3, (1 - beta) * Math.abs(value));
const moment2Off = (beta: number, { value, bound }: Near): number =>
	(1 - beta) * (2 * Math.abs(value) + bound) * bound + rounding(4, (1 - beta) * value ** 2);

/** Sum of the chunk's losses, and right answers in it. */
function lossesOf(run: Run, model: number): { loss: number; right: number } {
	const { shape, slot } = run.setting;
	const at = run.place(model, shape.lossStart);
	const pairs = run.floats('deltas').subarray(at, at + 2 * slot.size);
	let [loss, right] = [0, 0];
	for (let e = 0; e < slot.size; e++) {
		loss += pairs[2 * e];
		right += pairs[2 * e + 1];
	}
	return { loss, right };
}

/** Adds the chunk's losses to the model's, and closes the batch. */
function tally(run: Run, model: number): void {
	const { slot } = run.setting;
	const [models, words, floats] = [run.expect('models'), run.words('models'), run.floats('models')];
	const at = (name: string) => fieldOf(model, name);
	const { loss, right } = lossesOf(run, model);
	const sum = loss + (slot.begins ? 0 : floats[at('chunks')]);
	const kept = near(sum, slot.size + 1, sum);
	models.near(at('chunks'), kept);
	models.exactly(at('right'), words[at('right')] + right);
	if (!slot.ends) return;
	const mean = sum * Math.fround(slot.scale);
	models.near(at('loss'), added(floats[at('loss')], mean, kept.bound * slot.scale));
	models.exactly(at('batches'), words[at('batches')] + 1);
	if (mean <= RUNAWAY) return;
	models.exactly(at('diverged'), slot.number);
	models.exactly(at('last'), slot.number);
}

/** Adds the chunk's losses to an evaluation, and stops the models whose mean loss is low enough. */
export function score(run: Run): void {
	const { slot, spec } = run.setting;
	const [models, words, floats] = [run.expect('models'), run.words('models'), run.floats('models')];
	for (const model of run.running) {
		const at = (name: string) => fieldOf(model, name);
		const { loss, right } = lossesOf(run, model);
		const sum = loss + (slot.begins ? 0 : floats[at('score')]);
		models.near(at('score'), near(sum, slot.size + 1, sum));
		models.exactly(at('hits'), right + (slot.begins ? 0 : words[at('hits')]));
		const isLow = run.constants.STOPS === true && sum * slot.scale <= (spec.stopBelow?.loss ?? 0);
		if (!slot.ends || !isLow) continue;
		models.exactly(at('stopped'), 1);
		models.exactly(at('last'), slot.number);
	}
}
