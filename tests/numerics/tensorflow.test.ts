// TensorFlow.js on WebGPU keeps to the float64 oracle, with the same start and the same batches.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine, TrainSpec } from '../../src/lib/engine/engine.ts';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { tensorflowEngine } from '../../src/lib/engine/tensorflow/engine.ts';
import { type Case, cases, errors, madeUpSource, outcome, specOf, toleranceOf } from './cases.ts';
import { dawn, gpuExpected } from './dawn.ts';

/**
 * The software adapter takes a second for an update of 1,000 examples. With hidden layers no wider than one tile of the library's matrix
 * products, larger batches take a quarter of that; smaller ones take widths that are no multiple of it.
 */
function quicker({ name, spec }: Case): Case {
	if (spec.batchSize < 32) return { name, spec };
	const most = spec.batchSize < 64 ? 33 : 32;
	const widths = spec.widths.map((width, layer) => (layer === 0 ? width : Math.min(width, most)));
	return { name: `${name}, at most ${most} wide`, spec: { ...spec, widths } };
}

const oracle = plainEngine(madeUpSource, { precision: 64 });

const soft = { name: 'adam', epsilon: 0.01 } as const;
const lars = { name: 'lars', trust: 0.1 } as const;
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
		const bounds = toleranceOf(tried.spec);
		expect(error.gradient).toBeLessThan(bounds.gradient);
		expect(error.updates).toBeLessThan(bounds.updates);
		expect(error.loss).toBeLessThan(bounds.updates);
		expect(error.accuracy).toBeLessThan(1e-9);
	});

	test.each<{ what: string; of: TrainSpec; instead: Partial<TrainSpec> }>([
		{ what: 'momentum', of: small(0.9), instead: { models: [{ ...small(0).models[0], momentum: 0.89 }] } },
		{ what: 'weight decay', of: small(0), instead: { optimiser: { name: 'sgd', weightDecay: 0.01 } } },
		{
			what: 'schedule',
			of: small(0),
			instead: {
				schedule: [
					{ update: 3, factor: 1 },
					{ update: 4, factor: 0.5 },
				],
			},
		},
		{ what: 'second moment', of: { ...small(0), optimiser: soft }, instead: { optimiser: { ...soft, beta2: 0.9 } } },
		{ what: 'trust', of: { ...small(0), optimiser: lars }, instead: { optimiser: { ...lars, trust: 0.11 } } },
		{ what: 'ratio', of: { ...small(0), optimiser: { ...soft, name: 'lamb' } }, instead: { optimiser: soft } },
	])('would not keep to it with another $what', async ({ of, instead }) => {
		const actual = await outcome(engine, { name: '', spec: of });
		const expected = await outcome(oracle, { name: '', spec: { ...of, ...instead } });
		expect(errors(actual, expected).updates).toBeGreaterThan(toleranceOf(of).updates);
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
});
