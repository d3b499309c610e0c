import { expect, test } from 'vitest';
import { curveScale, drawnArms } from '../../src/components/figures/curves.ts';
import type { Drawn } from '../../src/components/frame/drawn.ts';
import { curveArms, isWhole, lastOf, meanCurve } from '../../src/lib/series/curves.ts';
import type { Result, Series } from '../../src/lib/series/result.ts';
import { differs, isBelow, spreadOf } from '../../src/lib/series/spread.ts';
import type { XAxis } from '../../src/lib/settings/axes.ts';

const series = (order: string, model: number, value: (number | null)[]): Series => ({
	...{
		name: 'validationAccuracy',
		at: { order },
		model,
		axis: 'updates',
		x: [0, 10, 20].slice(0, value.length),
		value,
	},
	...{ epochs: [0, 0.5, 1], examples: [0, 320, 640], seconds: [0, 0.1, 0.2] },
});
const resultOf = (...all: Series[]) => ({ settings: {}, series: all }) as unknown as Result;
const result = resultOf(
	series('once', 0, [0.1, 0.5, 0.9]),
	series('once', 1, [0.1, 0.7, null]),
	series('never', 0, [0.1, 0.2]),
);
const armsOf = (one: Result) => curveArms(one, 'validationAccuracy', 'order');
const drawn = (axis: XAxis, own: Result | null = null): Drawn => ({
	...{
		recorded: result,
		own,
		faded: true,
		settings: {},
		seed: 1,
		film: null,
		xAxis: { key: axis, label: '' },
		guess: { label: '', curves: {} },
		choose: () => undefined,
		formatNumber: String,
	},
});

test('curves come by arm, and an arm is whole when all its runs are', () => {
	const [once, never] = armsOf(result);
	expect([once.arm, never.arm, once.curves.length]).toEqual(['once', 'never', 2]);
	expect([isWhole(once, 1), isWhole(never, 1)]).toEqual([true, false]);
	expect(lastOf(once)).toEqual({ mean: 0.9, low: 0.9, high: 0.9, count: 1 });
});

test('a mean curve goes on with the runs that go on, and has a gap where none does', () => {
	expect(meanCurve(armsOf(result)[0]).map(({ value }) => value)).toEqual([0.1, 0.6, 0.9]);
	const lost = resultOf(series('once', 0, [0.1, null]));
	expect(meanCurve(armsOf(lost)[0]).map(({ value }) => value)).toEqual([0.1, null]);
});

test('curves are drawn along the chosen axis, in percent, each arm in its look, the reader’s own last', () => {
	const arms = drawnArms(drawn('examples', resultOf(series('never', 0, [0.2]))), armsOf, ['never', 'once']);
	expect(arms.map(({ arm, role, faded, look }) => [arm, role, faded, look.arm])).toEqual([
		['once', 'recorded', true, 'arm-2'],
		['never', 'recorded', true, 'arm-1'],
		['never', 'own', false, 'arm-1'],
	]);
	expect(arms[0].runs[0]).toEqual([[0, 10], [320, 50], [640, 90]]); // prettier-ignore
	expect(arms[0].runs[1][2]).toEqual([640, NaN]);
	expect(arms[0].marked.map(([x]) => x)).toEqual([0, 640]);
	expect([arms[0].ends, arms[0].last.mean]).toEqual([[90], 90]);
});

test('the axis reaches to the furthest point, and stands even before there is one', () => {
	const arms = drawnArms(drawn('seconds'), armsOf, ['never', 'once']);
	expect(curveScale(arms).domain).toEqual([0, 0.2]);
	expect(curveScale([]).domain).toEqual([0, 1]);
});

test('runs differ when their means are further apart than both ranges are wide', () => {
	const [a, b, c] = [spreadOf([0.8, 0.82, null]), spreadOf([0.83, 0.84]), spreadOf([0.9, 0.91])];
	expect([isBelow(a, b), differs(a, b), differs(a, c)]).toEqual([true, false, true]);
	expect(spreadOf([null])).toMatchObject({ count: 0, mean: NaN });
	expect([isBelow(spreadOf([]), a), differs(spreadOf([]), a)]).toEqual([false, false]);
});
