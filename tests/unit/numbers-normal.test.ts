import { describe, expect, test } from 'vitest';
import { inverseNormal, logarithm } from '../../src/lib/numbers/normal.ts';

describe('the inverse normal distribution function', () => {
	// Golden: mpmath 50 digits, sqrt(2)·erfinv(2p − 1) at p = (word + 1/2)/2³²; both branches and the seam at |p − 1/2| = 0.425.
	test.each([
		[0, -6.3379577545537895],
		[1, -6.166429517819751],
		[1000, -5.0398511259687115],
		[322122546, -1.4395314720898174],
		[322122547, -1.4395314704450153],
		[2147483647, -2.918099372916623e-10],
		[3000000000, 0.5200680618488762],
	])('at word %d', (word, expected) => {
		const share = (word + 0.5) / 2 ** 32;
		expect(Math.abs(inverseNormal(share) / expected - 1)).toBeLessThan(1e-15);
		expect(inverseNormal(1 - share)).toBe(-inverseNormal(share));
	});
	test('rises', () => {
		const places = Array.from({ length: 999 }, (_, i) => inverseNormal((i + 1) / 1000));
		expect(places).toEqual(places.toSorted((a, b) => a - b));
	});
});

test.each([
	[0.7, -0.35667494393873245],
	[0.5, -0.6931471805599453],
	[0.075, -2.5902671654458267],
	[2 ** -33, -33 * Math.LN2],
])('the logarithm of %d', (x, expected) => {
	// Golden: mpmath 50 digits.
	expect(Math.abs(logarithm(x) / expected - 1)).toBeLessThan(4e-16);
});
