// The bench's arithmetic and tables; its timings are no test.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
	contenderNames,
	schemeNames,
	type Lap,
	type Limits,
	type Point,
	type PointResult,
} from '../../bench/contenders.ts';
import { checkUpdates, examplesFor, expected, plan } from '../../bench/plan.ts';
import { report, type Report, reportText, type Row, rowsOf, strays } from '../../bench/report.ts';
import { race } from '../../bench/rounds.ts';
import { summary } from '../../bench/summary.ts';
import { columns, digits, tables } from '../../bench/tables.ts';
import { outcomes } from '../../bench/targets.ts';
import { bound, bytes, dense, operations, shareOfLimit, workOf } from '../../bench/work.ts';

const textOf = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
/** A formatter may widen a table's columns, and its rule's. */
const withoutSpaces = (text: string) => text.replace(/ +/g, '').replace(/-+:/g, '-:');

const point: Point = {
	widths: [784, 100, 10],
	batch: 10,
	models: 1,
	examples: 6000,
	contenders: contenderNames,
	table: 'peers',
};
const density = { pixels: 0.2, rows: 0.5 };
const limits: Limits = { emptyDispatchMs: 0.01, multiplyAddGflops: 10, memoryGBs: 2 };
const lap = (contender: Lap['contender'], times: number[], change: Partial<Lap> = {}): Lap => ({
	...{ contender, times, updates: 5, dispatches: 0, losses: [2, 1] },
	...change,
});
const result = (...laps: Lap[]): PointResult => ({ laps, failures: [], skipped: [], density });

describe('the work of an update', () => {
	const job = { widths: [3, 2, 5], batch: 7, models: 1, pixelBytes: 4 };
	test('counts two products an example for each first weight, three for the others, and the step', () => {
		expect(operations(job, dense)).toBe(2 * 7 * (2 * 6 + 3 * 10) + 2 * (3 * 2 + 2) + 2 * (2 * 5 + 5));
	});
	test('touches parameters, outputs and pixels', () => {
		expect(bytes(job, dense)).toBe(12 * (6 + 2) + 16 * 10 + 12 * 5 + 16 * 7 * (2 + 5) + 2 * 7 * 3 * 4);
	});
	test('is less in the first layer where zeros are skipped', () => {
		expect(operations(job, { pixels: 0, rows: 1 })).toBe(operations(job, dense) - 2 * 7 * 2 * 6);
		expect(bytes(job, { pixels: 0.2, rows: 0.5 })).toBe(bytes(job, dense) - 6 * 6);
	});
	test('is that of as many models', () => {
		const eight = { ...job, models: 8 };
		expect(operations(eight, density)).toBeCloseTo(8 * operations(job, density), 6);
		expect(bytes(eight, density)).toBeCloseTo(8 * bytes(job, density), 6);
	});
});

test('an update that takes exactly the largest of the three bounds stands at the limit', () => {
	const work = workOf({ ...point, pixelBytes: 1 }, 3, dense);
	const limit = bound(work, limits);
	expect(limit.dispatches).toBeCloseTo(0.03, 12);
	expect(limit.memory).toBeCloseTo(work.bytes / 2e9 / 1e-3, 12);
	expect(limit.operations).toBeCloseTo(work.operations / 10e9 / 1e-3, 12);
	const longest = Math.max(limit.dispatches, limit.memory, limit.operations);
	expect(shareOfLimit(limit, longest)).toBe(1);
	expect(shareOfLimit(limit, 4 * longest)).toBe(0.25);
});

describe('rows', () => {
	const [wgsl, plain] = rowsOf(point, result(lap('wgsl', [3, 1, 2], { dispatches: 3 }), lap('plain', [4])), limits);
	test('hold median and quartiles', () => expect(wgsl).toMatchObject({ msPerUpdate: 2, q1: 1.5, q3: 2.5 }));
	test('name engine, net, batch and models', () => {
		expect(wgsl).toMatchObject({ engine: 'wgsl', net: '784-100-10', batch: 10, models: 1, dispatches: 3 });
	});
	test('count skipped zeros for ours, and tell the dense share too', () => {
		expect(wgsl.shareOfLimit).toBeLessThan(wgsl.shareOfLimitDense!);
	});
	test('have no share of a GPU that is not used', () => expect(plain.shareOfLimit).toBeNull());
	test('have none either where the adapter could not be measured', () => {
		expect(rowsOf(point, result(lap('wgsl', [1])), null)[0].shareOfLimit).toBeNull();
	});
});

describe('a contender strays', () => {
	const straying = (...laps: Lap[]) => strays(point, result(...laps)).map(({ engine }) => engine);
	test('when its loss is not that of the plain loops', () => {
		const laps = [lap('wgsl', [1], { losses: [2, 1.2] }), lap('plain', [1]), lap('jax-js-wasm', [1])];
		expect(straying(...laps)).toEqual(['wgsl']);
	});
	test('when its loss is no number', () => {
		expect(straying(lap('plain', [1]), lap('wgsl', [1], { losses: [2, NaN] }))).toEqual(['wgsl']);
	});
	test('when its loss does not fall', () => {
		expect(straying(lap('plain', [1], { losses: [2, 2] }))).toEqual(['plain']);
	});
	test('not by rounding', () => {
		expect(straying(lap('plain', [1]), lap('tensorflow-wasm', [1], { losses: [2.00001, 0.99999] }))).toEqual([]);
	});
});

const rows = (times: Partial<Record<Row['engine'], number>>): Row[] =>
	rowsOf(
		point,
		result(...contenderNames.flatMap((name) => (name in times ? [lap(name, [times[name]!])] : []))),
		limits,
	);

describe('a target', () => {
	const outcome = (engine: string, peer: string, found: Row[]) =>
		outcomes(found).find((each) => each.engine === engine && each.peer === peer && each.batch === 10)!;
	test('is reached at the ratio wanted', () => {
		const found = rows({ wgsl: 1, 'jax-js-webgpu': 4, 'tensorflow-webgpu': 39 });
		expect(outcome('wgsl', 'jax-js-webgpu', found)).toMatchObject({ ratio: 4, wanted: 4, reached: true });
		expect(outcome('wgsl', 'tensorflow-webgpu', found)).toMatchObject({ ratio: 39, wanted: 40, reached: false });
	});
	test('is neither reached nor missed where one of the two is missing', () => {
		expect(outcome('plain', 'jax-js-wasm', rows({ plain: 1 }))).toMatchObject({ ratio: null, reached: null });
	});
});

const base = {
	date: '2026-01-01',
	browser: 'Chromium 1',
	cores: 2,
	quick: true,
	adapter: 'a/b',
	software: true,
	limits,
};
const found = report({ ...base, rows: rows({ wgsl: 1, plain: 2 }), missing: [], skipped: [], failed: [] });

test('the file has adapter, limits and rows of named numbers', () => {
	const file = JSON.parse(reportText(found)) as typeof found;
	expect(file).toMatchObject({ adapter: 'a/b', software: true, limits });
	expect(file.rows).toHaveLength(2);
	for (const key of ['batch', 'models', 'msPerUpdate', 'q1', 'q3', 'shareOfLimit'] as const)
		expect(typeof file.rows[0][key]).toBe('number');
});

test('the file keeps schemes apart from rows, and the tables show both', () => {
	const at = { ...point, contenders: schemeNames, table: 'schemes' } as const;
	const schemes = rowsOf(at, result(...schemeNames.map((name, index) => lap(name, [index + 7]))), limits);
	const both = report({ ...found, rows: [...found.rows, ...schemes] });
	expect(both.rows).toEqual(found.rows);
	expect(both.schemes).toEqual(schemes);
	expect(tables(both)).toMatch(/wgsl-sparse +wgsl-tiled +wgsl-dense\n784-100-10, batch 10 +7\.00 .*8\.00 .*9\.00 /);
});

test('the tables show every row, target, gap and missing contender', () => {
	const gap = { engine: 'wgsl', net: '784-100-10', batch: 7, models: 3, reason: 'out of memory' } as const;
	const missing = [{ contender: 'jax-js-webgpu', reason: 'no adapter' }] as const;
	const text = tables({ ...found, missing, skipped: [{ ...gap, reason: 'too slow' }], failed: [gap] });
	for (const part of [
		'784-100-10, batch 10',
		'2.00 [2.00–2.00]',
		'not timed',
		'no adapter',
		'too slow',
		'out of memory',
	])
		expect(text).toContain(part);
});

test('columns are aligned', () =>
	expect(
		columns([
			['a', 'bb'],
			['ccc', 'd'],
		]),
	).toBe('a    bb\nccc   d'));

test.each([
	[0.04489, '0.0449'],
	[1.234, '1.23'],
	[12.34, '12.3'],
	[1234.5, '1235'],
	[0, '0'],
])('%d is told as %s', (value, text) => expect(digits(value)).toBe(text));

describe('the plan', () => {
	test('quick is one net, one model and all contenders up to batch 1000', () => {
		expect(plan(true).map(({ batch }) => batch)).toEqual([1, 10, 100, 1000]);
		for (const each of plan(true)) expect(each).toMatchObject({ models: 1, contenders: contenderNames });
	});
	test('the whole has both nets at five batch sizes', () => {
		const peers = plan(false).filter(({ table }) => table === 'peers');
		expect(peers).toHaveLength(10);
	});
	test.each([1, 10, 100, 1000, 10_000])('the check at batch %d stays within the first epoch', (batch) => {
		expect(3 * checkUpdates(batch) * batch).toBeLessThanOrEqual(examplesFor(batch));
	});
	test('a time is expected in proportion to the largest batch known', () => {
		const place = { contender: 'plain', net: '784-100-10', models: 1 } as const;
		const known = [
			{ ...place, batch: 1000, msPerUpdate: 60 },
			{ ...place, batch: 100, msPerUpdate: 5 },
		];
		expect(expected(known, { ...place, batch: 10_000 })).toBe(600);
		expect(expected(known, { ...place, models: 2, batch: 10_000 })).toBeNull();
	});
});

describe('a race', () => {
	const pace = { shortest: 80, rounds: 5, budget: 1e6 };
	/** Racers on a clock that only they move. */
	function track(costs: Record<string, number>) {
		const clock = { now: 0, calls: [] as string[] };
		const racers = Object.entries(costs).map(([name, cost]) => ({
			name,
			update: async (count: number) => {
				clock.calls.push(name);
				clock.now += cost * count;
			},
		}));
		return { clock, racers };
	}
	test('fills intervals and tells milliseconds an update', async () => {
		const { clock, racers } = track({ fast: 1, slow: 500 });
		const [fast, slow] = await race(racers, pace, () => clock.now);
		expect(fast).toEqual({ updates: 80, times: [1, 1, 1, 1, 1] });
		expect(slow).toEqual({ updates: 1, times: [500, 500, 500, 500, 500] });
	});
	test('lets everybody run once a round, in turn', async () => {
		const { clock, racers } = track({ a: 100, b: 100, c: 100 });
		await race(racers, { ...pace, rounds: 3 }, () => clock.now);
		expect(clock.calls.slice(-9).join('')).toBe('abcbcacab');
	});
	test('clears away before each interval, outside its time', async () => {
		const { clock, racers } = track({ a: 100, b: 100 });
		const settle = () => {
			clock.calls.push('-');
			clock.now += 1000;
		};
		const [a] = await race(racers, { ...pace, rounds: 3 }, () => clock.now, settle);
		expect(clock.calls.slice(-12).join('')).toBe('-a-b-b-a-a-b');
		expect(a.times).toEqual([100, 100, 100]);
	});
	test('is not misled by one disturbance', async () => {
		const { clock, racers } = track({ fast: 1 });
		const [{ update }] = racers;
		let calls = 0;
		const disturbed = async (count: number) => {
			await update(count);
			if (calls++ === 2) clock.now += 100;
		};
		const [fast] = await race([{ name: 'fast', update: disturbed }], pace, () => clock.now);
		expect(fast).toEqual({ updates: 80, times: [1, 1, 1, 1, 1] });
	});
	test('ends early when its time is up, but not before three rounds', async () => {
		const { clock, racers } = track({ slow: 1000 });
		const [slow] = await race(racers, { ...pace, budget: 10 }, () => clock.now);
		expect(slow.times).toHaveLength(3);
	});
});

describe('the summary for the README', () => {
	const rowOf = (engine: Row['engine'], batch: number, msPerUpdate: number): Row => ({
		...{ engine, net: '784-100-10', batch, models: 1, msPerUpdate, q1: 0, q3: 0, dispatches: 3, examples: 6000 },
		...{ shareOfLimit: null, shareOfLimitDense: null, intervals: 9, updates: 1, table: 'peers' },
	});
	test('tells each time, and how many times ours the peers take', () => {
		const rows = [rowOf('wgsl', 10, 0.5), rowOf('tensorflow-webgpu', 10, 60), rowOf('plain', 1, 0.01)];
		expect(summary({ rows }).split('\n').slice(2)).toEqual([
			'| 1 | – | – | – | **0.0100** | – | – |',
			'| 10 | **0.500** | 60.0 (120 ×) | – | – | – | – |',
		]);
	});
	test('stands in the README as the last whole run of the bench found it', () => {
		const found = JSON.parse(textOf('bench/measured.json')) as Report;
		expect(found.quick).toBe(false);
		expect(withoutSpaces(textOf('README.md'))).toContain(withoutSpaces(summary(found)));
	});
});
