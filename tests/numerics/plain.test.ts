// The plain engine against the textbook, against itself in float64, and against central differences.
import { describe, expect, test } from 'vitest';
import { floats } from '../../src/lib/engine/plain/floats.ts';
import { Network } from '../../src/lib/engine/plain/network.ts';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { startWeights } from '../../src/lib/engine/start.ts';
import { cases, errors, madeUpDigits, madeUpSource, outcome, relativeError, tolerance } from './cases.ts';

const plain = plainEngine(madeUpSource);
const oracle = plainEngine(madeUpSource, { precision: 64 });

describe('float32 keeps to float64', () => {
	test.each(cases)('$name', async (tried) => {
		const error = errors(await outcome(plain, tried), await outcome(oracle, tried));
		expect(error.gradient).toBeLessThan(tolerance.gradient);
		expect(error.updates).toBeLessThan(tolerance.updates);
		expect(error.loss).toBeLessThan(tolerance.updates);
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
