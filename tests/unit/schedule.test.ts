import { expect, test } from 'vitest';
import type { Schedule } from '../../src/lib/engine/engine.ts';
import { factorAt } from '../../src/lib/engine/schedule.ts';

const at = (schedule: Schedule | undefined, updates: readonly number[]) =>
	updates.map((update) => factorAt(schedule, update));

test('without a schedule, or with an empty one, the factor is 1', () => {
	expect(at(undefined, [0, 1, 1e9])).toEqual([1, 1, 1]);
	expect(at([], [0, 1, 1e9])).toEqual([1, 1, 1]);
});

test('a warm-up rises in a straight line and stays', () => {
	const warmUp = [
		{ update: 0, factor: 0 },
		{ update: 4, factor: 1 },
	];
	expect(at(warmUp, [0, 1, 2, 3, 4, 5, 1000])).toEqual([0, 0.25, 0.5, 0.75, 1, 1, 1]);
});

test('before its first knot the factor is that knot’s', () => {
	const late = [
		{ update: 10, factor: 0.5 },
		{ update: 20, factor: 0.1 },
	];
	expect(at(late, [0, 9, 10])).toEqual([0.5, 0.5, 0.5]);
	expect(factorAt(late, 15)).toBeCloseTo(0.3, 12);
});

test('two knots of one update are a drop at once, from that update on', () => {
	const drop = [
		{ update: 0, factor: 1 },
		{ update: 5, factor: 1 },
		{ update: 5, factor: 0.1 },
		{ update: 9, factor: 0.1 },
		{ update: 9, factor: 0 },
	];
	expect(at(drop, [4, 5, 8, 9, 10])).toEqual([1, 0.1, 0.1, 0, 0]);
});

test('the last of many knots of one update counts, even at the start', () => {
	const knots = [3, 2, 1].map((factor) => ({ update: 0, factor }));
	expect(at(knots, [0, 1])).toEqual([1, 1]);
});
