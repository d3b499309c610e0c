// Figure `sharp-flat` against what the book says of its two valleys, and its words on real networks against the recording.
import { describe, expect, test } from 'vitest';
import recording from '../../src/content/recordings/line.full.json' with { type: 'json' };
import { movedAt } from '../../src/components/figures/sharp-flat.ts';
import { settled } from '../../src/components/frame/dragged.ts';
import { ALPHAS } from '../../src/lib/experiments/line.ts';
import { sharpFlat } from '../../src/lib/experiments/sharp-flat.ts';
import { resultOf } from '../../src/lib/experiments/toy.ts';
import {
	farTo,
	lineMeans,
	lowestOf,
	meanAt,
	realGap,
	shiftedBy,
	type LineMeans,
} from '../../src/lib/series/line-means.ts';
import type { Result } from '../../src/lib/series/result.ts';
import { sharpFlatReading } from '../../src/lib/series/sharp-flat-reading.ts';
import { curvature, gapsIn, gapsOf, sizeOf, testLoss, trainingLoss, valleys } from '../../src/lib/series/sharp-flat.ts';
import { defaults } from '../../src/lib/settings/schema.ts';

const run = (changes: object = {}) => resultOf(sharpFlat, { ...defaults(sharpFlat.settings), ...changes }, null, 1);
const means = lineMeans(recording as unknown as Result, ALPHAS.length)!;
const reading = sharpFlatReading(means);
const sizes = (shift: number, lift = 0) => gapsOf({ shift, lift }).map(sizeOf);

describe('the two minima', () => {
	test('are the sharp one at −0.985 and the flat one at 0.965, both with a loss of 0.076', () => {
		expect(valleys.map(({ name, w }) => [name, w.toFixed(3), trainingLoss(w).toFixed(3)])).toEqual([
			['sharp', '-0.985', '0.076'],
			['flat', '0.965', '0.076'],
		]);
	});
	test('are lower than every other place near them', () => {
		const steps = Array.from({ length: 400 }, (_, i) => (i - 200) / 1000).filter((step) => step !== 0);
		for (const { w } of valleys)
			for (const step of steps) expect(trainingLoss(w + step)).toBeGreaterThan(trainingLoss(w));
	});
	test('curve by about 8 and 2.6, as differences of the loss say', () => {
		const step = 1e-4;
		const bends = valleys.map(
			({ w }) => (trainingLoss(w + step) - 2 * trainingLoss(w) + trainingLoss(w - step)) / step ** 2,
		);
		expect(bends.map((bend) => bend.toFixed(2))).toEqual(['7.98', '2.57']);
		valleys.forEach(({ w }, i) => expect(curvature(w)).toBeCloseTo(bends[i], 4));
	});
});

describe('the gap', () => {
	test('is half the curvature times the square of a small shift', () => {
		for (const shift of [0.02, -0.02])
			sizes(shift).forEach((size, i) => expect(size / ((curvature(valleys[i].w) * shift ** 2) / 2)).toBeCloseTo(1, 1));
	});
	test('at a shift of 0.2 either way is about 0.16 in the sharp valley, a third of it in the flat one', () => {
		expect(sizes(0.2).map((size) => size.toFixed(2))).toEqual(['0.16', '0.05']);
		expect(sizes(-0.2).map((size) => size.toFixed(2))).toEqual(['0.15', '0.05']);
	});
	test('without a shift is the lift, in both valleys', () => {
		expect(sizes(0)).toEqual([0, 0]);
		for (const size of sizes(0, 0.15)) expect(size).toBeCloseTo(0.15, 12);
	});
	test('in a result is the one of its settings', () => {
		expect(gapsIn(run({ shift: -0.1, lift: 0.05 }))).toEqual(gapsOf({ shift: -0.1, lift: 0.05 }));
	});
});

test('the test curve is the training curve in another place', () => {
	const { series } = run({ shift: 0.25, lift: 0.1 });
	const [training, moved] = series;
	// Ten places of 0.025 each.
	training.value.slice(0, -10).forEach((loss, i) => expect(moved.value[i + 10]! - loss!).toBeCloseTo(0.1, 12));
	expect(testLoss(0.25, { shift: 0.25, lift: 0.1 })).toBeCloseTo(trainingLoss(0) + 0.1, 12);
});

test('in the film the test curve moves from the training curve to where it is chosen', () => {
	const result = run({ shift: -0.24, lift: 0.12 });
	const last = sharpFlat.moments!(result);
	const at = (moment: number) => movedAt(result, { moment, last, playing: false });
	expect([at(0), at(last / 2), at(last)].map(({ shift, lift }) => [shift + 0, lift])).toEqual([
		[0, 0],
		[-0.12, 0.06],
		[-0.24, 0.12],
	]);
});

test('a drag ends where the setting ends, and at two decimals', () => {
	const { shift } = sharpFlat.settings;
	expect([0.3234, 5.2, -5.1].map((dragged) => settled(dragged, shift))).toEqual([0.32, 0.4, -0.4]);
});

describe('in words', () => {
	const told = (changes: object) => {
		const result = run(changes);
		return [reading.summary(result).map(({ key }) => key), reading.disagreement(result)];
	};
	const always = ['real', 'lowest', 'far'];
	test.each([
		['beside', {}, ['beside'], null],
		['none', { shift: 0 }, ['none'], null],
		['other-way', { shift: -0.2 }, ['beside'], null],
		['lifted', { shift: 0, lift: 0.15 }, ['equal'], 'lifted'],
		['a little of both', { shift: 0.3, lift: 0.02 }, ['beside', 'lifted'], null],
		['mainly lifted', { shift: 0.1, lift: 0.3 }, ['beside', 'lifted'], 'lifted'],
	] as const)('%s', (_, changes, keys, disagreement) => {
		expect(told(changes)).toEqual([[...keys, ...always], disagreement]);
	});
	test('no shift alone goes against the claim', () => {
		for (let shift = -40; shift <= 40; shift++) expect(reading.disagreement(run({ shift: shift / 100 }))).toBeNull();
	});
	test('the table begins with both minima and has rows of its columns', () => {
		const { columns, rows } = reading.table(run());
		expect(rows.slice(0, 2).map(([name]) => name)).toEqual(['sharp', 'flat']);
		for (const row of rows) expect(row).toHaveLength(columns.length);
		expect(rows).toHaveLength(43);
	});
});

describe('the recorded lines', () => {
	test('have five pairs and gaps of 0.265 and 0.317 at the solutions', () => {
		expect([means.pairs, means.alpha.length]).toEqual([5, 25]);
		expect([0, 1].map((alpha) => realGap(means, alpha).gap.toFixed(3))).toEqual(['0.265', '0.317']);
	});
	test('have their lowest test loss a little on the small batch’s side; so small a shift explains thousandths', () => {
		expect([lowestOf(means, 'training'), lowestOf(means, 'test')]).toEqual([0, -0.125]);
		for (const alpha of [0, 1]) {
			expect(shiftedBy(means, -0.125, alpha)).toBeGreaterThan(0);
			expect(shiftedBy(means, -0.125, alpha)).toBeLessThan(0.0015);
		}
	});
	test('would have to be shifted by more than a length to explain the gap', () => {
		const far = farTo(means, realGap(means, 0).test);
		expect(far).toBeGreaterThan(1.6);
		expect(far).toBeLessThan(1.7);
		expect(meanAt(means, 'training', far)).toBeCloseTo(realGap(means, 0).test, 12);
	});
});

describe('of a line', () => {
	const v: LineMeans = { pairs: 1, alpha: [-1, 0, 1], training: [2, 0, 2], test: [1, 1, 1] };
	test('values between places are linear, and there are none beyond', () => {
		expect([-1, -0.25, 0.5, 1].map((alpha) => meanAt(v, 'training', alpha))).toEqual([2, 0.5, 1, 2]);
		expect([meanAt(v, 'training', 1.1), meanAt(v, 'training', -1.1)]).toEqual([NaN, NaN]);
	});
	test('a loss that is never reached is infinitely far', () => {
		expect([farTo(v, 1), farTo(v, 3)]).toEqual([0.5, Infinity]);
	});
	test('only what is whole is averaged', () => {
		const result = recording as unknown as Result;
		const cut = result.series.map((series) =>
			series.axis === 'alpha' && series.model === 2
				? { ...series, x: series.x.slice(0, 9), value: series.value.slice(0, 9) }
				: series,
		);
		expect(lineMeans({ ...result, series: cut }, ALPHAS.length)?.pairs).toBe(4);
		expect(lineMeans({ ...result, series: [] }, ALPHAS.length)).toBeNull();
	});
});
