// Figure `slice`: the surface through a grid, the ways down it, what the run measures, and what is said of it.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { slice } from '../../src/lib/experiments/slice.ts';
import { experiment } from '../../src/lib/experiments/slice.run.ts';
import { bendsOf } from '../../src/lib/landscapes/bends.ts';
import { descend, stepOf } from '../../src/lib/landscapes/descent.ts';
import { gridSurface, placesOf, type Grid } from '../../src/lib/landscapes/grid.ts';
import { sliceLattice } from '../../src/lib/landscapes/slice.ts';
import { lookedAt } from '../../src/lib/run/choice.ts';
import type { Result } from '../../src/lib/series/result.ts';
import { gridIn, hessianAtSolution, measuredPlaces, straightLine, trainingIn } from '../../src/lib/series/slice.ts';
import { humpOf, outcomeOf, outcomesIn, sliceReading } from '../../src/lib/series/slice-reading.ts';
import { defaults } from '../../src/lib/settings/schema.ts';
import { populationLab, runIn } from './population-lab.ts';

const recording = (): Result =>
	JSON.parse(readFileSync(new URL('../../src/content/recordings/slice.full.json', import.meta.url), 'utf8')) as Result;
const { columns, rows } = sliceLattice;
const [xs, ys] = [placesOf(sliceLattice.x, columns), placesOf(sliceLattice.y, rows)];
const gridOf = (loss: (x: number, y: number) => number): Grid => ({
	...sliceLattice,
	values: ys.flatMap((y) => xs.map((x) => loss(x, y))),
});
const wavy = (x: number, y: number) => Math.exp(Math.sin(3 * x) + Math.cos(2 * y) * x);

describe('the surface through a grid', () => {
	const ground = gridSurface(gridOf(wavy));
	test('has the grid’s values at its places', () => {
		for (const x of xs) for (const y of ys) expect(ground.loss([x, y])).toBeCloseTo(wavy(x, y), 10);
	});
	test('has its own slope as its gradient, inside cells and across their edges, and is near what was measured', () => {
		const tiny = 1e-6;
		for (const [x, y] of [
			[0.03, 0.41],
			[-0.77, 0.96],
			[1.79, -0.99],
			[0.1, 0.2],
			[0.5499, -0.3],
		] as const) {
			// prettier-ignore
			const [gx, gy] = ground.gradient([x, y]);
			expect(gx).toBeCloseTo((ground.loss([x + tiny, y]) - ground.loss([x - tiny, y])) / (2 * tiny), 4);
			expect(gy).toBeCloseTo((ground.loss([x, y + tiny]) - ground.loss([x, y - tiny])) / (2 * tiny), 4);
			expect(ground.loss([x, y]) / wavy(x, y)).toBeCloseTo(1, 1);
		}
	});
	test('stays above 0 beside a deep place', () => {
		const deep = gridSurface(gridOf((x, y) => (Math.hypot(x, y) < 0.05 ? 1e-4 : 3)));
		for (let x = -0.3; x < 0.3; x += 0.01) expect(deep.loss([x, 0.02])).toBeGreaterThan(0);
	});
	test('goes on beyond the grid as at its edge', () => {
		expect(ground.loss([9, 0.3])).toBe(ground.loss([1.8, 0.3]));
		expect(ground.loss([0.3, -9])).toBe(ground.loss([0.3, -1]));
	});
});

test('of a bowl the second differences at the solution are its curvatures, turned as it is', () => {
	const [most, least] = bendsOf(hessianAtSolution(gridOf((x, y) => 1 + (x + y) ** 2 + (x - y) ** 2 / 8)));
	expect(most.curvature).toBeCloseTo(4, 9);
	expect(least.curvature).toBeCloseTo(0.5, 9);
	expect(Math.abs(most.direction[0] - most.direction[1])).toBeCloseTo(0, 9);
});

test('a hump is what a line rises by on its way down', () => {
	expect(humpOf([3, 2, 1])).toBe(0);
	expect(humpOf([3, 1, 1.5, 1.25, 2, 0])).toBe(1);
	expect(straightLine(gridOf((x) => 1 + x))).toEqual(xs.slice(8, 19).map((x) => 1 + x).toReversed()); // prettier-ignore
});

describe('a way', () => {
	const within = ([x, y]: readonly [number, number]) => Math.hypot(x, y) < 2;
	const bowl = { loss: ([x, y]: readonly [number, number]) => (x * x + y * y) / 2, gradient: (at: readonly [number, number]) => at }; // prettier-ignore
	test('ends at its last place within, and its last step leads away', () => {
		const rule = { rate: 3, momentum: 0 };
		const way = descend(bowl, { ...rule, start: [1, 0], updates: 9, within });
		expect([way.updates, way.at]).toEqual([0, [[1, 0]]]);
		expect(stepOf(way, 5, rule)).toMatchObject({ number: 1, from: [1, 0], movement: [-3, 0] });
		expect(outcomeOf(way, 9)).toMatchObject({ left: true, made: 0 });
	});
	test('is down when its loss stays below 0.1', () => {
		const loss = (...all: number[]) => ({ updates: all.length - 1, loss: all, at: [], gradient: [], movement: [] });
		expect(outcomeOf(loss(2, 0.05, 0.2, 0.09, 0.01), 4)).toEqual({ down: 3, made: 4, loss: 0.01, left: false });
		expect(outcomeOf(loss(2, 0.05, 0.2), 2).down).toBe(Infinity);
	});
});

describe('a run', () => {
	const settings = { ...defaults(slice.settings), ...slice.presets.small };
	test('trains one network, then scores every row of the slice as one population, and lets both go', async () => {
		const { lab, specs, held } = populationLab({ score: () => 0.5 });
		const { steps, result } = await runIn(lab, experiment, settings);
		expect(specs.map(({ models }) => models.length)).toEqual([1, columns]);
		expect(steps).toHaveLength(11 + rows);
		expect([held(), steps.at(-1).done]).toEqual([0, 1]);
		expect(measuredPlaces(result.series)).toHaveLength(columns * rows);
	});
	test('that diverges says so', async () => {
		const { lab, held } = populationLab({ score: () => 0.5, diverged: () => 40 });
		await expect(runIn(lab, experiment, settings)).rejects.toMatchObject({ name: 'Diverged', updates: 40 });
		expect(held()).toBe(0);
	});
});

describe('in words', () => {
	const result = recording();
	const withRows = (count: number): Result => ({
		...result,
		series: result.series.filter(({ axis, at }) => axis !== 'place' || ys.indexOf(Number(at.y)) < count),
	});
	const set = (more: object): Result => ({ ...result, settings: { ...result.settings, ...more } });
	test('a slice that is not whole says nothing', () => {
		const half = withRows(9);
		expect([gridIn(half.series), sliceReading.summary(half), sliceReading.disagreement(half)]).toEqual([
			null,
			[],
			null,
		]);
		expect(sliceReading.table(half).rows).toEqual([]);
		expect(measuredPlaces(half.series)).toHaveLength(9 * columns);
		expect(outcomesIn(half)).toBeNull();
	});
	test('a large rate leaves momentum nothing to gain, a large λ takes it out of the slice', () => {
		expect(sliceReading.disagreement(result)).toBeNull();
		expect(sliceReading.disagreement(set({ rate: 0.2, momentum: 0.5 }))).toBe('plainFirst');
		expect(sliceReading.disagreement(set({ momentum: 0.95 }))).toBe('left');
		expect(sliceReading.summary(set({ momentum: 0.95 }))[1].key).toBe('left');
		expect(sliceReading.summary(set({ updates: 3 }))[0].key).toBe('above');
	});
	test('a table has a row for each place of both ways', () => {
		const { columns: names, rows: all } = sliceReading.table(result);
		expect(all).toHaveLength(2 * 31);
		for (const row of all) expect(row).toHaveLength(names.length);
	});
	test('where the reader looks is what is told, whatever was looked at when it was measured', () => {
		const now = { ...result.settings, momentum: 0, examples: 100 };
		const seen = lookedAt(slice, result, now)!;
		expect(seen.settings).toEqual({ ...result.settings, momentum: 0 });
		const { plain, momentum } = outcomesIn(seen)!;
		expect(momentum).toEqual(plain);
		expect(lookedAt({}, result, now)).toBe(result);
	});
	test('a run that has not begun its slice has no training to show', () => {
		expect(trainingIn(result.series.filter(({ name }) => name === 'trainingLoss'))).toEqual([]);
	});
});
