// One check of a training spec and of a checkpoint for all engines, so that a bad one fails alike everywhere and before any work.
import { stretchOf, type Dataset, type Examples, type Split } from '../datasets/dataset.ts';
import type { Checkpoint, ModelSpec, Optimiser, Schedule, Standing, TrainSpec } from './engine.ts';
import { parameterCount } from './layout.ts';
import { adaptiveOf, isAdaptive, trustOf, weightDecayOf } from './optimiser.ts';

/** Hidden layers, and units in one of them, that every engine takes. */
const [MOST_HIDDEN, WIDEST] = [3, 1024];

function expect(holds: boolean, where: string, expected: string, got: unknown): void {
	if (holds) return;
	const came = typeof got === 'object' ? JSON.stringify(got) : String(got);
	throw new RangeError(`${where}: expected ${expected}, got ${came}`);
}
const isWhole = (value: number, min: number, max: number): boolean =>
	Number.isInteger(value) && value >= min && value <= max;

function expectWhole(value: number, min: number, where: string): void {
	expect(isWhole(value, min, Infinity), where, `a whole number from ${min}`, value);
}
function expectFinite(value: number, where: string): void {
	expect(Number.isFinite(value) && value >= 0, where, 'a finite number from 0', value);
}
function expectShare(value: number, where: string): void {
	expect(value >= 0 && value < 1, where, 'a number from 0 to below 1', value);
}

function checkModel({ data, models, optimiser }: TrainSpec, index: number): void {
	const { seed, rate, momentum, part = 0 } = models[index];
	const { parts = 1 } = data;
	const at = `models[${index}]`;
	expect(isWhole(seed, 0, 2 ** 32 - 1), `${at}.seed`, 'a whole number from 0 to 4294967295', seed);
	expectFinite(rate, `${at}.rate`);
	expectShare(momentum, `${at}.momentum`);
	expect(isWhole(part, 0, parts - 1), `${at}.part`, `a whole number from 0 to ${parts - 1}`, part);
	const { name } = optimiser;
	if (isAdaptive(optimiser)) expect(momentum === 0, `${at}.momentum`, `0 with the optimiser "${name}"`, momentum);
}

function checkWidths({ widths }: TrainSpec, data: Dataset): void {
	const last = widths.length - 1;
	expect(last >= 1, 'widths', 'at least an input and an output width', widths);
	expect(last <= MOST_HIDDEN + 1, 'widths', `at most ${MOST_HIDDEN} hidden layers`, widths);
	expect(widths[0] === data.pixels, 'widths[0]', `${data.pixels}, the pixels of an example`, widths[0]);
	expect(widths[last] === data.classes, `widths[${last}]`, `${data.classes}, the classes`, widths[last]);
	widths.slice(1, last).forEach((width, hidden) => {
		expect(isWhole(width, 1, WIDEST), `widths[${hidden + 1}]`, `a whole number from 1 to ${WIDEST}`, width);
	});
}

function checkOptimiser(optimiser: Optimiser): void {
	expectFinite(weightDecayOf(optimiser), 'optimiser.weightDecay');
	if (optimiser.name === 'lars') {
		const trust = trustOf(optimiser);
		expect(Number.isFinite(trust) && trust > 0, 'optimiser.trust', 'a finite number above 0', trust);
	}
	if (!isAdaptive(optimiser)) return;
	const { beta1, beta2, epsilon } = adaptiveOf(optimiser);
	expectShare(beta1, 'optimiser.beta1');
	expectShare(beta2, 'optimiser.beta2');
	expect(Number.isFinite(epsilon) && epsilon > 0, 'optimiser.epsilon', 'a finite number above 0', epsilon);
}

function checkSchedule(schedule: Schedule): void {
	schedule.forEach(({ update, factor }, knot) => {
		const at = `schedule[${knot}]`;
		expectWhole(update, 0, `${at}.update`);
		const before = knot > 0 ? schedule[knot - 1].update : 0;
		expect(update >= before, `${at}.update`, `not less than ${before}, where the knot before it lies`, update);
		expectFinite(factor, `${at}.factor`);
	});
}

/** @throws RangeError naming what was expected, what came and where */
export function checkSpec(spec: TrainSpec, data: Dataset): void {
	const { models, batchSize, stopBelow } = spec;
	checkWidths(spec, data);
	expect(models.length >= 1, 'models', 'at least one model', models);
	checkOptimiser(spec.optimiser);
	expectWhole(spec.data.parts ?? 1, 1, 'data.parts');
	models.forEach((_, index) => checkModel(spec, index));
	const count = trainingCount(spec, data);
	expect(isWhole(count, 1, 2 ** 32), 'data.training.count', 'as many examples, from 1, in every part', count);
	expect(isWhole(batchSize, 1, count), 'batchSize', `a whole number from 1 to ${count}`, batchSize);
	checkSchedule(spec.schedule ?? []);
	if (!stopBelow) return;
	expectFinite(stopBelow.loss, 'stopBelow.loss');
	expectWhole(stopBelow.every, 1, 'stopBelow.every');
}

/** Examples in the training split of a model. */
export const trainingCount = ({ data: { parts = 1 } }: TrainSpec, { training }: Dataset): number =>
	training.count / parts;

/** The training split of a model, a view. */
export function trainingOf(spec: TrainSpec, data: Dataset, { part = 0 }: ModelSpec): Examples {
	const count = trainingCount(spec, data);
	return count === data.training.count ? data.training : stretchOf(data.training, part * count, count);
}

/** @throws RangeError where `count` is not a number of updates */
export function checkUpdates(count: number): void {
	expectWhole(count, 0, 'update count');
}

/** @throws RangeError for no positions, or one outside the training split */
export function checkPositions(positions: Uint32Array, count: number): void {
	expect(positions.length > 0, 'examples', 'at least one position', []);
	const outside = positions.find((position) => position >= count);
	expect(outside === undefined, 'examples', `positions from 0 to ${count - 1}`, outside);
}

/**
 * @param arrays one a model   @param length of the flat parameters   @param name what they are, for the message
 * @throws RangeError for another number of models or another length
 */
export function checkParameters(
	arrays: readonly Float32Array[],
	models: number,
	length: number,
	name = 'parameters',
): void {
	expect(arrays.length === models, name, `${models} models`, arrays.length);
	arrays.forEach((model, index) => {
		expect(model.length === length, `${name}[${index}]`, `${length} numbers`, model.length);
	});
}

function checkStanding({ updates, diverged }: Standing, most: number, at: string): void {
	expect(isWhole(updates, 0, most), `${at}.updates`, `a whole number from 0 to ${most}`, updates);
	const known = diverged === null || isWhole(diverged, 1, most);
	expect(known, `${at}.diverged`, `null or a whole number from 1 to ${most}`, diverged);
}

/** Whether a trainer of this spec can go on from there. @throws RangeError naming what was expected, what came and where */
export function checkCheckpoint(checkpoint: Checkpoint, spec: TrainSpec): void {
	const { updates, steps, standings, parameters, movement, squares } = checkpoint;
	const models = spec.models.length;
	const length = parameterCount(spec.widths);
	checkUpdates(updates);
	expect(isWhole(steps, 0, updates), 'steps', `a whole number from 0 to ${updates}`, steps);
	expect(standings.length === models, 'standings', `${models} models`, standings.length);
	standings.forEach((standing, index) => checkStanding(standing, updates, `standings[${index}]`));
	checkParameters(parameters, models, length);
	checkParameters(movement, models, length, 'movement');
	const { name } = spec.optimiser;
	if (isAdaptive(spec.optimiser)) checkParameters(squares, models, length, 'squares');
	else expect(squares.length === 0, 'squares', `none with the optimiser "${name}"`, squares.length);
}

/** @throws RangeError where the spec did not ask for this split */
export function examplesOf(data: Dataset, split: Split): NonNullable<Dataset[Split]> {
	const examples = data[split];
	if (!examples || examples.count === 0) throw new RangeError(`split: expected one that was asked for, got "${split}"`);
	return examples;
}
