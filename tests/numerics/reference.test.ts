// The oracle against a trainer written apart from it; and the same comparison must catch every planted fault.
import { describe, expect, test } from 'vitest';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { cases, type Case, errors, madeUpDigits, madeUpSource, outcome, specOf, tolerance } from './cases.ts';
import { faults, reference } from './reference.ts';

const oracle = plainEngine(madeUpSource, { precision: 64 });
/** Results leave an engine in float32: half a unit in the last place is 6·10⁻⁸ of a weight, and weights are larger than their changes. */
const rounding = { gradient: 1e-7, updates: 1e-5 };
const small = cases.filter(({ spec }) => spec.data.examples <= 100 && spec.widths[1] <= 100);

describe('the oracle is the textbook', () => {
	test.each(small)('$name', async (tried) => {
		const expected = reference(tried, madeUpDigits(tried.spec.data.examples, 1));
		const error = errors(await outcome(oracle, tried), expected);
		expect(error.gradient).toBeLessThan(rounding.gradient);
		expect(error.updates).toBeLessThan(rounding.updates);
		expect(error.loss).toBeLessThan(1e-6);
	});
});

describe('a planted fault is caught', () => {
	// Three layers, momentum, a remainder of 2, and more than two epochs in ten updates: every fault has something to break.
	const tried: Case = {
		name: 'faults',
		spec: specOf({ widths: [784, 12, 11, 10], examples: 26, batchSize: 8, momentum: 0.9 }),
	};
	const data = madeUpDigits(tried.spec.data.examples, 1);

	test('none planted, none caught', async () => {
		const error = errors(await outcome(oracle, tried), reference(tried, data));
		expect(error.gradient).toBeLessThan(tolerance.gradient);
		expect(error.updates).toBeLessThan(tolerance.updates);
	});
	test.each(faults)('%s', async (fault) => {
		const error = errors(reference(tried, data, fault), await outcome(oracle, tried));
		expect(error.updates).toBeGreaterThan(10 * tolerance.updates);
	});
	test.each(['gradient summed, not meant', 'slope of ReLU left out', 'label off by one'] as const)(
		'%s, in the gradient too',
		async (fault) => {
			const error = errors(reference(tried, data, fault), await outcome(oracle, tried));
			expect(error.gradient).toBeGreaterThan(10 * tolerance.gradient);
		},
	);
});
