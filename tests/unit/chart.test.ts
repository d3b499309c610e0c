import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apart } from '../../src/lib/chart/apart.ts';
import { linePath, markerPath } from '../../src/lib/chart/path.ts';
import { decades, linearScale, logSamples, logScale } from '../../src/lib/chart/scale.ts';

test('a linear scale puts its ends at 0 and 1 and has few round ticks', () => {
	const scale = linearScale([0, 100]);
	expect([scale.share(0), scale.share(25), scale.share(100)]).toEqual([0, 0.25, 1]);
	expect(scale.ticks.map(({ value }) => value)).toEqual([0, 20, 40, 60, 80, 100]);
	expect(scale.ticks.map(({ minor }) => minor)).toEqual([false, true, false, true, false, true]);
});

test('a logarithmic scale gives each decade the same room and a tick', () => {
	const scale = logScale([0.01, 10_000]);
	expect(scale.share(10)).toBeCloseTo(0.5, 12);
	expect(scale.ticks.map(({ value }) => value)).toEqual([0.01, 0.1, 1, 10, 100, 1000, 10_000]);
	expect(scale.ticks.filter(({ minor }) => !minor).map(({ value }) => value)).toEqual([0.01, 1, 100, 10_000]);
});

test('a logarithmic scale has no place for zero and less', () => {
	expect([logScale([1, 10]).share(0), logScale([1, 10]).share(-1)]).toEqual([NaN, NaN]);
});

test('ticks stay inside a domain that is not of whole decades', () => {
	expect(logScale([0.8, 80_000]).ticks.map(({ value }) => value)).toEqual([1, 10, 100, 1000, 10_000]);
	expect(logScale([2, 9]).ticks).toEqual([]);
});

test.each([[[1, 1]], [[2, 1]], [[0, NaN]], [[-Infinity, 1]]] as [[number, number]][])(
	'the domain %j is refused',
	(domain) => {
		expect(() => linearScale(domain)).toThrow(RangeError);
		expect(() => logScale(domain)).toThrow(RangeError);
	},
);

test.each([
	[
		[0.05, 8900],
		[0.01, 10_000],
	],
	[
		[1, 1000],
		[1, 1000],
	],
	[[5], [1, 10]],
	[[10], [10, 100]],
	[[], [1, 10]],
	[
		[0, -1, Infinity, NaN, 20],
		[10, 100],
	],
] as [number[], [number, number]][])('the decades around %j are %j', (values, domain) => {
	expect(decades(values)).toEqual(domain);
});

test('samples rise by equal factors from end to end', () => {
	const samples = logSamples(1, 100, 3);
	expect(samples).toEqual([1, 10, 100]);
});

test('a line is broken where a point has no place', () => {
	expect(linePath([[0, 0], [1, 2], [NaN, 1], [3, 4.04], [4, 5]])).toBe('M0,0L1,2M3,4L4,5'); // prettier-ignore
	expect(linePath([])).toBe('');
});

test('markers have paths of their own', () => {
	const paths = (['circle', 'square', 'diamond', 'triangle'] as const).map((shape) => markerPath(shape, 40));
	expect(new Set(paths).size).toBe(4);
});

test('labels that do not touch stay where they are', () => {
	expect(apart([50, 10], 20, [0, 100])).toEqual([50, 10]);
});

test('labels that touch move apart evenly, and keep inside', () => {
	expect(apart([50, 50], 20, [0, 100])).toEqual([40, 60]);
	expect(apart([5, 5, 5], 20, [0, 100])).toEqual([0, 20, 40]);
	expect(apart([100, 99], 20, [0, 100])).toEqual([100, 80]);
});

test('whatever the wishes, labels are a gap apart, inside, and in their order', () => {
	const position = fc.integer({ min: -50, max: 350 });
	fc.assert(
		fc.property(fc.array(position, { maxLength: 12 }), (wishes) => {
			const sorted = apart(wishes, 20, [0, 300]).map((at, index) => ({ at, wish: wishes[index]! }));
			sorted.sort((a, b) => a.at - b.at);
			for (const [index, { at, wish }] of sorted.entries()) {
				expect(at).toBeGreaterThanOrEqual(-1e-9);
				expect(at).toBeLessThanOrEqual(300 + 1e-9);
				const next = sorted[index + 1];
				if (!next) continue;
				expect(next.at - at).toBeGreaterThanOrEqual(20 - 1e-9);
				expect(next.wish).toBeGreaterThanOrEqual(wish);
			}
		}),
		{ seed: 1 },
	);
});
