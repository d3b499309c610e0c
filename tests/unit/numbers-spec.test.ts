import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../src/lib/datasets/dataset.ts';
import type { Checkpoint, TrainSpec } from '../../src/lib/engine/engine.ts';
import { parameterCount } from '../../src/lib/engine/layout.ts';
import { adaptiveOf, biasCorrection, trustOf, trustRatio, weightDecayOf } from '../../src/lib/engine/optimiser.ts';
import { checkCheckpoint, checkSpec } from '../../src/lib/engine/spec.ts';

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
const knot = (update: number) => ({ update, factor: 1 });

describe('a spec', () => {
	test.each<Partial<TrainSpec>>([
		{},
		{ widths: [784, 10] },
		{ widths: [784, 1, 1024, 1, 10] },
		{ optimiser: { name: 'sgd', weightDecay: 0 }, models: [{ ...model, momentum: 0.99 }] },
		{ optimiser: { name: 'adam', beta1: 0, beta2: 0, epsilon: 1e-30, weightDecay: 2 } },
		{ optimiser: { name: 'lars', trust: 1e-30, weightDecay: 2 }, models: [{ ...model, momentum: 0.99 }] },
		{ optimiser: { name: 'lamb', beta1: 0, beta2: 0, epsilon: 1e-30, weightDecay: 2 } },
		{ schedule: [] },
		{ schedule: [knot(0), knot(7), knot(7)], stopBelow: { loss: 0, every: 1 } },
	])('with %j passes', (change) => {
		expect(() => checkSpec({ ...good, ...change }, data)).not.toThrow();
	});
	test.each<[Partial<TrainSpec>, string]>([
		[{ batchSize: 0 }, 'batchSize: expected a whole number from 1 to 50, got 0'],
		[{ batchSize: 51 }, 'batchSize: expected a whole number from 1 to 50, got 51'],
		[{ batchSize: NaN }, 'batchSize: expected a whole number from 1 to 50, got NaN'],
		[{ widths: [784] }, 'widths: expected at least an input and an output width, got [784]'],
		[{ widths: [784, 0, 10] }, 'widths[1]: expected a whole number from 1 to 1024, got 0'],
		[{ widths: [784, 5, 1025, 10] }, 'widths[2]: expected a whole number from 1 to 1024, got 1025'],
		[{ widths: [784, 5, 5, 5, 5, 10] }, 'widths: expected at most 3 hidden layers, got [784,5,5,5,5,10]'],
		[{ widths: [100, 10] }, 'widths[0]: expected 784, the pixels of an example, got 100'],
		[{ widths: [784, 5, 9] }, 'widths[2]: expected 10, the classes, got 9'],
		[{ models: [] }, 'models: expected at least one model, got []'],
		[{ models: [model, { ...model, momentum: 1 }] }, 'models[1].momentum: expected a number from 0 to below 1, got 1'],
		[{ models: [{ ...model, rate: Infinity }] }, 'models[0].rate: expected a finite number from 0, got Infinity'],
		[{ models: [{ ...model, seed: 0.5 }] }, 'models[0].seed: expected a whole number from 0 to 4294967295, got 0.5'],
		[{ optimiser: { name: 'sgd', weightDecay: -1 } }, 'optimiser.weightDecay: expected a finite number from 0, got -1'],
		[
			{ optimiser: { name: 'adam', weightDecay: Infinity } },
			'optimiser.weightDecay: expected a finite number from 0, got Infinity',
		],
		[{ optimiser: { name: 'adam', beta1: 1 } }, 'optimiser.beta1: expected a number from 0 to below 1, got 1'],
		[{ optimiser: { name: 'adam', beta2: -0.1 } }, 'optimiser.beta2: expected a number from 0 to below 1, got -0.1'],
		[{ optimiser: { name: 'adam', epsilon: 0 } }, 'optimiser.epsilon: expected a finite number above 0, got 0'],
		[
			{ optimiser: { name: 'adam' }, models: [{ ...model, momentum: 0.9 }] },
			'models[0].momentum: expected 0 with the optimiser "adam", got 0.9',
		],
		[{ optimiser: { name: 'lars', trust: 0 } }, 'optimiser.trust: expected a finite number above 0, got 0'],
		[{ optimiser: { name: 'lars', trust: -1 } }, 'optimiser.trust: expected a finite number above 0, got -1'],
		[
			{ optimiser: { name: 'lars', trust: Infinity } },
			'optimiser.trust: expected a finite number above 0, got Infinity',
		],
		[
			{ optimiser: { name: 'lars', weightDecay: -1 } },
			'optimiser.weightDecay: expected a finite number from 0, got -1',
		],
		[{ optimiser: { name: 'lamb', beta1: 1 } }, 'optimiser.beta1: expected a number from 0 to below 1, got 1'],
		[{ optimiser: { name: 'lamb', epsilon: 0 } }, 'optimiser.epsilon: expected a finite number above 0, got 0'],
		[
			{ optimiser: { name: 'lamb' }, models: [{ ...model, momentum: 0.9 }] },
			'models[0].momentum: expected 0 with the optimiser "lamb", got 0.9',
		],
		[{ schedule: [{ update: 0.5, factor: 1 }] }, 'schedule[0].update: expected a whole number from 0, got 0.5'],
		[
			{ schedule: [knot(0), knot(7), knot(6)] },
			'schedule[2].update: expected not less than 7, where the knot before it lies, got 6',
		],
		[{ schedule: [{ update: 0, factor: -1 }] }, 'schedule[0].factor: expected a finite number from 0, got -1'],
		[{ stopBelow: { loss: NaN, every: 1 } }, 'stopBelow.loss: expected a finite number from 0, got NaN'],
		[{ stopBelow: { loss: 0.01, every: 0 } }, 'stopBelow.every: expected a whole number from 1, got 0'],
	])('with %j is refused', (change, message) => {
		expect(() => checkSpec({ ...good, ...change }, data)).toThrow(new RangeError(message));
	});
});

describe('a checkpoint', () => {
	const spec: TrainSpec = { ...good, widths: [784, 10], optimiser: { name: 'adam' } };
	const numbers = () => new Float32Array(parameterCount(spec.widths));
	const right: Checkpoint = {
		updates: 9,
		steps: 4,
		standings: [{ updates: 7, stopped: false, diverged: 7 }],
		parameters: [numbers()],
		movement: [numbers()],
		squares: [numbers()],
	};
	const short = [new Float32Array(3)];

	test.each(['adam', 'lamb'] as const)('that is right passes, with squares for "%s"', (name) => {
		expect(() => checkCheckpoint(right, { ...spec, optimiser: { name } })).not.toThrow();
	});
	test.each(['sgd', 'lars'] as const)('that is right passes, without squares for "%s"', (name) => {
		expect(() => checkCheckpoint({ ...right, squares: [] }, { ...spec, optimiser: { name } })).not.toThrow();
	});
	test.each<[Partial<Checkpoint>, string]>([
		[{ updates: -1 }, 'update count: expected a whole number from 0, got -1'],
		[{ steps: 10 }, 'steps: expected a whole number from 0 to 9, got 10'],
		[{ standings: [] }, 'standings: expected 1 models, got 0'],
		[
			{ standings: [{ updates: 10, stopped: true, diverged: null }] },
			'standings[0].updates: expected a whole number from 0 to 9, got 10',
		],
		[
			{ standings: [{ updates: 9, stopped: false, diverged: 0 }] },
			'standings[0].diverged: expected null or a whole number from 1 to 9, got 0',
		],
		[{ parameters: short }, 'parameters[0]: expected 7850 numbers, got 3'],
		[{ movement: short }, 'movement[0]: expected 7850 numbers, got 3'],
		[{ squares: short }, 'squares[0]: expected 7850 numbers, got 3'],
		[{ squares: [] }, 'squares: expected 1 models, got 0'],
	])('with %o is refused', (change, message) => {
		expect(() => checkCheckpoint({ ...right, ...change }, spec)).toThrow(new RangeError(message));
	});
	test.each(['sgd', 'lars'] as const)('with squares is refused for "%s"', (name) => {
		expect(() => checkCheckpoint(right, { ...spec, optimiser: { name } })).toThrow(
			new RangeError(`squares: expected none with the optimiser "${name}", got 1`),
		);
	});
});

describe('an optimiser', () => {
	test('has the defaults of its source where nothing else is wished', () => {
		expect(adaptiveOf({ name: 'adam' })).toEqual({ beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
		expect(adaptiveOf({ name: 'adam', beta2: 0, weightDecay: 1 })).toEqual({ beta1: 0.9, beta2: 0, epsilon: 1e-8 });
		expect(adaptiveOf({ name: 'lamb' })).toEqual({ beta1: 0.9, beta2: 0.999, epsilon: 1e-6 });
		expect([trustOf({ name: 'lars' }), trustOf({ name: 'lars', trust: 2 })]).toEqual([0.001, 2]);
		expect([weightDecayOf({ name: 'sgd' }), weightDecayOf({ name: 'adam', weightDecay: 0.1 })]).toEqual([0, 0.1]);
	});
	test('makes a first step of moments as large as the gradient and its square', () => {
		const adam = adaptiveOf({ name: 'adam' });
		const { first, second } = biasCorrection(adam, 1);
		expect([(1 - adam.beta1) / first, (1 - adam.beta2) / second]).toEqual([1, 1]);
		expect(biasCorrection(adam, 2).first).toBeCloseTo(1 - 0.81, 15);
		expect(biasCorrection(adam, 1e6)).toEqual({ first: 1, second: 1 });
	});
	test('makes a layer’s step as long as trust or the layer says, whatever the gradient’s length', () => {
		const lars = { name: 'lars', trust: 0.5, weightDecay: 2 } as const;
		expect(trustRatio(lars, 3, 4)).toBe(1.5 / (4 + 6));
		expect(trustRatio({ name: 'lars' }, 3, 4)).toBe(0.003 / 4);
		expect(trustRatio({ name: 'lamb', weightDecay: 2 }, 3, 4)).toBe(0.75);
		for (const optimiser of [lars, { name: 'lamb' }] as const) {
			expect([trustRatio(optimiser, 0, 4), trustRatio(optimiser, 3, 0), trustRatio(optimiser, 0, 0)]).toEqual([
				1, 1, 1,
			]);
		}
	});
});
