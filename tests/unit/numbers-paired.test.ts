import { describe, expect, test } from 'vitest';
import { pairedInterval, studentQuantile, studentWithin } from '../../src/lib/numbers/paired.ts';

describe('Student’s t', () => {
	// Printed tables, two-sided.
	test.each([
		[1, 0.95, 12.706],
		[2, 0.95, 4.303],
		[3, 0.95, 3.182],
		[4, 0.95, 2.776],
		[5, 0.95, 2.571],
		[9, 0.95, 2.262],
		[10, 0.95, 2.228],
		[30, 0.95, 2.042],
		[4, 0.99, 4.604],
		[7, 0.9, 1.895],
	])('has with %i degrees of freedom %d of all within ± %d', (df, share, t) => {
		expect(studentQuantile(share, df)).toBeCloseTo(t, 3);
		expect(studentWithin(t, df)).toBeCloseTo(share, 3);
	});
	test('is Cauchy’s with one degree of freedom', () => {
		for (const t of [0.1, 1, 7]) expect(studentWithin(t, 1)).toBeCloseTo((2 / Math.PI) * Math.atan(t), 12);
	});
});

describe('the interval of paired differences', () => {
	test('is that of the differences alone, whatever the pairs have in common', () => {
		const { mean, half } = pairedInterval([1, 2, 3, 4, 5])!;
		expect(mean).toBe(3);
		expect(half).toBeCloseTo((2.776 * Math.sqrt(2.5)) / Math.sqrt(5), 3);
	});
	test('is not told of one pair, and is a point where all differ alike', () => {
		expect(pairedInterval([1])).toBeNull();
		expect(pairedInterval([2, 2, 2])).toEqual({ mean: 2, half: 0 });
	});
});
