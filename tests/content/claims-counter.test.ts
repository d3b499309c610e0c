// What the chapter on generalisation says of the counter-evidence is what is recorded.
import { expect, test } from 'vitest';
import { mean } from '../../src/lib/numbers/statistics.ts';
import { intervalOf, meanEigenvalue, meanTest, pointsBetween, rateArms, recipeArms, rescaledNetworks } from '../../src/lib/series/counter.ts'; // prettier-ignore
import { chapterFiles, recorded } from './content.ts';

const result = recorded('counter', 'full');
const chapters = chapterFiles.filter(({ id }) => id === 'generalization');
const { full, small } = rateArms(result);
const by = (factor: number) => full.find((arm) => arm.factor === factor)!;
const eight = by(8);
const [slow, same, faster] = recipeArms(result);
const grown = (scale: number) => {
	const at = (wanted: number) => rescaledNetworks(result).filter((each) => each.scale === wanted);
	return at(scale).map(({ eigenvalue }, index) => eigenvalue / at(1)[index].eigenvalue);
};

test('the very networks of the recorded pairs are among them', () => {
	const ends = (name: string, arm: string) =>
		recorded(name, 'full')
			.series.filter((each) => each.name === 'testAccuracy' && each.at.arm === arm && (each.at.factor ?? 1) === 1)
			.filter((each) => (each.at.doubt ?? 'rates') === 'rates')
			.map(({ model, x, value }) => ({ model, x, value }));
	for (const arm of ['small', 'full']) expect(ends('counter', arm)).toEqual(ends('gap', arm));
});

test('from a quarter of the rate to four times it the full batch is sharper than the small one, and worse', () => {
	for (const factor of [0.25, 1, 4]) {
		expect(meanEigenvalue(by(factor))).toBeGreaterThan(1.5 * meanEigenvalue(small!));
		expect(meanTest(by(factor))).toBeLessThan(meanTest(small!));
	}
});

test('at eight times the rate it is as flat, and its interval leaves zero out', () => {
	expect(meanEigenvalue(eight)).toBeLessThan(1.1 * meanEigenvalue(small!));
	const { mean: middle, half } = intervalOf(pointsBetween(small!, eight))!;
	expect(middle - half).toBeGreaterThan(0);
});

test('the other recipe closes the gap at the higher rate', () => {
	const { mean: middle, half } = intervalOf(pointsBetween(slow, faster))!;
	expect(Math.abs(middle)).toBeLessThan(half);
});

test.each([
	['最大特征值平均不到2', 'the largest eigenvalue is below 2 on average', meanEigenvalue(eight), 1.5, 2],
	['92.3%上下', 'About 92.3%', 100 * meanTest(eight), 92.2, 92.4],
	['仍低半个百分点', 'still half a point behind', mean(pointsBetween(small!, eight)), 0.4, 0.7],
	['小批量高0.4个百分点', '0.4 points ahead', mean(pointsBetween(slow, same)), 0.35, 0.5],
	['最大特征值大到原来的十倍上下', 'about ten times as large', mean(grown(8)), 8.5, 11],
] as const)('“%s” is so', (chinese, english, value, low, high) => {
	expect(value).toBeGreaterThanOrEqual(low);
	expect(value).toBeLessThanOrEqual(high);
	for (const { language, body } of chapters) expect(body).toContain(language === 'zh-CN' ? chinese : english);
});
