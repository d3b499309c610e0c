// Arrows and the numbers beside them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrowPath } from '../../src/lib/chart/arrow.ts';
import { exactSum } from '../../src/lib/text/exact.ts';
import { formatDecimals } from '../../src/lib/text/format.ts';

describe('an arrow', () => {
	test('has its head at its end, square to its way', () => {
		expect(arrowPath([0, 0], [30, 0], 'filled', 10)).toEqual({ shaft: 'M0,0L20,0', head: 'M20,4.5L30,0L20,-4.5Z' });
		expect(arrowPath([5, 5], [5, 25], 'open', 10)).toEqual({ shaft: 'M5,5L5,25', head: 'M0.5,15L5,25L9.5,15' });
	});
	test('that is shorter than a head is all head', () => {
		expect(arrowPath([0, 0], [-4, 0], 'hollow', 10)).toEqual({ shaft: '', head: 'M0,-1.8L-4,0L0,1.8Z' });
	});
	test('of no length, or to nowhere, is none', () => {
		expect(arrowPath([3, 3], [3, 3], 'filled', 10)).toEqual({ shaft: '', head: '' });
		expect(arrowPath([3, 3], [NaN, 3], 'filled', 10)).toEqual({ shaft: '', head: '' });
	});
});

describe('a sum as it is shown', () => {
	const shown = (parts: readonly number[], decimals: number) => {
		const { parts: rounded, sum } = exactSum(parts, decimals);
		return [...rounded, sum].map((value) => formatDecimals(value, 'en', decimals));
	};
	test('adds up where roundings one by one would not', () => {
		expect(shown([0.0149, 0.0149], 2)).toEqual(['0.02', '0.01', '0.03']);
		expect(shown([-0.014, -0.014, -0.014], 2)).toEqual(['−0.02', '−0.01', '−0.01', '−0.04']);
		expect(shown([0.3, -0.1], 1)).toEqual(['0.3', '−0.1', '0.2']);
	});
	test('has no negative zero', () => expect(shown([-0.001, 0], 2)).toEqual(['0.00', '0.00', '0.00']));
	test('adds up for all numbers, with every part within one in the last place', () => {
		const part = fc.double({ min: -50, max: 50, noNaN: true });
		fc.assert(
			fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 4 }), (parts, decimals) => {
				const { parts: rounded, sum } = exactSum(parts, decimals);
				const ten = 10 ** decimals;
				expect(rounded.reduce((all, each) => all + Math.round(each * ten), 0)).toBe(Math.round(sum * ten));
				rounded.forEach((value, i) => expect(Math.abs(value - parts[i]) * ten).toBeLessThan(1 + 1e-9));
				expect(Math.abs(sum - parts.reduce((a, b) => a + b, 0)) * ten).toBeLessThanOrEqual(0.5 + 1e-9);
			}),
		);
	});
});
