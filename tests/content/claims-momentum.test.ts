// What the chapters on momentum and at the end of the book say in numbers is what figures compute and recordings hold.
import { expect, test } from 'vitest';
import { ball } from '../../src/lib/experiments/ball.ts';
import { resultOf } from '../../src/lib/experiments/toy.ts';
import { baseOf } from '../../src/lib/run/choice.ts';
import { outcomesOf } from '../../src/lib/series/momentum-mnist.ts';
import { bestRun, namedRun, plainRun } from '../../src/lib/series/phase.ts';
import { chapterFiles, recorded } from './content.ts';

/** Whether the chapter says it, in either language. */
function expectSaid(id: string, chinese: string, english: string): void {
	for (const { language, body } of chapterFiles.filter((file) => file.id === id))
		expect(body).toContain(language === 'zh-CN' ? chinese : english);
}

const digits = recorded('momentum-mnist', 'full');
const percent = (comparison: string, batchSize: number, momentum: number) =>
	100 * outcomesOf(digits, { comparison, batchSize }).find((one) => one.momentum === momentum)!.mean;

test.each([
	['从88%升到92%', 'from 88% to 92%', [percent('fixed', 16, 0), percent('fixed', 16, 0.9)], [88, 92]],
	['从60%到86%', 'from 60% to 86%', [percent('fixed', 256, 0), percent('fixed', 256, 0.99)], [60, 86]],
	[
		'都是92%上下',
		'comes to about 92%',
		[0, 0.5, 0.9, 0.99].map((each) => percent('effective', 16, each)),
		[92, 92, 92, 92],
	],
] as const)('on digits: “%s”', (chinese, english, values, expected) => {
	expect(values.map(Math.round)).toEqual(expected);
	expectSaid('momentum', chinese, english);
});

test('on digits: λ = 0.99 falls apart at one rate, and is more than ten points behind at one effective rate', () => {
	expect(percent('fixed', 16, 0.99)).toBeGreaterThan(50);
	expect(percent('fixed', 16, 0.99)).toBeLessThan(60);
	expect(percent('effective', 256, 0) - percent('effective', 256, 0.99)).toBeGreaterThan(10);
	expectSaid('momentum', '只剩五六成', 'accuracy drops below 60%');
	expectSaid('momentum', '反而落后十几个百分点', 'is more than ten points behind');
});

const [narrow, round] = [recorded('phase', 'full'), recorded('phase', 'round')];
test.each([
	['最好也要330步', 'the best takes 330 steps', plainRun(narrow)!.steps, 330],
	['只要40步', 'with 40 steps', bestRun(narrow)!.steps, 40],
	['算出来的点要56步', 'computed point takes 56 steps', namedRun(narrow, 'point')!.steps, 56],
	['渐近最快的学习率要346步', 'best in the long run takes 346 steps', namedRun(narrow, 'plain')!.steps, 346],
	['从34步到11步', '11 steps instead of 34', 100 * plainRun(round)!.steps + bestRun(round)!.steps, 3411],
] as const)('on the map: “%s”', (chinese, english, steps, expected) => {
	expect(steps).toBe(expected);
	expectSaid('momentum', chinese, english);
});

/** The least λ with which the ball gets over the hump. */
function threshold(rate: number): number {
	const result = resultOf(ball, { ...baseOf(ball, {}, null), rate }, null, 1);
	const { x, value } = result.series.find(({ name }) => name === 'rest')!;
	return x[value.findIndex((place) => place !== null && place > 0.5)];
}
test('the ball gets over from λ = 0.87, 0.71 and 0.94 on, at rates of 0.05, 0.2 and 0.01', () => {
	expect([0.05, 0.2, 0.01].map(threshold)).toEqual([0.87, 0.71, 0.94]);
	expectSaid(
		'momentum',
		'0.05时门槛约是0.87，0.2时降到0.71，0.01时升到0.94',
		'0.87 at a rate of 0.05, down to 0.71 at 0.2 and up to 0.94 at 0.01',
	);
});

test('the summary says of the scaled rate, the gap and the ravine what their chapters say', () => {
	expectSaid('summary', '撑到16倍', 'carries over a factor of 16');
	expectSaid('summary', '高约一个百分点', 'by about a point');
	expect(plainRun(narrow)!.steps / bestRun(narrow)!.steps).toBeGreaterThan(Math.sqrt(100) / 1.5);
	expect(plainRun(round)!.steps / bestRun(round)!.steps).toBeGreaterThan(Math.sqrt(10) / 1.5);
});
