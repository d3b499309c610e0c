// What the chapter on generalisation says in numbers is what is recorded.
import { describe, expect, test } from 'vitest';
import type { Recipes } from '../../scripts/verify/gap-recipes.ts';
import { readVerified } from '../../scripts/verify/check.ts';
import { mean } from '../../src/lib/numbers/statistics.ts';
import { gapDifferences, gapInterval, gapPairs, type GapArmName } from '../../src/lib/series/gap.ts';
import { chapterFiles, readWords, recorded } from './content.ts';

const pairs = (preset: string) => gapPairs(recorded('gap', preset));
const full = pairs('full');
const of = (arm: GapArmName, key: 'test' | 'training' | 'updates') => full.map((pair) => pair[arm]![key]);
const chapters = chapterFiles.filter(({ id }) => id === 'generalization');

/** Words of the chapter in both languages, what they are about, and what it must lie between. */
const said = [
	['更新了八百次上下', 'about eight hundred updates', mean(of('small', 'updates')), 750, 850],
	['全批量只更新了八十多次', 'the full batch some eighty', mean(of('full', 'updates')), 80, 90],
	['小批量平均93%上下', 'Small batches get about 93% on average', 100 * mean(of('small', 'test')), 92.5, 93.5],
	['全批量不到92%', 'the full batch not quite 92%', 100 * mean(of('full', 'test')), 91.5, 92],
	['相差1个百分点', 'a difference of one percentage point', mean(gapDifferences(full)), 0.9, 1.2],
	['对对如此', 'five pairs out of five', gapDifferences(full).filter((each) => each > 0).length, 5, 5],
	[
		'自己就相差将近1个百分点',
		'already differ by nearly a percentage point',
		...[100 * (Math.max(...of('small', 'test')) - Math.min(...of('small', 'test'))), 0.8, 1],
	],
] as const;

test.each(said)('“%s” is so', (chinese, english, value, low, high) => {
	expect(value).toBeGreaterThanOrEqual(low);
	expect(value).toBeLessThanOrEqual(high);
	for (const { language, body } of chapters) expect(body).toContain(language === 'zh-CN' ? chinese : english);
});

test('with a fifth of the labels random the gap is larger, as the chapter says', () => {
	const [noisy, clean] = [pairs('noise'), full].map((all) => gapInterval(gapDifferences(all))!);
	expect(noisy.mean).toBeGreaterThan(clean.mean + 0.3);
	for (const { body } of chapters) expect(body).toContain('(?figure=gap&preset=noise#gap)');
});

describe.each(chapters)('$language', ({ language }) => {
	test('the picture’s description says how many times as many updates small batches make', () => {
		expect(mean(of('small', 'updates')) / mean(of('full', 'updates'))).toBeCloseTo(9.2, 0);
		const { alt } = readWords(language, 'figures/gap.json') as { alt: string };
		expect(alt).toMatch(/九分之一|a ninth/);
	});
});

test('the answer about three batch sizes gives what `npm run verify` measured', () => {
	const { single, small, fifty } = readVerified()['gap-recipes'].result as Recipes;
	const [one, five, more] = [single, small, fifty].map((recipe) => recipe.mean.toFixed(1).replace('-', '−'));
	for (const { body } of chapters) expect(body).toMatch(new RegExp(`${one}[、,] ?${five}(和| and )${more}`));
});
