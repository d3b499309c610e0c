import { expect, test } from 'vitest';
import { mean, median, quantile, quartiles, wilson } from '../../src/lib/numbers/statistics.ts';

test('the median of an odd number is the middle one, of an even number the mean of the two middle ones', () => {
	expect(median([9, 1, 5])).toBe(5);
	expect(median([9, 1, 5, 6])).toBe(5.5);
	expect(median([10, 9, 1])).toBe(9);
});
test('quartiles are NumPy’s default ones', () => {
	// Golden: numpy.quantile([7, 15, 36, 39, 40, 41], [0.25, 0.75])
	expect(quartiles([40, 7, 36, 15, 41, 39])).toEqual({ low: 20.25, high: 39.75 });
	expect(quartiles([3])).toEqual({ low: 3, high: 3 });
});
test('quantiles 0 and 1 are the least and the largest', () => {
	expect([quantile([4, 2, 8], 0), quantile([4, 2, 8], 1)]).toEqual([2, 8]);
});
test('values stay in their order', () => {
	const values = [3, 1, 2];
	median(values);
	expect(values).toEqual([3, 1, 2]);
});
test('the mean', () => {
	expect(mean([1, 2, 6])).toBe(3);
});
test('of nothing there is no summary', () => {
	expect(() => mean([])).toThrow('mean: expected at least one value, got none');
	expect(() => median([])).toThrow('at least one value');
});

test('the ends of Wilson’s interval are the shares that lie 1.96 of their own standard deviations from the one seen', () => {
	for (const end of Object.values(wilson(44, 50)))
		expect(Math.abs(44 / 50 - end) / Math.sqrt((end * (1 - end)) / 50)).toBeCloseTo(1.95996, 5);
});
test('Wilson’s interval of none or all ends at 0 or 1 and still has a width', () => {
	expect(wilson(0, 100)).toEqual({ low: 0, high: expect.closeTo(0.037, 3) as number });
	expect(wilson(100, 100)).toEqual({ low: expect.closeTo(0.963, 3) as number, high: 1 });
	expect(() => wilson(0, 0)).toThrow('wilson: expected at least one trial, got 0');
});
