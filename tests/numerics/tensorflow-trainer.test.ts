// What any trainer must keep, kept by TensorFlow.js on WebGPU: models side by side, checkpoints, stopping, divergence.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine, Trainer, TrainSpec } from '../../src/lib/engine/engine.ts';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { tensorflowEngine } from '../../src/lib/engine/tensorflow/engine.ts';
import { madeUpSource, relativeError, specOf, toleranceOf } from './cases.ts';
import { apartSource, apartTests } from './contract-apart.ts';
import { dawn, gpuExpected } from './dawn.ts';

const oracle = plainEngine(madeUpSource, { precision: 64 });
const wish = { widths: [784, 12, 10], examples: 33, batchSize: 8 };
const momentum = specOf({ ...wish, momentum: 0.9 });
const adam = specOf({ ...wish, optimiser: { name: 'adam', epsilon: 0.01, weightDecay: 0.01 } });
const lars = specOf({ ...wish, momentum: 0.9, optimiser: { name: 'lars', trust: 0.1, weightDecay: 0.01 } });
const lamb = specOf({ ...wish, optimiser: { name: 'lamb', epsilon: 0.01, weightDecay: 0.01 } });
const [model] = momentum.models;

describe.runIf(gpuExpected)('a trainer of TensorFlow.js on WebGPU', () => {
	let engine: Engine;
	beforeAll(async () => {
		engine = await tensorflowEngine(madeUpSource, await dawn());
	});
	afterAll(() => engine.dispose());

	async function using<T>(spec: TrainSpec, work: (trainer: Trainer) => Promise<T>): Promise<T> {
		const trainer = await engine.train(spec);
		try {
			return await work(trainer);
		} finally {
			trainer.dispose();
		}
	}

	test('trains models side by side as it trains each alone', async () => {
		const models = [model, { seed: 7, rate: 0.2, momentum: 0 }];
		const made = async (trainer: Trainer) => ({
			progress: await trainer.update(5),
			parameters: await trainer.parameters(),
		});
		const together = await using({ ...momentum, models }, made);
		for (const [index, only] of models.entries()) {
			const alone = await using({ ...momentum, models: [only] }, made);
			expect(alone).toEqual({ progress: [together.progress[index]], parameters: [together.parameters[index]] });
		}
	});

	test.each([momentum, adam, lars, lamb])(
		'goes on from a checkpoint as if it had never stopped ($optimiser.name)',
		async (spec) => {
			const { checkpoint, parameters } = await using(spec, async (trainer) => {
				await trainer.update(4);
				const checkpoint = await trainer.checkpoint();
				const [progress] = await trainer.update(5);
				const parameters = await trainer.parameters();
				trainer.restore(checkpoint);
				expect(await trainer.checkpoint()).toEqual(checkpoint);
				expect(await trainer.update(5)).toEqual([progress]);
				expect(await trainer.parameters()).toEqual(parameters);
				return { checkpoint, parameters };
			});
			const elsewhere = await oracle.train(spec);
			elsewhere.restore(checkpoint);
			await elsewhere.update(5);
			expect(relativeError(parameters[0], (await elsewhere.parameters())[0])).toBeLessThan(toleranceOf(spec).updates);
		},
	);

	test.each([momentum, adam, lars, lamb])(
		'takes checkpoints of the plain engine and gives it its own ($optimiser.name)',
		async (spec) => {
			const [plain, unbroken] = [await oracle.train(spec), await oracle.train(spec)];
			await plain.update(4);
			const checkpoint = await using(spec, async (trainer) => {
				trainer.restore(await plain.checkpoint());
				await trainer.update(3);
				return trainer.checkpoint();
			});
			plain.restore(checkpoint);
			await plain.update(3);
			await unbroken.update(10);
			const [ended, expected] = [await plain.checkpoint(), await unbroken.checkpoint()];
			expect([ended.updates, ended.steps, ended.standings]).toEqual([10, 10, expected.standings]);
			for (const kind of ['parameters', 'movement', 'squares'] as const) {
				expect(ended[kind]).toHaveLength(expected[kind].length);
				expected[kind].forEach((array, m) => {
					expect(relativeError(ended[kind][m], array)).toBeLessThan(toleranceOf(spec).updates);
				});
			}
		},
	);

	test.each([momentum, adam, lars, lamb])(
		'stands still after parameters are loaded ($optimiser.name)',
		async (spec) => {
			await using(spec, async (trainer) => {
				await trainer.update(2);
				const parameters = (await trainer.parameters()).map((array) => array.map((value) => value / 2));
				trainer.load(parameters);
				const standing = { updates: 2, stopped: false, diverged: null };
				expect(await trainer.update(0)).toEqual([{ ...standing, loss: NaN, accuracy: NaN }]);
				const { movement, squares, ...rest } = await trainer.checkpoint();
				expect(rest).toEqual({ updates: 2, steps: 0, standings: [standing], parameters });
				expect([...movement, ...squares].every((array) => array.every((value) => value === 0))).toBe(true);
				expect(() => trainer.load([])).toThrow(RangeError);
			});
		},
	);

	test('stops each model where the oracle stops it, and makes no more updates of it', async () => {
		// No loss is within 4 % of the wish where it is measured: rounding decides nothing.
		const models = [model, { seed: 7, rate: 0.1, momentum: 0.9 }, { seed: 3, rate: 1e-6, momentum: 0 }];
		const spec = { ...momentum, models, stopBelow: { loss: 0.5, every: 3 } };
		const expected = await (await oracle.train(spec)).update(20);
		expect(expected.map(({ stopped }) => stopped)).toEqual([true, true, false]);
		await using(spec, async (trainer) => {
			const progress = await trainer.update(20);
			progress.forEach(({ loss, accuracy, ...standing }, m) => {
				expect({ ...expected[m], ...standing }).toEqual(expected[m]);
				expect(loss).toBeCloseTo(expected[m].loss, 4);
				expect(accuracy).toBeCloseTo(expected[m].accuracy, 9);
			});
			const [before] = await trainer.parameters();
			const [stopped, , going] = await trainer.update(2);
			expect([stopped.updates, stopped.loss, going.updates]).toEqual([progress[0].updates, NaN, 22]);
			expect((await trainer.parameters())[0]).toEqual(before);
			trainer.load(await trainer.parameters());
			expect((await trainer.update(1))[0]).toMatchObject({ updates: 23, stopped: false });
		});
	});

	test.each([1e30, 3e7])('tells a model that has run away, and only that one (rate %d)', async (rate) => {
		const spec = specOf({ ...wish, widths: [784, 10] });
		await using({ ...spec, models: [{ ...model, momentum: 0, rate }, model] }, async (trainer) => {
			const [away, sound] = await trainer.update(5);
			expect([away.updates, away.diverged, sound.diverged]).toEqual([5, 5, null]);
			const [later, on] = await trainer.update(2);
			expect(later).toEqual({ updates: 5, stopped: false, diverged: 5, loss: NaN, accuracy: NaN });
			expect(on.updates).toBe(7);
			expect((await trainer.checkpoint()).standings.map(({ diverged }) => diverged)).toEqual([5, null]);
		});
	});

	test('multiplies by the Hessian of each model, as the oracle does', async () => {
		const models = [model, { ...model, seed: 7 }];
		const spec = { ...momentum, models };
		const expected = await oracle.train(spec);
		const examples = Uint32Array.of(3, 1, 4, 15, 9, 26);
		const vectors = await expected.gradient(examples);
		const known = await expected.hessianVector(vectors, examples);
		await using(spec, async (trainer) => {
			const before = await trainer.parameters();
			const products = await trainer.hessianVector(vectors, examples);
			products.forEach((product, m) => expect(relativeError(product, known[m])).toBeLessThan(1e-3));
			expect(relativeError(products[0], known[1])).toBeGreaterThan(0.1);
			expect(await trainer.parameters()).toEqual(before);
			await expect(trainer.hessianVector([], examples)).rejects.toThrow('vectors: expected 2 models, got 0');
		});
	});

	test('is of no use once disposed of', async () => {
		const trainer = await engine.train(momentum);
		trainer.dispose();
		trainer.dispose();
		await expect(trainer.update(1)).rejects.toThrow('disposed');
	});

	test('leaves sweeps to the plain twin', async () => {
		const inputs = [[0.1], [0.5], [100], [1, 2, 3], [1], [10]].map((values) => Float32Array.from(values));
		const swept = await engine.sweep('phase', inputs, 3);
		expect(swept).toEqual(await oracle.sweep('phase', inputs, 3));
		expect(swept).toHaveLength(3);
	});
});

describe.runIf(gpuExpected)('a trainer of TensorFlow.js on parts of the data', () => {
	let engine: Engine;
	beforeAll(async () => {
		engine = await tensorflowEngine(apartSource, await dawn());
	});
	afterAll(() => engine.dispose());
	apartTests(async (spec, work) => {
		const trainer = await engine.train(spec);
		try {
			return await work(trainer);
		} finally {
			trainer.dispose();
		}
	});
});
