// Figure `steps` against the rule of momentum, the bounds of stable rates, and what the book says of its surfaces.
import { describe, expect, test } from 'vitest';
import { arrowsOf, closeUp, drawnWay, shownNumber } from '../../src/components/figures/steps.ts';
import { levelsOf, usualView } from '../../src/components/figures/surface.ts';
import words from '../../src/content/zh-CN/figures/steps.json' with { type: 'json' };
import { steps } from '../../src/lib/experiments/steps.ts';
import { resultOf } from '../../src/lib/experiments/toy.ts';
import { stepOf } from '../../src/lib/landscapes/descent.ts';
import { surfaceOf } from '../../src/lib/landscapes/surfaces.ts';
import { outcomeOf, stepsReading } from '../../src/lib/series/steps-reading.ts';
import { FAR, groundOf, wayOf, type Chosen } from '../../src/lib/series/steps.ts';
import { shownStep, wayNames } from '../../src/lib/series/ways.ts';
import { defaults } from '../../src/lib/settings/schema.ts';

type Changes = Partial<Chosen & { startX: number; startY: number }>;
const settingsOf = (changes: Changes = {}) => ({ ...defaults(steps.settings), ...changes });
const run = (changes: Changes = {}) => resultOf(steps, settingsOf(changes), null, 1);
const preset = (name: keyof typeof steps.presets) => run(steps.presets[name]);
const ways = (result: ReturnType<typeof run>) => wayNames.map((name) => wayOf(result, name));
const outcomes = (changes: Changes) => {
	const [settings, result] = [settingsOf(changes), run(changes)];
	return ways(result).map((way) => outcomeOf(way, groundOf(settings), settings.updates));
};

describe('a step', () => {
	test('is λ times the last movement minus η times the gradient, and the first movement is zero', () => {
		for (const name of Object.keys(steps.presets)) {
			const settings = settingsOf(steps.presets[name]);
			const way = wayOf(preset(name), 'momentum');
			expect(way.movement[0]).toEqual([0, 0]);
			for (let t = 1; t <= way.updates; t++)
				for (const axis of [0, 1] as const) {
					const expected = settings.momentum * way.movement[t - 1][axis] - settings.rate * way.gradient[t - 1][axis];
					expect(way.movement[t][axis]).toBeCloseTo(expected, 12);
					expect(way.at[t][axis]).toBeCloseTo(way.at[t - 1][axis] + expected, 12);
				}
		}
	});
	test('of the plain way is −η times the gradient alone', () => {
		const [plain] = ways(run());
		for (let t = 1; t <= plain.updates; t++)
			for (const axis of [0, 1] as const)
				expect(plain.movement[t][axis]).toBeCloseTo(-1.8 * plain.gradient[t - 1][axis], 12);
	});
	test('without momentum is the plain one', () => {
		const [plain, momentum] = ways(run({ momentum: 0 }));
		expect(momentum).toEqual(plain);
	});
	test('shows sums that are right to the last digit', () => {
		const rule = settingsOf();
		const way = wayOf(run(), 'momentum');
		for (let number = 1; number <= way.updates; number++) {
			const shown = shownStep(stepOf(way, number, rule));
			for (const axis of ['x', 'y']) {
				const [d, c, m] = ['d', 'c', 'm'].map((letter) => Math.round(shown[letter + axis] * 1000));
				expect(d + c).toBe(m);
			}
		}
	});
	test('beyond the last is the last', () => {
		const way = wayOf(run(), 'momentum');
		expect(stepOf(way, 99, settingsOf()).number).toBe(20);
	});
});

describe('on the ravine', () => {
	test('momentum is at the floor after 14 updates, plain descent after 28', () => {
		const [plain, momentum] = outcomes({ updates: 60 });
		expect([plain.key, plain.updates]).toEqual(['arrived', 28]);
		expect([momentum.key, momentum.updates]).toEqual(['arrived', 14]);
	});
	test('plain descent stays below a rate of 2/h and not above, momentum below 2(1 + λ)/h', () => {
		const keys = (rate: number, momentum: number) =>
			outcomes({ rate, momentum, updates: 100, startX: -1 }).map(({ key }) => key);
		expect(keys(1.97, 0.5)).toEqual(['under', 'arrived']);
		expect(keys(2.03, 0.5)[0]).toBe('farther');
		expect(keys(2.1, 0.5)[0]).toBe('diverged');
		expect(keys(2.9, 0.5)[1]).toBe('arrived');
		expect(keys(3.1, 0.5)[1]).toBe('diverged');
	});
	test('a way that runs away ends there, with finite numbers', () => {
		const result = run({ rate: 4, updates: 100 });
		for (const { at, updates } of ways(result)) {
			expect(updates).toBeLessThan(100);
			expect(Math.hypot(...at.at(-1)!)).toBeLessThanOrEqual(FAR);
		}
		expect(result.series.flatMap(({ value }) => value).every(Number.isFinite)).toBe(true);
	});
});

test('on the two minima plain descent rests at the higher one and momentum reaches the lower one; with λ = 0.8 from elsewhere it is the other way round', () => {
	const goals = (changes: Changes) => outcomes(changes).map(({ goal, key }) => [key, Number(goal[0].toFixed(2))]);
	expect(goals(steps.presets['two-minima'] as Changes)).toEqual([
		['arrived', -0.88],
		['arrived', 1.09],
	]);
	const worse: Changes = { surface: 'two-minima', rate: 0.2, momentum: 0.8, startX: -1.8, startY: 1.2, updates: 100 };
	expect(goals(worse)).toEqual([
		['arrived', 1.09],
		['arrived', -0.88],
	]);
	expect(stepsReading.disagreement(run(worse))).toBe('worse');
});

test('a way that swings through the lowest point has not arrived there', () => {
	const bowl = steps.presets.bowl as Changes;
	expect(outcomes(bowl).map(({ updates }) => updates)).toEqual([19, 39]);
	expect(outcomes({ ...bowl, updates: 30 })[1].key).toBe('under');
});

test('momentum leaves the saddle first', () => {
	const [plain, momentum] = outcomes(steps.presets.saddle);
	expect([plain.key, momentum.key]).toEqual(['left', 'left']);
	expect(momentum.updates).toBeLessThan(plain.updates);
	const [stays] = outcomes({ ...(steps.presets.saddle as Changes), startY: 0 });
	expect([stays.key, stays.left]).toEqual(['stays', 0]);
});

test.each([
	['ravine', null, ['under', 'arrived', 'step', 'stable']],
	['bowl', 'plainFirst', ['arrived', 'arrived', 'step', 'stable']],
	['saddle', null, ['left', 'left', 'step', 'stable']],
	['two-minima', null, ['arrivedAt', 'arrivedAt', 'step', 'stable']],
	['too-large', null, ['farther', 'arrived', 'step', 'unstable']],
] as const)('%s in words', (name, disagreement, keys) => {
	const result = preset(name);
	expect(stepsReading.summary(result).map(({ key }) => key)).toEqual(keys);
	expect(stepsReading.disagreement(result)).toBe(disagreement);
	const { columns, rows } = stepsReading.table(result);
	for (const row of rows) expect(row).toHaveLength(columns.length);
	expect(rows.flat()).not.toContain(undefined);
});

test('a rate too large for momentum is said to be the reason', () => {
	expect(stepsReading.disagreement(run({ rate: 3.5 }))).toBe('diverged');
});

describe('the drawing', () => {
	const way = wayOf(run(), 'momentum');
	test('shows the next step while the film runs, the chosen one at its end', () => {
		const film = (moment: number) => ({ moment, last: 20, playing: false });
		expect([0, 7, 19, 20].map((moment) => shownNumber(film(moment), 2))).toEqual([1, 8, 20, 2]);
	});
	test('goes as far as the film, with a name in sight', () => {
		const { points, anchors } = drawnWay(way, { moment: 3 }, usualView);
		expect(points).toEqual(way.at.slice(0, 4));
		expect(anchors.every(usualView.isSeen)).toBe(true);
		expect(drawnWay({ ...way, at: [[9, 9]] }, { moment: 0 }, usualView).anchors).toEqual([[9, 9]]);
	});
	test('has room for all arrows in its close-up, at one scale', () => {
		for (let number = 1; number <= 20; number++) {
			const arrows = arrowsOf(stepOf(way, number, settingsOf()), words.labels, 'zh-CN');
			const { x, y } = closeUp(arrows);
			const unit = ({ domain: [from, to] }: typeof x, length: number) => length / (to - from);
			expect(unit(x, 322)).toBeCloseTo(unit(y, 232), 6);
			for (const { vector } of arrows) {
				expect(x.share(vector[0])).toBeGreaterThan(0.05);
				expect(x.share(vector[0])).toBeLessThan(0.95);
				expect(y.share(vector[1])).toBeGreaterThan(0.02);
				expect(y.share(vector[1])).toBeLessThan(0.56);
			}
		}
	});
	test('names every arrow in symbols and numbers', () => {
		const texts = arrowsOf(stepOf(way, 2, settingsOf()), words.labels, 'zh-CN').map(({ text }) => text);
		expect(texts).toEqual([
			'梯度：g¹ = (0.560, 0.092)',
			'下坡：−ηg¹ = (−1.008, −0.166)',
			'惯性：λm¹ = (0.630, −0.097)',
			'这一步：m² = (−0.378, −0.263)',
		]);
	});
	test('has contours between which equal parts of the area lie', () => {
		const levels = levelsOf(surfaceOf('saddle').loss);
		expect(levels).toEqual(levels.toSorted((a, b) => a - b));
		expect(new Set(levels).size).toBe(12);
	});
});
