// TensorFlow.js on WebGPU keeps to the float64 oracle, with the same start and the same batches.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/lib/engine/engine.ts';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { tensorflowEngine } from '../../src/lib/engine/tensorflow/engine.ts';
import { cases, errors, madeUpSource, outcome, tolerance } from './cases.ts';
import { dawn, gpuExpected } from './dawn.ts';

const oracle = plainEngine(madeUpSource, { precision: 64 });

describe.runIf(gpuExpected)('TensorFlow.js on WebGPU', () => {
	let engine: Engine;
	beforeAll(async () => {
		engine = await tensorflowEngine(madeUpSource, await dawn());
	});
	afterAll(() => engine.dispose());

	test.each(cases)('keeps to float64: $name', async (tried) => {
		const actual = await outcome(engine, tried);
		const expected = await outcome(oracle, tried);
		const error = errors(actual, expected);
		expect(actual.start).toEqual(expected.start);
		expect(error.gradient).toBeLessThan(tolerance.gradient);
		expect(error.updates).toBeLessThan(tolerance.updates);
		expect(error.loss).toBeLessThan(tolerance.updates);
	});
});
