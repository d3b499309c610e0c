import { describe, expect, test } from 'vitest';
import { Stream } from '../../src/lib/numbers/random.ts';
import { ascending, permutation, shuffle } from '../../src/lib/numbers/shuffle.ts';
import { subset } from '../../src/lib/numbers/subset.ts';

/** Pearson's statistic of how often each of the 24 orders of 4 came up. */
function chiSquare(draw: (stream: Stream) => Uint32Array, times: number): number {
	const stream = new Stream(5, 'order');
	const counts = new Map<string, number>();
	for (let i = 0; i < times; i++) {
		const order = draw(stream).join('');
		counts.set(order, (counts.get(order) ?? 0) + 1);
	}
	const expected = times / 24;
	const missing = (24 - counts.size) * expected;
	return missing + [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}
/** A common mistake: every place is exchanged with any place, which 4⁴ = 256 equal ways cannot spread evenly over 24 orders. */
function naive(stream: Stream): Uint32Array {
	const items = ascending(4);
	items.forEach((_, i) => {
		const other = stream.below(4);
		[items[i], items[other]] = [items[other], items[i]];
	});
	return items;
}
/** 99.9 % of a chi-square with 23 degrees of freedom. */
const CRITICAL = 49.73;

describe('the shuffle', () => {
	test('makes all 24 orders of 4 equally likely', () => {
		expect(chiSquare((stream) => permutation(4, stream), 24_000)).toBeLessThan(CRITICAL);
	});
	test('is told from an uneven one by the same measure', () => {
		expect(chiSquare(naive, 24_000)).toBeGreaterThan(CRITICAL);
	});
	test.each([0, 1, 2, 60_000])('of %d positions leaves out none and repeats none', (count) => {
		expect(permutation(count, new Stream(1, 'order')).sort()).toEqual(ascending(count));
	});
	test('gives the known order', () => {
		// Golden: an independent program by tests/numerics/derivation.md (tests/numerics/rebuild.py) gives the same.
		expect([...permutation(10, new Stream(2021, 'order'))]).toEqual([0, 2, 5, 3, 8, 7, 1, 4, 6, 9]);
	});
	test('works in place', () => {
		const items = Uint32Array.of(5, 6, 7);
		expect(shuffle(items, new Stream(1, 'order'))).toBe(items);
		expect([...items].sort()).toEqual([5, 6, 7]);
	});
});

describe('a subset', () => {
	test('takes the first of the shuffled pool for training and the last for validation', () => {
		const order = permutation(100, new Stream(3, 'subset'));
		expect(subset(100, 60, 30, 3)).toEqual({ training: order.slice(0, 60), validation: order.slice(70) });
	});
	test('without a seed keeps the order of the pool', () => {
		const { training, validation } = subset(10, 4, 3, null);
		expect([...training, ...validation]).toEqual([0, 1, 2, 3, 7, 8, 9]);
	});
	test('of the whole pool has no validation', () => {
		expect(subset(10, 10, 0, 1).validation).toHaveLength(0);
	});
	test.each([
		[8, 3],
		[-1, 3],
		[NaN, 0],
	])('of %d and %d from 10 is refused', (examples, validation) => {
		expect(() => subset(10, examples, validation, 1)).toThrow('subset: expected at most 10 examples');
	});
});
