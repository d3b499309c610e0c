// What the book says besides of `shuffle` and `accuracy`, on the recordings that its readers see.
import { describe, expect, test } from 'vitest';
import lee from '../../src/content/published/lee-2021-accuracy.json' with { type: 'json' };
import { accuracyLines, type AccuracyPoint } from '../../src/lib/series/accuracy.ts';
import { curveArms } from '../../src/lib/series/curves.ts';
import type { Result } from '../../src/lib/series/result.ts';
import { isBelow } from '../../src/lib/series/spread.ts';
import { languageCodes } from '../../src/lib/text/languages.ts';
import { chapterFiles, readWords, recorded } from './content.ts';

test('never shuffled, what was learnt in an epoch is forgotten at its end: accuracy falls back', () => {
	const [{ curves }] = curveArms(recorded('shuffle', 'full'), 'validationAccuracy', 'order');
	for (const { points } of curves) {
		const within = (from: number, to: number) =>
			Math.max(...points.filter(({ epochs }) => epochs > from && epochs < to).map(({ value }) => value!));
		const at = (epoch: number) => points.find(({ epochs }) => epochs === epoch)!.value!;
		expect(at(2)).toBeLessThan(within(1, 2) - 0.02);
		expect(at(3)).toBeLessThan(within(2, 3) - 0.02);
	}
});

const lineOf = (result: Result, comparison: string, policy: string) =>
	accuracyLines(result).find((line) => line.comparison === comparison && line.policy === policy)!;
const from = (points: readonly AccuracyPoint[], smallest: number) =>
	points.filter(({ batchSize }) => batchSize >= smallest);

describe('accuracy, the full recording', () => {
	const result = recorded('accuracy', 'full');
	const at = (points: readonly AccuracyPoint[], batchSize: number) =>
		points.find((point) => point.batchSize === batchSize)!;
	const fixed = lineOf(result, 'epochs', 'fixed');
	const best = lineOf(result, 'epochs', 'best');
	const usual = accuracyLines(result).find((line) => line.policy === 'fixed' && line.examples === best.examples)!;

	test('holds what was asked for: 55,000 digits at equal epochs, 6,000 at equal updates and for the best rates', () => {
		expect([fixed.examples, lineOf(result, 'updates', 'fixed').examples, best.examples]).toEqual([55_000, 6000, 6000]);
		for (const line of accuracyLines(result))
			for (const { validation } of line.points) expect(validation.count).toBeGreaterThanOrEqual(3);
	});
	test('is what was measured on 60,000 digits: within 1.5 points, at 10,000 and the full batch within 4', () => {
		for (const [
			batchSize,
			percent,
			within,
		] of [
			...[[10, 97.5, 1.5], [100, 94.7, 1.5], [1000, 89.9, 1.5]],
			...[[10_000, 74.3, 4], [55_000, 27.5, 4]],
		] as const /* prettier-ignore */)
			expect(Math.abs(100 * at(fixed.points, batchSize).validation.mean - percent)).toBeLessThanOrEqual(within);
	});
	test('batch size 1 at this rate is no better than 10', () => {
		expect(isBelow(at(fixed.points, 1).validation, at(fixed.points, 10).validation)).toBe(true);
	});
	test('no batch size is best served by the smallest or the largest rate tried, so no better one lies beyond them', () => {
		const tried = result.series.filter(({ at }) => at.policy === 'grid').map(({ at }) => Number(at.rate));
		const chosen = result.series.filter(({ name, at }) => name === 'rate' && at.policy === 'best');
		expect(chosen).not.toHaveLength(0);
		for (const rate of chosen.flatMap(({ value }) => value)) {
			expect(rate).toBeGreaterThan(Math.min(...tried));
			expect(rate).toBeLessThan(Math.max(...tried));
		}
	});
	test('at equal updates training accuracy differs by at most 2.5 points from batch size 10 to the full batch', () => {
		const means = from(lineOf(result, 'updates', 'fixed').points, 10).map(({ training }) => training.mean);
		expect(Math.max(...means) - Math.min(...means)).toBeLessThanOrEqual(0.025);
	});
	test('on the same digits the best rate of the full batch wins back part of the fall, and not all', () => {
		const [last, lastBest] = [usual, best].map(({ points }) => points.at(-1)!.validation);
		expect(usual.points.map(({ batchSize }) => batchSize)).toEqual(best.points.map(({ batchSize }) => batchSize));
		expect(lastBest.low).toBeGreaterThan(last.high + 0.2);
		expect(isBelow(lastBest, at(best.points, 10).validation)).toBe(true);
	});

	const updates = lineOf(result, 'updates', 'fixed');
	const gains = (split: 'training' | 'validation', one: AccuracyPoint, other: AccuracyPoint) =>
		100 * (one[split].mean - other[split].mean);
	test.each([
		[
			'generalization',
			'全批量比批量10高一个百分点上下',
			'about a point ahead of batch size 10',
			gains('training', updates.points.at(-1)!, at(updates.points, 10)),
			0.7,
			1.5,
		],
		[
			'generalization',
			'比批量1高得多',
			'far ahead of batch size 1',
			gains('training', updates.points.at(-1)!, at(updates.points, 1)),
			10,
			20,
		],
		[
			'speed-noise',
			'从批量100起便不再变',
			'from 100 on nothing changes any more',
			Math.abs(gains('training', updates.points.at(-1)!, at(updates.points, 100))),
			0,
			0.2,
		],
		[
			'speed-noise',
			'高出近两个百分点',
			'nearly two points higher',
			gains('validation', at(usual.points, 10), at(updates.points, 1000)),
			1.5,
			2.1,
		],
	] as const)('%s: “%s”', (chapter, chinese, english, points, low, high) => {
		expect(points).toBeGreaterThanOrEqual(low);
		expect(points).toBeLessThanOrEqual(high);
		for (const { language, body } of chapterFiles.filter(({ id }) => id === chapter))
			expect(body).toContain(language === 'zh-CN' ? chinese : english);
	});

	test.each([
		['约70%', 'about 70% validation', at(usual.points, 1000), 0.68, 0.72],
		['全批量不到25%', 'less than 25% with the full batch', usual.points.at(-1)!, 0.2, 0.25],
		['前者到了87%', 'the best rates give 87%', at(best.points, 1000), 0.865, 0.875],
		['后者到了60%', 'the best rates give 87% and 60%', best.points.at(-1)!, 0.58, 0.62],
	])('the prose says “%s” as it was recorded', (chinese, english, { validation }, low, high) => {
		expect(validation.mean).toBeGreaterThan(low);
		expect(validation.mean).toBeLessThan(high);
		for (const { language, body } of chapterFiles.filter(({ id }) => id === 'speed-noise'))
			expect(body).toContain(language === 'zh-CN' ? chinese : english);
	});
	test('the prose gives the best rates as they were recorded', () => {
		const rates = [1, 1000, 6000].map((batchSize) => at(best.points, batchSize).rate);
		const [small, large, full] = rates.map((rate) => String(rate).replace('.', '\\.'));
		for (const { body } of chapterFiles.filter(({ id }) => id === 'speed-noise'))
			expect(body).toMatch(new RegExp(`${small}\\b[^。.]*\\b${large}\\b[^。.]*\\b${full}\\b`));
	});
});

describe.each(languageCodes)('%s', (language) => {
	const { caveat } = readWords(language, 'figures/accuracy.json') as { caveat: string };
	test('the caveat names the batch size up to which the lecture’s training accuracy rises', () => {
		const [{ training, batchSizes }] = lee.curves;
		expect(caveat).toMatch(new RegExp(`\\b${batchSizes[training.indexOf(Math.max(...training))]}\\b`));
	});
});
