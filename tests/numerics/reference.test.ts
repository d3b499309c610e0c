// The oracle against a trainer written apart from it; and the same comparison must catch every planted fault.
import { describe, expect, test } from 'vitest';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { type Case, cases, errors, madeUpDigits, madeUpSource, outcome, specOf, toleranceOf } from './cases.ts';
import {
	adamFaults,
	descentFaults,
	type Fault,
	gradientFaults,
	lambFaults,
	larsFaults,
	layerFaults,
} from './faults.ts';
import { reference } from './reference.ts';

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
		expect(error.accuracy).toBe(0);
	});
});

// Three layers, a remainder of 2, and more than two epochs in ten updates: every fault has something to break.
const wish = { widths: [784, 12, 11, 10], examples: 26, batchSize: 8 };
const schedule = [
	{ update: 0, factor: 0.2 },
	{ update: 4, factor: 1 },
	{ update: 7, factor: 1 },
	{ update: 7, factor: 0.3 },
];
const descent: Case = {
	name: 'descent',
	spec: specOf({ ...wish, momentum: 0.9, optimiser: { name: 'sgd', weightDecay: 0.1 }, schedule }),
};
const adam: Case = {
	name: 'adam',
	spec: specOf({
		...wish,
		rate: 0.02,
		optimiser: { name: 'adam', beta1: 0.8, beta2: 0.95, epsilon: 0.02, weightDecay: 0.1 },
	}),
};
const lars: Case = {
	name: 'lars',
	spec: specOf({ ...wish, momentum: 0.9, optimiser: { name: 'lars', trust: 0.1, weightDecay: 0.1 }, schedule }),
};
const lamb: Case = {
	name: 'lamb',
	spec: specOf({
		...{ ...wish, rate: 0.02 },
		optimiser: { name: 'lamb', beta1: 0.8, beta2: 0.95, epsilon: 0.02, weightDecay: 2 },
	}),
};
const data = madeUpDigits(wish.examples, 1);

/** Relative error of a fault's updates in bounds of the case. */
async function caught(tried: Case, fault?: Fault): Promise<number> {
	const error = errors(reference(tried, data, fault), await outcome(oracle, tried));
	return error.updates / toleranceOf(tried.spec).updates;
}

describe('a planted fault is caught', () => {
	test.each([descent, adam, lars, lamb])('none planted, none caught: $name', async (tried) => {
		expect(await caught(tried)).toBeLessThan(1);
	});
	test.each([...gradientFaults, ...descentFaults])('%s', async (fault) => {
		expect(await caught(descent, fault)).toBeGreaterThan(10);
	});
	test.each(adamFaults)('%s', async (fault) => {
		expect(await caught(adam, fault)).toBeGreaterThan(10);
	});
	test.each([...layerFaults, ...larsFaults])('%s (LARS)', async (fault) => {
		expect(await caught(lars, fault)).toBeGreaterThan(10);
	});
	test.each([...layerFaults, ...lambFaults])('%s (LAMB)', async (fault) => {
		expect(await caught(lamb, fault)).toBeGreaterThan(10);
	});
	test.each(['gradient summed, not meant', 'slope of ReLU left out', 'label off by one'] as const)(
		'%s, in the gradient too',
		async (fault) => {
			const error = errors(reference(descent, data, fault), await outcome(oracle, descent));
			expect(error.gradient).toBeGreaterThan(10 * toleranceOf(descent.spec).gradient);
		},
	);
	test('label off by one, in the accuracy too', async () => {
		const error = errors(reference(descent, data, 'label off by one'), await outcome(oracle, descent));
		expect(error.accuracy).toBeGreaterThan(0.1);
	});
});
