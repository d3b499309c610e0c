// The plain engine against the textbook, against itself in float64, and against central differences.
import { describe, expect, test } from 'vitest';
import { batchPlace } from '../../src/lib/engine/batches.ts';
import type { TrainSpec } from '../../src/lib/engine/engine.ts';
import { floats } from '../../src/lib/engine/plain/floats.ts';
import { Network } from '../../src/lib/engine/plain/network.ts';
import { isAdaptive } from '../../src/lib/engine/optimiser.ts';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { startWeights } from '../../src/lib/engine/start.ts';
import {
	cases,
	errors,
	gradients,
	madeUpDigits,
	madeUpSource,
	outcome,
	relativeError,
	toleranceOf,
	UPDATES,
} from './cases.ts';

const plain = plainEngine(madeUpSource);
const oracle = plainEngine(madeUpSource, { precision: 64 });

describe('float32 keeps to float64', () => {
	test.each(cases)('$name', async (tried) => {
		const error = errors(await outcome(plain, tried), await outcome(oracle, tried));
		const bound = toleranceOf(tried.spec);
		expect(error.gradient).toBeLessThan(bound.gradient);
		expect(error.updates).toBeLessThan(bound.updates);
		expect(error.loss).toBeLessThan(bound.updates);
		expect(error.accuracy).toBe(0);
	});
});

/** The gradients of all batches of a case, each where its update finds it. */
async function batchGradients(spec: TrainSpec): Promise<Float32Array[]> {
	const trainer = await oracle.train(spec);
	const found = [];
	for (let update = 0; update < UPDATES; update++) {
		const { epoch, from, to } = batchPlace(update, spec.data.examples, spec.batchSize);
		found.push((await trainer.gradient(trainer.order(0, epoch).slice(from, to)))[0]);
		await trainer.update(1);
	}
	return found;
}

// What the bounds of Adam's updates are derived from.
describe('the cases’ gradients are as described', () => {
	test.each(cases.filter(({ spec }) => isAdaptive(spec.optimiser)))('$name', async ({ spec }) => {
		const found = await batchGradients(spec);
		const { optimiser } = spec;
		const isSoft = isAdaptive(optimiser) && optimiser.epsilon !== undefined;
		for (const gradient of found) {
			const sizes = gradient.filter((value) => value !== 0).map(Math.abs);
			if (isSoft) expect(Math.max(...sizes)).toBeLessThan(gradients.largest);
			const mean = Math.sqrt(sizes.reduce((sum, size) => sum + size ** 2, 0) / sizes.length);
			for (const t of [1e-3, 1e-2]) {
				const share = sizes.filter((size) => size < t * mean).length / sizes.length;
				expect(share).toBeLessThan(2 * gradients.density * t);
			}
		}
	});
});

describe('the float64 gradient is what central differences give', () => {
	const examples = madeUpDigits(9, 1);
	const whole = { examples, positions: Uint32Array.from({ length: 9 }, (_, i) => i), from: 0, to: 9 };
	const step = 1e-5;

	test.each([[[784, 10]], [[784, 8, 10]], [[784, 8, 6, 10]], [[784, 8, 7, 6, 10]]])('%j', (widths) => {
		const network = new Network(widths, 64);
		const parameters = Float64Array.from(startWeights(5, widths));
		const lossAt = (i: number, value: number) => {
			const moved = parameters.slice();
			moved[i] = value;
			const sums = { loss: 0, right: 0 };
			for (const slice of network.cut(whole)) network.score(moved, slice, sums);
			return sums.loss / examples.count;
		};
		const differences = parameters.map((value, i) => (lossAt(i, value + step) - lossAt(i, value - step)) / (2 * step));
		const gradient = floats(network.length, 64);
		for (const slice of network.cut(whole)) {
			network.learn(parameters, slice, gradient, 1 / examples.count, { loss: 0, right: 0 });
		}
		expect(relativeError(gradient, differences)).toBeLessThan(1e-6);
	});
});
