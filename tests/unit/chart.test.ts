import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linePath, markerPath, straight } from '../../src/lib/chart/path.ts';
import { place, textWidth, type Box } from '../../src/lib/chart/place.ts';
import { alongLog, halfDecades, linearScale, logSamples, logScale } from '../../src/lib/chart/scale.ts';

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

test('a share leads back to its value', () => {
	for (const scale of [linearScale([-3, 5]), logScale([0.01, 10_000])])
		for (const share of [0, 0.3, 1]) expect(scale.share(scale.at(share))).toBeCloseTo(share, 12);
	expect([linearScale([-3, 5]).at(0.5), logScale([1, 100]).at(0.5)]).toEqual([1, 10]);
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
	[[0.05, 8900], -1.5, 4],
	[[1, 1000], 0, 3],
	[[5], 0.5, 1.5],
	[[10], 1, 2],
	[[], 0, 1],
	[[0, -1, Infinity, NaN, 20], 1, 2],
])('the half decades around %j go from 10^%d to 10^%d', (values, low, high) => {
	const [from, to] = halfDecades(values);
	expect(from).toBeCloseTo(10 ** low, 9);
	expect(to).toBeCloseTo(10 ** high, 9);
});

test('samples rise by equal factors from end to end', () => {
	const samples = logSamples(1, 100, 3);
	expect(samples).toEqual([1, 10, 100]);
});

test('a line is broken where a point has no place', () => {
	expect(linePath([[0, 0], [1, 2], [NaN, 1], [3, 4.04], [4, 5]])).toBe('M0,0L1,2M3,4L4,5'); // prettier-ignore
	expect(linePath([[1, 2], [NaN, 1], [3, 4], [5, NaN]])).toBe('M1,2ZM3,4Z'); // prettier-ignore
	expect(linePath([])).toBe('');
});

test('markers of all shapes have the area that is asked for, around the origin', () => {
	for (const shape of ['square', 'diamond', 'triangle'] as const) {
		const corners = [...markerPath(shape, 40).matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [
			Number(x),
			Number(y),
		]);
		const twice = corners.reduce((sum, [x, y], index) => {
			const [nextX, nextY] = corners[(index + 1) % corners.length];
			return sum + x * nextY - nextX * y;
		}, 0);
		expect(twice / 2).toBeCloseTo(40, 0);
		for (const axis of [0, 1]) expect(corners.reduce((sum, corner) => sum + corner[axis], 0)).toBeCloseTo(0, 1);
	}
	expect(markerPath('circle', 9 * Math.PI)).toBe('M3,0A3,3,0,1,1,-3,0A3,3,0,1,1,3,0');
});

const area: Box = { left: 0, top: 0, right: 300, bottom: 200 };
const size = { width: 80, height: 30 };
const overlapping = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const inside = (a: Box) => a.left >= 0 && a.top >= 0 && a.right <= 300 && a.bottom <= 200;

const nothing = { points: [], boxes: [] };

test('a label stands over the end of its line', () => {
	expect(place([{ anchors: [[200, 100]], ...size }], nothing, area)).toEqual([
		{ left: 124, top: 61, right: 204, bottom: 91, side: 'end' },
	]);
});

test('a label keeps off lines where it can', () => {
	const points = Array.from({ length: 31 }, (_, index) => [index * 10, 80] as const);
	const [label] = place([{ anchors: [[200, 100]], ...size }], { points, boxes: [] }, area);
	expect(label.top > 80 || label.bottom < 80).toBe(true);
});

test('a label goes to another of its points rather than onto a box', () => {
	const box = { left: 100, top: 0, right: 300, bottom: 200 };
	const [label] = place([{ anchors: [[250, 100], [50, 100]], ...size }], { points: [], boxes: [box] }, area); // prettier-ignore
	expect(overlapping(label, box)).toBe(false);
});

test('a marker is covered less willingly than a line', () => {
	const points = Array.from({ length: 31 }, (_, index) => [index * 10, 20] as const);
	const markers = [50, 100].map((x) => ({ left: x - 6, top: 34, right: x + 6, bottom: 46 }));
	const low = { ...area, bottom: 60 };
	const [label] = place([{ anchors: [[100, 40]], ...size }], { points, boxes: markers }, low);
	expect(markers.some((marker) => overlapping(label, marker))).toBe(false);
});

test('labels of two lines anywhere are inside and apart', () => {
	const point = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 200 }));
	const line = fc.array(point, { minLength: 4, maxLength: 6 });
	fc.assert(
		fc.property(fc.tuple(line, line), (lines) => {
			const wanted = lines.map((anchors) => ({ anchors, ...size }));
			const [a, b] = place(wanted, { points: lines.flat(), boxes: [] }, area);
			expect([inside(a), inside(b), overlapping(a, b)]).toEqual([true, true, false]);
		}),
		{ seed: 1, numRuns: 500 },
	);
});

test('the width of text is about its letters: Chinese ones full, thin ones less than wide ones', () => {
	expect(textWidth('本机', 16)).toBe(32);
	expect(textWidth('ab', 100)).toBeCloseTo(140);
	expect(textWidth('ill', 16)).toBeLessThan(textWidth('abc', 16));
	expect(textWidth('mW%', 16)).toBeGreaterThan(textWidth('abc', 16));
});

test('labels of lines that end at one place go elsewhere along them rather than onto each other', () => {
	const fan = [0, 4, 8, 12].map((end) => [300, 200, 100].map((x) => [x, 90 + end] as const));
	const boxes = place(fan.map((anchors) => ({ anchors, width: 130, height: 16 })), { points: fan.flat(), boxes: [] }, area); // prettier-ignore
	const pairs = boxes.flatMap((a, index) => boxes.slice(index + 1).map((b) => overlapping(a, b)));
	expect(pairs).toEqual(Array.from({ length: 6 }, () => false));
});

test('places along straight parts are in equal steps and keep the points', () => {
	expect(straight([[0, 0], [4, 8], [4, 0]], 2)).toEqual([[0, 0], [2, 4], [4, 8], [4, 4], [4, 0]]); // prettier-ignore
	expect(straight([], 2)).toEqual([]);
});

test('points along a line are straight where x is logarithmic', () => {
	const points = alongLog(
		[
			[1, 0],
			[100, 10],
			[1000, 0],
		],
		2,
	);
	expect(points.map(([x, y]) => [Math.round(x), y])).toEqual([
		...[
			[1, 0],
			[10, 5],
			[100, 10],
		],
		...[
			[100, 10],
			[316, 5],
			[1000, 0],
		],
	]);
});
