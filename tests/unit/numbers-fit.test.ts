import { describe, expect, test } from 'vitest';
import { doublingBatch, fitLine, type Timed } from '../../src/lib/numbers/fit.ts';
import { Stream } from '../../src/lib/numbers/random.ts';

const timed = (batchSizes: readonly number[], times: readonly number[]): Timed[] =>
	batchSizes.map((batchSize, i) => ({ batchSize, time: times[i] }));
const sizes = [1, 10, 100, 1000, 10_000, 60_000];

test('the points of the lecture give about 6 ms and 0.15 ms an example', () => {
	const line = fitLine(timed(sizes, [6.1, 7.3, 23, 140, 1483, 8900]));
	// Golden: numpy.linalg.lstsq on the rows (1/t, B/t) against 1.
	expect(line?.a).toBeCloseTo(5.994090809829656, 9);
	expect(line?.c).toBeCloseTo(0.14594898959369848, 11);
	expect(doublingBatch(line ?? { a: 0, c: 0 })).toBeCloseTo(43.07, 2);
});

test('points on a line give that line back', () => {
	const line = fitLine(
		timed(
			sizes,
			sizes.map((batchSize) => 0.3 + 0.02 * batchSize),
		),
	);
	expect(line?.a).toBeCloseTo(0.3, 12);
	expect(line?.c).toBeCloseTo(0.02, 12);
});

describe('costs are never negative', () => {
	test('times that fall with the batch are a fixed cost alone', () => {
		expect(fitLine(timed([1, 10, 100], [3, 2, 1]))).toMatchObject({ c: 0 });
	});
	test('times that grow faster than the batch are a cost an example alone', () => {
		expect(fitLine(timed([1, 10, 100], [1, 20, 400]))).toMatchObject({ a: 0 });
	});
});

test('no other costs fit better', () => {
	const random = new Stream(1, 'subset');
	const error = (points: Timed[], a: number, c: number) =>
		points.reduce((sum, { batchSize, time }) => sum + ((time - a - c * batchSize) / time) ** 2, 0);
	for (let trial = 0; trial < 200; trial++) {
		const points = timed([1, 5, 40], [random.uniform() + 0.01, random.uniform() + 0.01, random.uniform() + 0.01]);
		const line = fitLine(points) ?? { a: NaN, c: NaN };
		const least = error(points, line.a, line.c);
		for (let near = 0; near < 20; near++) {
			const scale = 10 ** -(near / 4);
			const a = Math.max(0, line.a + (random.uniform() - 0.5) * scale);
			const c = Math.max(0, line.c + ((random.uniform() - 0.5) * scale) / 10);
			expect(error(points, a, c)).toBeGreaterThanOrEqual(least - 1e-12);
		}
	}
});

test('one batch size fixes no line', () => {
	expect(fitLine(timed([10, 10], [1, 2]))).toBeNull();
	expect(fitLine([])).toBeNull();
});

test('where an example costs nothing, no batch costs double', () => {
	expect(doublingBatch({ a: 1, c: 0 })).toBe(Infinity);
});
