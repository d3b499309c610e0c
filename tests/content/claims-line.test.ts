// What the chapter on generalisation says of the line between the solutions is what is recorded.
import { expect, test } from 'vitest';
import { mean } from '../../src/lib/numbers/statistics.ts';
import { pairLines, sharpnessRatios, valueAt, type LineQuantity } from '../../src/lib/series/line.ts';
import { chapterFiles, recorded } from './content.ts';

const result = recorded('line', 'full');
const lines = pairLines(result);
const chapters = chapterFiles.filter(({ id }) => id === 'generalization');
const at = (quantity: LineQuantity, alpha: number) => lines.map(({ points }) => valueAt(points[quantity], alpha));

test('there are five lines, between the very networks of the recorded pairs', () => {
	expect(lines).toHaveLength(5);
	const ends = (name: string) =>
		recorded(name, 'full')
			.series.filter((series) => series.name === 'testAccuracy' && series.axis === 'updates')
			.map(({ at, model, x, value }) => ({ at, model, x, value }));
	expect(ends('line')).toEqual(ends('gap'));
});

test('the eigenvalues are ordered in every pair, by a factor of 2 to 4', () => {
	for (const ratio of sharpnessRatios(lines)) {
		expect(ratio).toBeGreaterThan(2);
		expect(ratio).toBeLessThan(4);
	}
});

test('at 2 every training loss is 0.2 or more; at −1 their mean is below 0.05; near the ends all are below 0.025', () => {
	for (const loss of at('trainingLoss', 2)) expect(loss).toBeGreaterThan(0.2);
	expect(mean(at('trainingLoss', -1))).toBeLessThan(0.05);
	for (const alpha of [-0.25, 0, 0.25, 0.75, 1, 1.25])
		for (const loss of at('trainingLoss', alpha)) expect(loss).toBeLessThan(0.025);
});

test.each([
	['平均过了1', 'to more than 1 on average', mean(at('trainingLoss', 2)), 1, 2],
	['平均还不到0.05', 'still below 0.05', mean(at('trainingLoss', -1)), 0, 0.05],
	['大约0.017', 'About 0.017', mean(at('trainingLoss', 0.5)), 0.0165, 0.0175],
	['小批量的解平均2上下', 'about 2 on average', mean(lines.map(({ small }) => small!.eigenvalue)), 1.75, 2.25],
	['全批量的解将近5', 'nearly 5 for the full batch’s', mean(lines.map(({ full }) => full!.eigenvalue)), 4.7, 5],
	[
		'训练准确率也还近乎100%',
		'training accuracy is still close to 100%',
		Math.min(...at('trainingAccuracy', 0.5)),
		0.99,
		1,
	],
] as const)('“%s” is so', (chinese, english, value, low, high) => {
	expect(value).toBeGreaterThanOrEqual(low);
	expect(value).toBeLessThanOrEqual(high);
	for (const { language, body } of chapters) expect(body).toContain(language === 'zh-CN' ? chinese : english);
});
