// The WGSL engine keeps to the float64 oracle, whichever way its first layer is computed, and a population to its models alone.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine, TrainSpec } from '../../src/lib/engine/engine.ts';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { wgslEngine } from '../../src/lib/engine/wgsl/engine.ts';
import { cases, errors, madeUpSource, outcome, relativeError, specOf, toleranceOf } from './cases.ts';
import { dawn, gpuExpected } from './dawn.ts';

const oracle = plainEngine(madeUpSource, { precision: 64 });
const small = (momentum: number) => specOf({ widths: [784, 12, 10], examples: 33, batchSize: 8, momentum });
const soft = { name: 'adam', epsilon: 0.01 } as const;
const lars = { name: 'lars', trust: 0.1 } as const;

describe.runIf(gpuExpected)('WGSL kernels', () => {
	let gpu: GPU;
	let engine: Engine;
	beforeAll(async () => {
		gpu = await dawn();
		engine = await wgslEngine(madeUpSource, gpu);
	});
	afterAll(() => engine.dispose());

	test.each(cases)('keep to float64: $name', async (tried) => {
		const actual = await outcome(engine, tried);
		const expected = await outcome(oracle, tried);
		const error = errors(actual, expected);
		expect(actual.start).toEqual(expected.start);
		const bounds = toleranceOf(tried.spec);
		expect(error.gradient).toBeLessThan(bounds.gradient);
		expect(error.updates).toBeLessThan(bounds.updates);
		expect(error.loss).toBeLessThan(bounds.updates);
		expect(error.accuracy).toBeLessThan(1e-9);
	});

	test.each<{ what: string; of: TrainSpec; instead: Partial<TrainSpec> }>([
		{ what: 'momentum', of: small(0.9), instead: { models: [{ ...small(0).models[0], momentum: 0.89 }] } },
		{ what: 'weight decay', of: small(0), instead: { optimiser: { name: 'sgd', weightDecay: 0.01 } } },
		{ what: 'second moment', of: { ...small(0), optimiser: soft }, instead: { optimiser: { ...soft, beta2: 0.9 } } },
		{ what: 'trust', of: { ...small(0), optimiser: lars }, instead: { optimiser: { ...lars, trust: 0.11 } } },
		{ what: 'ratio', of: { ...small(0), optimiser: { ...soft, name: 'lamb' } }, instead: { optimiser: soft } },
	])('would not keep to it with another $what', async ({ of, instead }) => {
		const actual = await outcome(engine, { name: '', spec: of });
		const expected = await outcome(oracle, { name: '', spec: { ...of, ...instead } });
		expect(errors(actual, expected).updates).toBeGreaterThan(toleranceOf(of).updates);
	});

	test.each([
		{ what: 'one hidden layer', widths: [784, 12, 10], batchSize: 8 },
		{ what: 'three, and more than one split', widths: [784, 9, 7, 5, 10], batchSize: 1100 },
		{ what: 'none', widths: [784, 10], batchSize: 8 },
	])('eight models side by side are trained as each alone: $what', async ({ widths, batchSize }) => {
		const spec = specOf({ widths, examples: 1200, batchSize });
		const models = Array.from({ length: 8 }, (_, m) => ({ seed: m, rate: 0.01 * (m + 1), momentum: m % 2 ? 0.9 : 0 }));
		const together = await engine.train({ ...spec, models });
		const progress = await together.update(5);
		const parameters = await together.parameters();
		together.dispose();
		for (const [index, model] of models.entries()) {
			const alone = await engine.train({ ...spec, models: [model] });
			expect(await alone.update(5)).toEqual([progress[index]]);
			expect((await alone.parameters())[0]).toEqual(parameters[index]);
			alone.dispose();
		}
	});

	test.each([
		{ widths: [784, 12, 10], batchSize: 7 },
		{ widths: [784, 33, 18, 10], batchSize: 40 },
	])('multiply by the Hessian: $widths', async ({ widths, batchSize }) => {
		const spec = specOf({ widths, examples: 40, batchSize });
		const [trainer, expected] = [await engine.train(spec), await oracle.train(spec)];
		const all = Uint32Array.from({ length: 40 }, (_, i) => i);
		const vectors = await expected.gradient(all);
		const error = relativeError(
			(await trainer.hessianVector(vectors, all))[0],
			(await expected.hessianVector(vectors, all))[0],
		);
		expect(error).toBeLessThan(2e-3);
		trainer.dispose();
	});
});
