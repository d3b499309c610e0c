// Figure `cooldown` against what was measured before it was built, over 20 data seeds and 50 orders each.
import { describe, expect, test } from 'vitest';
import { cooldown } from '../../src/lib/experiments/cooldown.ts';
import { resultOf } from '../../src/lib/experiments/toy.ts';
import { above, gradient, loss, optimum, POINTS, pointsOf } from '../../src/lib/landscapes/regression.ts';
import { mean, median, quantile } from '../../src/lib/numbers/statistics.ts';
import { cooldownReading } from '../../src/lib/series/cooldown-reading.ts';
import { armsOf, lastDistances, pathLength, stepsAway, updatesAt } from '../../src/lib/series/cooldown.ts';
import { defaults } from '../../src/lib/settings/schema.ts';

const seeds = Array.from({ length: 20 }, (_, i) => i + 1);
const orders = Array.from({ length: 50 }, (_, i) => 100 + i);
const run = (changes: object, seed = 1) =>
	resultOf(cooldown, { ...defaults(cooldown.settings), ...changes }, null, seed);
const last = (values: readonly number[]) => values.at(-1)!;
const all = Array.from({ length: POINTS }, (_, i) => i);
const START = Math.hypot(3, 2);

describe('the gradient', () => {
	test.each([[all], [[3]], [[0, 7, 19]]])('is the slope of the loss, on the examples %j', (examples) => {
		const points = pointsOf(3);
		const [at, step] = [{ w: 0.3, b: -1.2 }, 1e-5];
		const slope = (w: number, b: number) =>
			(loss(points, { w: at.w + w, b: at.b + b }, examples) - loss(points, { w: at.w - w, b: at.b - b }, examples)) /
			(2 * step);
		const { w, b } = gradient(points, at, examples);
		expect(w).toBeCloseTo(slope(step, 0), 8);
		expect(b).toBeCloseTo(slope(0, step), 8);
	});

	test('is zero at the optimum, over all points', () => {
		for (const seed of seeds) {
			const points = pointsOf(seed);
			const { w, b } = gradient(points, optimum(points), all);
			expect(Math.hypot(w, b)).toBeLessThan(1e-14);
		}
	});

	test('of the batches has the full one as its mean: a batch is noisy, not wrong', () => {
		const [points, at] = [pointsOf(1), { w: 2, b: 1 }];
		const full = gradient(points, at, all);
		expect(mean(all.map((i) => gradient(points, at, [i]).w))).toBeCloseTo(full.w, 12);
	});
});

test('the loss above its lowest value is the quadratic that contours are drawn from', () => {
	for (const seed of seeds) {
		const points = pointsOf(seed);
		const line = { w: 3 - seed, b: seed / 4 };
		expect(above(points)(line)).toBeCloseTo(loss(points, line, all) - loss(points, optimum(points), all), 10);
	}
});

test('the points are 20 from −1.7 to 1.7 around the line y = 1 + x', () => {
	const { x, y } = pointsOf(1);
	expect([x.length, x[0], last(x)]).toEqual([20, -1.7, 1.7]);
	const noise = Array.from({ length: 1000 }, (_, seed) => pointsOf(seed).y.map((value, i) => value - 1 - x[i])).flat();
	// Standard errors over 20,000 draws are 0.007 and 0.01.
	expect(Math.abs(mean(noise))).toBeLessThan(0.025);
	expect(Math.abs(mean(noise.map((value) => value ** 2)) - 1)).toBeLessThan(0.035);
	expect(new Set(y).size).toBe(20);
});

describe('over 20 data seeds and 50 orders', () => {
	const many = (changes: object) =>
		seeds.flatMap((dataSeed) => orders.map((seed) => run({ ...changes, dataSeed }, seed)));
	const one = many({});
	const smallOf = (result: (typeof one)[number]) => armsOf(result)[0];

	test('after one epoch the full batch has 80 % of the distance left, batch size 1 about 10 % (4 to 18)', () => {
		for (const result of one) expect(last(armsOf(result)[1].distance)).toBeCloseTo(0.8, 2);
		const left = one.map((result) => last(smallOf(result).distance));
		expect(median(left)).toBeGreaterThan(0.085);
		expect(median(left)).toBeLessThan(0.115);
		expect(quantile(left, 0.1)).toBeCloseTo(0.04, 2);
		expect(Math.abs(quantile(left, 0.9) - 0.18)).toBeLessThan(0.015);
	});

	test('about 7 of the 20 steps of batch size 1 lead away, and its way is about 2.1 times the direct one', () => {
		expect(median(one.map((result) => stepsAway(smallOf(result))))).toBe(7);
		const length = mean(one.map((result) => pathLength(smallOf(result), START)));
		expect(Math.abs(length - 2.1)).toBeLessThan(0.15);
		for (const result of one) expect(stepsAway(armsOf(result)[1])).toBe(0);
	});

	test('at 20 updates each the full batch wins: about 1 % left against 10 %', () => {
		const fullLeft = many({ compare: 'updates' }).map((result) => last(armsOf(result)[1].distance));
		for (const left of fullLeft) expect(left).toBeCloseTo(0.01, 2);
		const wins = one.filter((result, i) => fullLeft[i] < last(smallOf(result).distance)).length;
		expect(wins / one.length).toBeGreaterThan(0.97);
	});

	test('after 20 epochs batch size 1 hovers at about 8 % to 11 %; one full step at 0.95 leaves 4 %', () => {
		const hovering = seeds.flatMap((dataSeed) => lastDistances(run({ epochs: 20, dataSeed, ownRate: true })));
		expect(median(hovering)).toBeGreaterThan(0.07);
		expect(median(hovering)).toBeLessThan(0.115);
		for (const dataSeed of seeds) expect(armsOf(run({ dataSeed, ownRate: true }))[1].distance[1]).toBeCloseTo(0.04, 2);
	});
});

test('the film counts updates of the small batch; the full batch waits until it has seen all examples', () => {
	const result = run({ epochs: 2 });
	const [small, full] = armsOf(result);
	expect(cooldown.moments!(result)).toBe(40);
	expect([0, 19, 20, 39, 40].map((moment) => updatesAt(full, small, moment))).toEqual([0, 0, 1, 1, 2]);
	const [same, wide] = armsOf(run({ compare: 'updates' }));
	expect(updatesAt(wide, same, 13)).toBe(13);
});

test('who wins flips with what is equal, and both agree with the claim', () => {
	const told = (changes: object) => {
		const result = run(changes);
		return [cooldownReading.summary(result)[0].key, cooldownReading.disagreement(result)];
	};
	expect(told({})).toEqual(['smallNearer', null]);
	expect(told({ compare: 'updates' })).toEqual(['fullNearer', null]);
	expect(told({ ownRate: true })).toEqual(['fullNearer', 'fullNearer']);
	expect(told({ epochs: 20 })).toEqual(['fullNearer', 'fullNearer']);
	expect(told({ batchSize: '20' })).toEqual(['nobody', null]);
});
