// One check of a training spec for all engines, so that a bad one fails alike everywhere and before any work.
import type { Dataset, Split } from '../datasets/dataset.ts';
import type { TrainSpec } from './engine.ts';

function expect(holds: boolean, where: string, expected: string, got: unknown): void {
	if (holds) return;
	const came = typeof got === 'object' ? JSON.stringify(got) : String(got);
	throw new RangeError(`${where}: expected ${expected}, got ${came}`);
}
const isWhole = (value: number, min: number, max: number): boolean =>
	Number.isInteger(value) && value >= min && value <= max;

function checkModel({ seed, rate, momentum }: TrainSpec['models'][number], at: string): void {
	expect(isWhole(seed, 0, 2 ** 32 - 1), `${at}.seed`, 'a whole number from 0 to 4294967295', seed);
	expect(Number.isFinite(rate) && rate >= 0, `${at}.rate`, 'a finite number from 0', rate);
	expect(momentum >= 0 && momentum < 1, `${at}.momentum`, 'a number from 0 to below 1', momentum);
}

/** @throws RangeError naming what was expected, what came and where */
export function checkSpec(spec: TrainSpec, data: Dataset): void {
	const { widths, models, batchSize } = spec;
	expect(widths.length >= 2, 'widths', 'at least an input and an output width', widths);
	expect(
		widths.every((width) => isWhole(width, 1, Infinity)),
		'widths',
		'whole numbers from 1',
		widths,
	);
	expect(widths[0] === data.pixels, 'widths[0]', `${data.pixels}, the pixels of an example`, widths[0]);
	expect(widths.at(-1) === data.classes, `widths[${widths.length - 1}]`, `${data.classes}, the classes`, widths.at(-1));
	expect(models.length >= 1, 'models', 'at least one model', models);
	models.forEach((model, index) => checkModel(model, `models[${index}]`));
	const { count } = data.training;
	expect(isWhole(batchSize, 1, count), 'batchSize', `a whole number from 1 to ${count}`, batchSize);
	expect(isWhole(count, 1, 2 ** 32), 'data.training.count', 'at least one example', count);
}

/** @throws RangeError where `count` is not a number of updates */
export function checkUpdates(count: number): void {
	expect(isWhole(count, 0, Infinity), 'update count', 'a whole number from 0', count);
}

/** @throws RangeError for no positions, or one outside the training split */
export function checkPositions(positions: Uint32Array, count: number): void {
	expect(positions.length > 0, 'examples', 'at least one position', []);
	const outside = positions.find((position) => position >= count);
	expect(outside === undefined, 'examples', `positions from 0 to ${count - 1}`, outside);
}

/** @throws RangeError for another number of models or another length */
export function checkParameters(parameters: readonly Float32Array[], models: number, length: number): void {
	expect(parameters.length === models, 'parameters', `${models} models`, parameters.length);
	parameters.forEach((model, index) => {
		expect(model.length === length, `parameters[${index}]`, `${length} numbers`, model.length);
	});
}

/** @throws RangeError where the spec did not ask for this split */
export function examplesOf(data: Dataset, split: Split): NonNullable<Dataset[Split]> {
	const examples = data[split];
	if (!examples || examples.count === 0) throw new RangeError(`split: expected one that was asked for, got "${split}"`);
	return examples;
}
