// TensorFlow.js on WebGPU keeps to the float64 oracle, with the same start and the same batches.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/lib/engine/engine.ts';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { tensorflowEngine } from '../../src/lib/engine/tensorflow/engine.ts';
import { type Case, cases, errors, madeUpSource, outcome, relativeError, specOf, tolerance } from './cases.ts';
import { dawn, gpuExpected } from './dawn.ts';

/** The software adapter takes a second for an update of 1,000 examples; with 32 hidden units, one tile of its matrix products, a quarter. */
const quicker = ({ name, spec }: Case): Case =>
	spec.batchSize < 1000 ? { name, spec } : { name: `${name}, narrow`, spec: { ...spec, widths: [784, 32, 10] } };

const oracle = plainEngine(madeUpSource, { precision: 64 });

const small = (momentum: number) => specOf({ widths: [784, 12, 10], examples: 33, batchSize: 8, momentum });

describe.runIf(gpuExpected)('TensorFlow.js on WebGPU', () => {
	let engine: Engine;
	beforeAll(async () => {
		engine = await tensorflowEngine(madeUpSource, await dawn());
	});
	afterAll(() => engine.dispose());

	test.each(cases.map(quicker))('keeps to float64: $name', async (tried) => {
		const actual = await outcome(engine, tried);
		const expected = await outcome(oracle, tried);
		const error = errors(actual, expected);
		expect(actual.start).toEqual(expected.start);
		expect(error.gradient).toBeLessThan(tolerance.gradient);
		expect(error.updates).toBeLessThan(tolerance.updates);
		expect(error.loss).toBeLessThan(tolerance.updates);
	});

	test('would not keep to it with another momentum', async () => {
		const spec = small(0.9);
		const wrong = { ...spec, models: spec.models.map((model) => ({ ...model, momentum: 0.89 })) };
		const actual = await outcome(engine, { name: '', spec });
		const expected = await outcome(oracle, { name: '', spec: wrong });
		expect(errors(actual, expected).updates).toBeGreaterThan(tolerance.updates);
	});

	test.each(['never', 'once', 'epoch', 'replacement'] as const)(
		'goes through the examples in order "%s" as every engine',
		async (order) => {
			const spec = { ...small(0), order };
			const [trainer, expected] = [await engine.train(spec), await oracle.train(spec)];
			for (const epoch of [0, 1, 3]) expect(trainer.order(0, epoch)).toEqual(expected.order(0, epoch));
			trainer.dispose();
		},
	);

	test('scores like the oracle', async () => {
		const spec = small(0);
		const wish = { ...spec, data: { ...spec.data, validation: 30, test: true } };
		const [trainer, expected] = [await engine.train(wish), await oracle.train(wish)];
		for (const split of ['training', 'validation', 'test'] as const) {
			const [[score], [known]] = [await trainer.evaluate(split), await expected.evaluate(split)];
			expect(score.loss).toBeCloseTo(known.loss, 5);
			expect(score.accuracy).toBeCloseTo(known.accuracy, 6);
		}
		trainer.dispose();
	});

	test('trains models side by side as it trains each alone', async () => {
		const spec = small(0.9);
		const models = [spec.models[0], { seed: 7, rate: 0.2, momentum: 0 }];
		const together = await engine.train({ ...spec, models });
		const progress = await together.update(5);
		const parameters = await together.parameters();
		together.dispose();
		for (const [index, model] of models.entries()) {
			const alone = await engine.train({ ...spec, models: [model] });
			expect(await alone.update(5)).toEqual([progress[index]]);
			expect(await alone.parameters()).toEqual([parameters[index]]);
			alone.dispose();
		}
	});

	test('goes on from a checkpoint as if it had never stopped', async () => {
		const trainer = await engine.train(small(0.9));
		await trainer.update(4);
		const checkpoint = await trainer.checkpoint();
		const [progress] = await trainer.update(5);
		const parameters = await trainer.parameters();
		trainer.restore(checkpoint);
		expect(await trainer.update(5)).toEqual([progress]);
		expect(await trainer.parameters()).toEqual(parameters);
		trainer.dispose();

		const elsewhere = await oracle.train(small(0.9));
		elsewhere.restore(checkpoint);
		await elsewhere.update(5);
		expect(relativeError(parameters[0], (await elsewhere.parameters())[0])).toBeLessThan(tolerance.updates);
	});

	test('stands still after parameters are loaded', async () => {
		const trainer = await engine.train(small(0.9));
		await trainer.update(2);
		const parameters = (await trainer.parameters()).map((model) => model.map((value) => value / 2));
		trainer.load(parameters);
		expect(await trainer.update(0)).toEqual([{ updates: 2, loss: NaN }]);
		const { movement, ...rest } = await trainer.checkpoint();
		expect(rest).toEqual({ updates: 2, parameters });
		expect(movement[0].every((value) => value === 0)).toBe(true);
		expect(() => trainer.load([])).toThrow(RangeError);
		trainer.dispose();
	});

	test('tells a loss that is no number any more', async () => {
		const spec = small(0);
		const trainer = await engine.train({ ...spec, models: [{ seed: 1, rate: 1e30, momentum: 0 }] });
		expect(Number.isFinite((await trainer.update(5))[0].loss)).toBe(false);
		trainer.dispose();
		await expect(trainer.update(1)).rejects.toThrow('disposed');
	});
});
