// What the trainer of every engine keeps; an engine's test file calls `contractTests` with a way to open it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataSource } from '../../src/lib/datasets/dataset.ts';
import { epochOrder } from '../../src/lib/engine/batches.ts';
import type { Engine, Trainer } from '../../src/lib/engine/engine.ts';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { startWeights } from '../../src/lib/engine/start.ts';
import { crc32Of } from '../../src/lib/numbers/crc32.ts';
import { Stream } from '../../src/lib/numbers/random.ts';
import { madeUpDigits, madeUpSource, relativeError, specOf, tolerance } from './cases.ts';
import { apartSource, apartTests } from './contract-apart.ts';
import { standingTests } from './contract-standings.ts';
import { bits, descents, type Using } from './contract-parts.ts';

/** Opens the engine on a source; each is disposed of when its tests are done. */
export type Open = (source: DataSource) => Promise<Engine>;
/** Opens the engine for the tests of the block around it. */
function opened(open: Open, source: DataSource): Using {
	let engine: Engine;
	beforeAll(async () => {
		engine = await open(source);
	});
	afterAll(() => engine.dispose());
	return async (spec, work) => {
		const trainer = await engine.train(spec);
		try {
			return await work(trainer);
		} finally {
			trainer.dispose();
		}
	};
}

/** Made-up digits, 8,000 of them for testing; if wished with labels that have nothing to do with them. */
const manyDigits = (labelled: boolean): DataSource => ({
	async load({ examples }) {
		const random = new Stream(9, 'subset', 3);
		const digits = (count: number, seed: number) => {
			const made = madeUpDigits(count, seed);
			return labelled ? made : { ...made, labels: made.labels.map(() => random.below(10)) };
		};
		return { pixels: 784, classes: 10, training: digits(examples, 1), validation: null, test: digits(8000, 3) };
	},
});

/** @param name as it stands before the tests' names */
export function contractTests(name: string, open: Open): void {
	describe(`the trainer of ${name}`, () => {
		const using = opened(open, madeUpSource);
		learningTests(using);
		partsTests(using);
		standingTests(using);
		refusalTests(using);
	});
	describe(`the trainer of ${name} on parts of the data`, () => apartTests(opened(open, apartSource)));
	describe.each([true, false])(`${name} on 100 digits, labelled rightly: %j`, (labelled) => {
		const using = opened(open, manyDigits(labelled));

		// A share of 8,000 is off by 0.34 points (one standard deviation) where nothing can be known.
		test('learns them by heart, and of others what the labels tell', async () => {
			const wish = { widths: [784, 32, 10], examples: 100, batchSize: 20, rate: 0.005 };
			const spec = specOf({ ...wish, optimiser: { name: 'adam' } });
			await using({ ...spec, data: { ...spec.data, test: true } }, async (trainer) => {
				await trainer.update(100);
				expect((await trainer.evaluate('training'))[0].accuracy).toBe(1);
				const [{ accuracy }] = await trainer.evaluate('test');
				expect(Math.abs(accuracy - (labelled ? 1 : 0.1))).toBeLessThan(0.015);
			});
		});
	});
}

function learningTests(using: Using): void {
	test.each([
		{ optimiser: { name: 'sgd' } as const, rate: 0.2, momentum: 0.9 },
		{ optimiser: { name: 'adam' } as const, rate: 0.01, momentum: 0 },
		{ optimiser: { name: 'lars', trust: 0.1 } as const, rate: 0.3, momentum: 0.9 },
		{ optimiser: { name: 'lamb' } as const, rate: 0.05, momentum: 0 },
	])('learns sixty-four digits by heart ($optimiser.name)', async (descent) => {
		await using(specOf({ widths: [784, 32, 10], examples: 64, batchSize: 16, ...descent }), async (trainer) => {
			await trainer.update(40);
			const [score] = await trainer.evaluate('training');
			expect(score.accuracy).toBe(1);
			expect(score.loss).toBeLessThan(1e-3);
		});
	});

	test.each(descents)('leaves the weights as they are, bit for bit, at rate 0 ($name)', async (descent) => {
		await using(specOf({ examples: 100, batchSize: 32, rate: 0, ...descent }), async (trainer) => {
			await trainer.update(9);
			expect(await bits(trainer)).toEqual([crc32Of(startWeights(2021, trainer.spec.widths))]);
		});
	});

	test.each(descents)('gives the same bits for the same seed, and others for another ($name)', async (descent) => {
		const spec = specOf({ widths: [784, 20, 10], examples: 100, batchSize: 32, ...descent });
		const made = (seed: number) =>
			using({ ...spec, models: [{ ...spec.models[0], seed }] }, async (trainer) => {
				await trainer.update(7);
				return bits(trainer);
			});
		const first = await made(5);
		expect(await made(5)).toEqual(first);
		expect(await made(6)).not.toEqual(first);
	});

	test.each(descents)('trains models side by side as each would be alone ($name)', async ({ optimiser, momentum }) => {
		const models = [
			{ seed: 2021, rate: 0.01, momentum: 0 },
			{ seed: 5, rate: 0.02, momentum },
		];
		const spec = { ...specOf({ examples: 100, batchSize: 32, optimiser }), models };
		const made = async (trainer: Trainer) => ({ progress: await trainer.update(7), parameters: await bits(trainer) });
		const together = await using(spec, made);
		for (const [m, only] of models.entries()) {
			const alone = await using({ ...spec, models: [only] }, made);
			expect(alone).toEqual({ progress: [together.progress[m]], parameters: [together.parameters[m]] });
		}
	});
}

function partsTests(using: Using): void {
	test('starts and goes through the examples as the seed says', async () => {
		await using(specOf({ examples: 50, batchSize: 7 }), async (trainer) => {
			expect(await bits(trainer)).toEqual([crc32Of(startWeights(2021, [784, 100, 10]))]);
			expect(trainer.order(0, 3)).toEqual(epochOrder(2021, 'epoch', 50, 3));
		});
	});

	test('gives gradients of parts that, weighted by their size, add up to the gradient of the whole', async () => {
		await using(specOf({ examples: 300, batchSize: 1 }), async (trainer) => {
			const order = epochOrder(3, 'epoch', 300, 0);
			const [whole] = await trainer.gradient(order);
			const sum = new Float64Array(whole.length);
			const parts = [order.subarray(0, 1), order.subarray(1, 130), order.subarray(130)];
			for (const part of parts) {
				const [gradient] = await trainer.gradient(part);
				gradient.forEach((value, i) => (sum[i] += (value * part.length) / 300));
			}
			expect(relativeError(sum, whole)).toBeLessThan(tolerance.gradient);
		});
	});

	test('makes of the full batch a step of the rate against the gradient', async () => {
		await using(specOf({ examples: 150, batchSize: 150 }), async (trainer) => {
			const [gradient] = await trainer.gradient(trainer.order(0, 0));
			const [score] = await trainer.evaluate('training');
			const [before] = await trainer.parameters();
			const [progress] = await trainer.update(1);
			const [after] = await trainer.parameters();
			const step = after.map((value, i) => (before[i] - value) / trainer.spec.models[0].rate);
			expect(relativeError(step, gradient)).toBeLessThan(tolerance.updates);
			// Both are those of the batch before the update.
			expect(progress.loss).toBeCloseTo(score.loss, 4);
			expect(progress.accuracy).toBeCloseTo(score.accuracy, 6);
		});
	});

	// So many examples that along any step some ReLUs change their sides; the bound is that of a difference of gradients which holds them.
	test('multiplies by the Hessian of a network with hidden layers', async () => {
		const examples = Uint32Array.from({ length: 120 }, (_, i) => i);
		const spec = specOf({ widths: [784, 24, 16, 10], examples: 120, batchSize: 40 });
		const random = new Stream(4, 'subset', 4);
		await using(spec, async (trainer) => {
			await trainer.update(6);
			const parameters = await trainer.parameters();
			const vectors = [parameters[0].map(() => random.normal())];
			const product = await trainer.hessianVector(vectors, examples);
			expect(await trainer.parameters()).toEqual(parameters);
			const oracle = await plainEngine(madeUpSource, { precision: 64 }).train(spec);
			oracle.load(parameters);
			expect(relativeError(product[0], (await oracle.hessianVector(vectors, examples))[0])).toBeLessThan(1e-3);
		});
	});

	test('trains alike however the updates are cut into calls', async () => {
		const schedule = [
			{ update: 0, factor: 0.1 },
			{ update: 9, factor: 1 },
			{ update: 9, factor: 0.2 },
		];
		const spec = specOf({ examples: 50, batchSize: 7, optimiser: { name: 'adam' }, schedule });
		const made = (counts: readonly number[]) =>
			using(spec, async (trainer) => {
				for (const count of counts) await trainer.update(count);
				return bits(trainer);
			});
		expect(await made([1, 0, 7, 5])).toEqual(await made([13]));
	});
}

function refusalTests(using: Using): void {
	test('scores the splits that were asked for, and refuses another', async () => {
		const spec = specOf({ examples: 50, batchSize: 7 });
		await using({ ...spec, data: { ...spec.data, validation: 20 } }, async (trainer) => {
			const [{ loss, accuracy }] = await trainer.evaluate('validation');
			expect(loss).toBeGreaterThan(1);
			expect(accuracy * 20).toBeCloseTo(Math.round(accuracy * 20), 5);
			await expect(trainer.evaluate('test')).rejects.toThrow('split: expected one that was asked for, got "test"');
		});
	});

	test('refuses what does not fit', async () => {
		await using(specOf({ widths: [784, 10], examples: 50, batchSize: 7 }), async (trainer) => {
			expect(() => trainer.load([])).toThrow('parameters: expected 1 models, got 0');
			expect(() => trainer.load([new Float32Array(3)])).toThrow('parameters[0]: expected 7850 numbers, got 3');
			await expect(trainer.gradient(Uint32Array.of(1, 50))).rejects.toThrow(
				'examples: expected positions from 0 to 49, got 50',
			);
			await expect(trainer.update(-1)).rejects.toThrow('update count: expected a whole number from 0, got -1');
			const checkpoint = await trainer.checkpoint();
			expect(() => trainer.restore({ ...checkpoint, steps: 1 })).toThrow('steps: expected');
			const loaded = Float32Array.from({ length: 7850 }, (_, i) => i);
			trainer.load([loaded]);
			expect((await trainer.parameters())[0]).toEqual(loaded);
		});
	});

	test('does nothing more once disposed of', async () => {
		const trainer = await using(specOf({ examples: 50, batchSize: 7 }), async (given) => given);
		trainer.dispose();
		await expect(trainer.update(1)).rejects.toThrow('disposed');
		await expect(trainer.parameters()).rejects.toThrow('disposed');
		expect(() => trainer.order(0, 0)).toThrow('disposed');
	});
}
