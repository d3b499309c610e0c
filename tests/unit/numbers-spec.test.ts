import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../src/lib/datasets/dataset.ts';
import type { TrainSpec } from '../../src/lib/engine/engine.ts';
import { checkSpec } from '../../src/lib/engine/spec.ts';

const data: Dataset = {
	pixels: 784,
	classes: 10,
	training: { count: 50, pixels: new Uint8Array(50 * 784), labels: new Uint8Array(50) },
	validation: null,
	test: null,
};
const good: TrainSpec = {
	data: { name: 'mnist', examples: 50, validation: 0, test: false, seed: null },
	widths: [784, 100, 10],
	models: [{ seed: 0, rate: 0.1, momentum: 0 }],
	optimiser: { name: 'sgd' },
	batchSize: 50,
	order: 'epoch',
};
const model = good.models[0];

describe('a spec', () => {
	test('that is right passes', () => {
		expect(() => checkSpec(good, data)).not.toThrow();
	});
	test.each<[Partial<TrainSpec>, string]>([
		[{ batchSize: 0 }, 'batchSize: expected a whole number from 1 to 50, got 0'],
		[{ batchSize: 51 }, 'batchSize: expected a whole number from 1 to 50, got 51'],
		[{ batchSize: NaN }, 'batchSize: expected a whole number from 1 to 50, got NaN'],
		[{ widths: [784] }, 'widths: expected at least an input and an output width, got [784]'],
		[{ widths: [784, 0, 10] }, 'widths: expected whole numbers from 1, got [784,0,10]'],
		[{ widths: [100, 10] }, 'widths[0]: expected 784, the pixels of an example, got 100'],
		[{ widths: [784, 5, 9] }, 'widths[2]: expected 10, the classes, got 9'],
		[{ models: [] }, 'models: expected at least one model, got []'],
		[{ models: [model, { ...model, momentum: 1 }] }, 'models[1].momentum: expected a number from 0 to below 1, got 1'],
		[{ models: [{ ...model, rate: Infinity }] }, 'models[0].rate: expected a finite number from 0, got Infinity'],
		[{ models: [{ ...model, seed: 0.5 }] }, 'models[0].seed: expected a whole number from 0 to 4294967295, got 0.5'],
	])('with %j is refused', (change, message) => {
		expect(() => checkSpec({ ...good, ...change }, data)).toThrow(new RangeError(message));
	});
});
