// Figure `critical` against what was measured of its saddle, and against what is known of its surfaces.
import { describe, expect, test } from 'vitest';
import { awayScale, awayText, barsOf, othersOf, waysOf } from '../../src/components/figures/critical.ts';
import words from '../../src/content/zh-CN/figures/critical.json' with { type: 'json' };
import { CAP, critical, EXAMPLES, tiltsOf } from '../../src/lib/experiments/critical.ts';
import { resultOf } from '../../src/lib/experiments/toy.ts';
import { bendsOf } from '../../src/lib/landscapes/bends.ts';
import type { Vector } from '../../src/lib/landscapes/ground.ts';
import { surfaceOf, type SurfaceName } from '../../src/lib/landscapes/surfaces.ts';
import { median } from '../../src/lib/numbers/statistics.ts';
import { Stream } from '../../src/lib/numbers/random.ts';
import { permutation } from '../../src/lib/numbers/shuffle.ts';
import { criticalReading } from '../../src/lib/series/critical-reading.ts';
import { leavingOf, look, lookedAt, noiseUpdates, signsOf, SNAP } from '../../src/lib/series/critical.ts';
import { defaults } from '../../src/lib/settings/schema.ts';

const run = (changes: object = {}, seed = 1) =>
	resultOf(critical, { ...defaults(critical.settings), ...changes }, null, seed);
const updatesOf = (changes: object, ...names: Parameters<typeof leavingOf>[1][]) =>
	names.map((name) => leavingOf(run(changes), name).updates);
const names: SurfaceName[] = [
	...(['ravine', 'bowl', 'saddle', 'two-minima'] as const),
	...(['hill', 'inflection', 'flat-valley', 'monkey-saddle'] as const),
];

describe('leaving the saddle', () => {
	test('takes 145 updates plainly and 52 with momentum', () => {
		expect(updatesOf({}, 'plain', 'momentum')).toEqual([145, 52]);
	});
	test('never happens from y = 0 exactly, with momentum or without', () => {
		expect(updatesOf({}, 'plainOnRidge', 'momentumOnRidge')).toEqual([null, null]);
		for (const name of ['plainOnRidge', 'momentumOnRidge'] as const) {
			const { away } = leavingOf(run({ rate: 0.5, momentum: 0.99 }), name);
			expect(away).toEqual(Array.from({ length: CAP + 1 }, () => 0));
		}
	});
	test('happens with noise, after a median of 52 updates', () => {
		const all = Array.from({ length: 40 }, (_, seed) => noiseUpdates(run({}, seed))).flat();
		expect(all).toHaveLength(1000);
		expect(all).not.toContain(null);
		expect(Math.abs(median(all.map(Number)) - 52)).toBeLessThanOrEqual(1);
	});
	test('takes the longer, the larger the batch; with all examples in it, it never happens', () => {
		const medians = ['1', '2', '4', '5', '10'].map((batchSize) => median(noiseUpdates(run({ batchSize })).map(Number)));
		expect(medians).toEqual(medians.toSorted((a, b) => a - b));
		expect(new Set(noiseUpdates(run({ batchSize: '20' })))).toEqual(new Set([null]));
		expect(leavingOf(run({ batchSize: '20' }), 'noise').away.every((away) => away === 0)).toBe(true);
		expect(new Set(noiseUpdates(run({ noise: 0 })))).toEqual(new Set([null]));
	});
	test('by noise begins with the run that is drawn', () => {
		for (const seed of [1, 2, 3]) {
			const result = run({}, seed);
			expect(noiseUpdates(result)[0]).toBe(leavingOf(result, 'noise').updates);
		}
	});
});

test('the tilts have the size that is asked for, and cancel to the last bit in whatever order they are added', () => {
	for (const noise of [0.1, 1 / 3, 0.777]) {
		const tilts = tiltsOf(noise);
		const rms = Math.sqrt(tilts.reduce((sum, tilt) => sum + tilt * tilt, 0) / EXAMPLES);
		expect(rms).toBeCloseTo(noise, 6);
		for (let seed = 0; seed < 200; seed++) {
			const order = permutation(EXAMPLES, new Stream(seed, 'order'));
			expect(order.reduce((sum, example) => sum + tilts[example], 0)).toBe(0);
		}
	}
	// Not so without care: ten of each in some order.
	const careless = [0.1, 0.1, 0.1, -0.1, -0.1, -0.1].reduce((sum, tilt) => sum + tilt, 0);
	expect(careless).not.toBe(0);
});

describe('a surface', () => {
	test.each(names)('%s: the gradient is zero where it is said to be', (name) => {
		const { critical: places, gradient } = surfaceOf(name);
		expect(places.length).toBeGreaterThan(0);
		for (const place of places) expect(Math.hypot(...gradient(place))).toBeLessThan(1e-14);
	});
	test.each(names)('%s: and nowhere else in sight', (name) => {
		const { critical: places, gradient } = surfaceOf(name);
		for (let x = -1.9; x <= 1.9; x += 0.05)
			for (let y = -1.35; y <= 1.35; y += 0.05)
				if (places.every((place) => Math.hypot(place[0] - x, place[1] - y) > 0.1))
					expect(Math.hypot(...gradient([x, y]))).toBeGreaterThan(1e-3);
	});
	test('has the eigenvalues and eigenvectors of its Hessian', () => {
		for (const [a, b, d] of [
			[2, 0, 1],
			[1, 0, 2],
			[1, -1, 1],
			[-3, 0.7, 2],
			[0, 0, 0],
		]) {
			const bends = bendsOf([a, b, b, d]);
			expect(bends[0].curvature).toBeGreaterThanOrEqual(bends[1].curvature);
			for (const {
				curvature,
				direction: [x, y],
			} of bends) {
				expect(Math.hypot(x, y)).toBeCloseTo(1, 12);
				expect(a * x + b * y).toBeCloseTo(curvature * x, 12);
				expect(b * x + d * y).toBeCloseTo(curvature * y, 12);
			}
		}
	});
});

describe('the verdict', () => {
	const verdict = (name: SurfaceName, place: Vector = [0, 0]) => look(surfaceOf(name), place).verdict;
	test.each([
		['saddle', 'saddle'],
		['bowl', 'minimum'],
		['hill', 'maximum'],
		['flat-valley', 'undecided'],
		['inflection', 'undecided'],
		['monkey-saddle', 'undecided'],
	] as const)('at the middle of %s is %s', (name, expected) => expect(verdict(name)).toBe(expected));
	test('of the two minima and what lies between them', () => {
		const places = surfaceOf('two-minima').critical;
		expect(places.map((place) => verdict('two-minima', place))).toEqual(['minimum', 'saddle', 'minimum']);
		expect(places.map(([x]) => x.toFixed(2))).toEqual(['-0.88', '-0.21', '1.09']);
	});
	test('away from a critical point is a slope, near it that of the point', () => {
		expect(verdict('bowl', [0.9 * SNAP, 0])).toBe('minimum');
		expect(look(surfaceOf('bowl'), [0, 0.9 * SNAP]).at).toEqual([0, 0]);
		expect(verdict('bowl', [1.1 * SNAP, 0])).toBe('slope');
	});
	test('takes a curvature under a thousandth of the other for none', () => {
		const signs = (a: number, d: number) => signsOf(bendsOf([a, 0, 0, d]));
		expect([signs(1, 0.0009), signs(1, -0.0011), signs(-1, -2), signs(0, 0)]).toEqual([
			[1, 0],
			[1, -1],
			[-1, -1],
			[0, 0],
		]);
	});
});

describe('in words', () => {
	const always = ['plain', 'momentum', 'ridge', 'noise'];
	test.each([
		['saddle', ['saddle', ...always], null],
		['minimum', ['minimum', ...always], null],
		['slope', ['slope', ...always], null],
		['maximum', ['maximum', ...always], null],
		['silent-minimum', ['undecided', 'flat-valley', ...always], null],
		['silent-slope', ['undecided', 'inflection', ...always], null],
		['full-batch', ['saddle', ...always.slice(0, 3), 'noiseStays'], 'noNoise'],
	] as const)('%s', (preset, keys, disagreement) => {
		const result = run(critical.presets[preset]);
		expect(criticalReading.summary(result).map(({ key }) => key)).toEqual(keys);
		expect(criticalReading.disagreement(result)).toBe(disagreement);
	});
	test('momentum that shortens nothing is said to', () => {
		expect(criticalReading.disagreement(run({ momentum: 0 }))).toBe('noSooner');
	});
	test('a way that has not left in time is said to stay', () => {
		const keys = criticalReading.summary(run({ rate: 0.01, awayPower: 12 })).map(({ key }) => key);
		expect(keys).toContain('plainStays');
	});
	test('the table holds the place, and every way to its end', () => {
		const { columns, rows } = criticalReading.table(run());
		for (const row of rows) expect(row).toHaveLength(columns.length);
		const looked = lookedAt(run());
		expect(rows.slice(4, 6).map(([, , value]) => value)).toEqual(looked.bends.map(({ curvature }) => curvature));
		expect(rows).toContainEqual(['plain', 145, expect.any(Number)]);
	});
});

describe('the drawing', () => {
	const axis = awayScale(1e-6);
	const film = (moment: number) => ({ moment, last: 145, playing: false });
	test('shows zero on a level of its own, and distances above it', () => {
		expect(axis.scale.ticks[0].value).toBe(axis.zero);
		const texts = axis.scale.ticks.map(({ value }) => awayText(value, axis.zero));
		expect(texts).toEqual(['0', '10⁻⁶', '10⁻⁵', '10⁻⁴', '10⁻³', '10⁻²', '10⁻¹', '1']);
		const [, , noise] = waysOf(run(), film(145), axis);
		expect(noise.points[0]).toEqual([0, axis.zero]);
		for (const [, away] of noise.points) expect(away).toBeGreaterThanOrEqual(axis.zero);
	});
	test('tells who has left as the film goes', () => {
		const left = (moment: number) => waysOf(run(), film(moment), axis).map((way) => way.left);
		expect([left(0), left(60), left(145)]).toEqual([
			[null, null, null],
			[null, 52, 45],
			[145, 52, 45],
		]);
		expect(othersOf(run(), film(0))).toEqual([]);
		expect(othersOf(run(), film(145))).toHaveLength(24);
		for (const { anchors } of waysOf(run({ batchSize: '20' }), film(0), axis))
			expect(anchors.flat().every(Number.isFinite)).toBe(true);
	});
	test('has bars along the directions, longer where it bends more', () => {
		const bars = barsOf(look(surfaceOf('flat-valley'), [0, 0]), words.labels, 'zh-CN');
		expect(bars.map(({ sign, text }) => [sign, text])).toEqual([
			[1, '上弯，h = 2'],
			[0, 'h = 0'],
		]);
		const length = ({ ends: [a, b] }: (typeof bars)[number]) => Math.hypot(a[0] - b[0], a[1] - b[1]);
		expect(length(bars[0])).toBeGreaterThan(length(bars[1]));
	});
});
