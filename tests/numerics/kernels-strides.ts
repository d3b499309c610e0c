// Steps that are sized layer by layer, in float64: expected outputs of norms.wgsl and stride.wgsl with their bounds.
import { adaptiveOf, isAdaptive, type Layerwise, trustRatio, weightDecayOf } from '../../src/lib/engine/optimiser.ts';
import { NORM_BLOCK, normGroupsOf } from '../../src/lib/engine/wgsl/shape.ts';
import { type Near, near, rounding } from './kernels-expected.ts';
import type { Run } from './kernels-run.ts';
import { added, momentsOf, rateOf } from './kernels-steps.ts';

/** Relative errors in units of 2⁻²³: a quotient, a root (1 / inverseSqrt), and a number of WGSL's that was rounded once. */
const [QUOTIENT, ROOT, ONCE] = [2.5, 4.5, 1];

function optimiserOf(run: Run): Layerwise {
	const { optimiser } = run.setting.spec;
	if (optimiser.name === 'lars' || optimiser.name === 'lamb') return optimiser;
	throw new RangeError(`${run.name}: expected an optimiser that works layer by layer, got "${optimiser.name}"`);
}

/** The gradient of one parameter. */
function slopeOf(run: Run, at: number): Near {
	const slope = run.floats('sums')[at] * Math.fround(run.setting.slot.scale);
	return near(slope, 1, Math.abs(slope));
}

/** What a layer's step goes along, at one parameter: LARS's gradient, or LAMB's r. */
function directionOf(run: Run, at: number): Near {
	const optimiser = optimiserOf(run);
	if (!isAdaptive(optimiser)) return slopeOf(run, at);
	const { first, second } = momentsOf(run, at, slopeOf(run, at), adaptiveOf(optimiser));
	return along(run, at, first, second);
}

/** LAMB's r by m and v. */
function along(run: Run, at: number, m: Near, v: Near): Near {
	const { slot, spec } = run.setting;
	if (spec.optimiser.name !== 'lamb') throw new RangeError('optimiser: expected "lamb"');
	const { epsilon } = adaptiveOf(spec.optimiser);
	const [c1, c2] = [Math.fround(slot.correction1), Math.fround(slot.correction2)];
	const root = Math.sqrt(v.value / c2);
	const rootOff = root - Math.sqrt(Math.max(0, v.value - v.bound) / c2);
	const adaptive = m.value / c1 / (root + epsilon);
	const off = (m.bound / c1 + Math.abs(adaptive) * rootOff) / (root - rootOff + epsilon);
	const made = rounding(2 * QUOTIENT + QUOTIENT / 2 + ROOT + 2 * ONCE, Math.abs(adaptive));
	const pull = weightDecayOf(spec.optimiser) * run.floats('parameters')[at];
	return near(adaptive + pull, 3, Math.abs(adaptive) + Math.abs(pull), off + made);
}

/** Σx² of numbers within bounds. */
function squares(numbers: readonly Near[]): Near {
	const sum = numbers.reduce((total, { value }) => total + value ** 2, 0);
	const carried = numbers.reduce((total, { value, bound }) => total + (2 * Math.abs(value) + bound) * bound, 0);
	return near(sum, numbers.length + 1, sum, carried);
}

/** Calls for every layer of every model that goes on. @param act its parameters lie from … to − 1 among all models' */
function forEach(
	run: Run,
	act: (from: number, to: number, norms: number, groups: number, model: number) => void,
): void {
	const { shape } = run.setting;
	for (const model of run.running) {
		shape.layers.forEach(({ weights, biases, outputs }, l) => {
			const { firstGroup, groups } = shape.norms[l];
			const base = model * shape.parameters;
			const norms = 2 * (model * normGroupsOf(shape) + firstGroup);
			act(base + weights, base + biases + outputs, norms, groups, model);
		});
	}
}

/** Sums of squares, of parameters and of the direction, a block of a layer each; nothing before the batch's end. */
export function norms(run: Run): void {
	if (!run.setting.slot.ends) return;
	const expected = run.expect('norms');
	forEach(run, (from, to, norms, groups) => {
		for (let group = 0; group < groups; group++) {
			const begin = from + group * NORM_BLOCK;
			const places = Array.from({ length: Math.min(NORM_BLOCK, to - begin) }, (_, i) => begin + i);
			const parameters = places.map((at) => near(run.floats('parameters')[at], 0, 0));
			expected.near(norms + 2 * group, squares(parameters));
			expected.near(norms + 2 * group + 1, squares(places.map((at) => directionOf(run, at))));
		}
	});
}

/** q of a layer, from the sums of squares that its workgroups left. */
function ratioOf(run: Run, norms: number, groups: number): Near {
	const left = run.floats('norms').subarray(norms, norms + 2 * groups);
	const [parameters, direction] = [0, 1].map((which) => {
		const sum = left.reduce((total, value, i) => total + (i % 2 === which ? value : 0), 0);
		return Math.sqrt(sum);
	});
	const value = trustRatio(optimiserOf(run), parameters, direction);
	if (parameters === 0 || direction === 0) return { value, bound: 0 };
	// Both norms: half of what their sums of squares are off, and a root. LARS: two products, a sum and a quotient more.
	return near(value, groups + 1 + 2 * ROOT + 3 * ONCE + QUOTIENT, value);
}

/** The step of each layer at the end of a batch. */
export function stride(run: Run): void {
	if (!run.setting.slot.ends) return;
	const isAdam = isAdaptive(optimiserOf(run));
	forEach(run, (from, to, norms, groups, model) => {
		const [ratio, rate] = [ratioOf(run, norms, groups), rateOf(run, model)];
		for (let at = from; at < to; at++) {
			if (isAdam) adaptiveStep(run, at, rate, ratio);
			else movingStep(run, at, rate, ratio, model);
		}
	});
}

/** −rate · ratio · slope, as a change of something. */
function changeOf(rate: number, ratio: Near, slope: Near): Near {
	const value = -rate * ratio.value * slope.value;
	const carried = rate * ((ratio.value + ratio.bound) * slope.bound + ratio.bound * Math.abs(slope.value));
	return near(value, 3, Math.abs(value), carried);
}

function movingStep(run: Run, at: number, rate: number, ratio: Near, model: number): void {
	const old = run.floats('parameters')[at];
	const gradient = slopeOf(run, at);
	const pull = weightDecayOf(run.setting.spec.optimiser) * old;
	const slope = near(gradient.value + pull, 3, Math.abs(gradient.value) + Math.abs(pull), gradient.bound);
	const change = changeOf(rate, ratio, slope);
	const { momentum } = run.setting.spec.models[model];
	run.expect('moments').near(at, added(Math.fround(momentum) * run.floats('moments')[at], change.value, change.bound));
	run.expect('parameters').near(at, added(old, run.left('moments')[at], 0));
}

function adaptiveStep(run: Run, at: number, rate: number, ratio: Near): void {
	const optimiser = optimiserOf(run);
	if (!isAdaptive(optimiser)) return;
	const second = at + run.setting.slot.models * run.setting.shape.parameters;
	const moments = momentsOf(run, at, slopeOf(run, at), adaptiveOf(optimiser));
	run.expect('moments').near(at, moments.first);
	run.expect('moments').near(second, moments.second);
	const [m, v] = [at, second].map((place) => near(run.left('moments')[place], 0, 0));
	const change = changeOf(rate, ratio, along(run, at, m, v));
	run.expect('parameters').near(at, added(run.floats('parameters')[at], change.value, change.bound));
}
