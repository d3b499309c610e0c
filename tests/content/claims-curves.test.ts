// What the figures `shuffle` and `accuracy` claim is what their recordings show, preset by preset.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import lee from '../../src/content/published/lee-2021-accuracy.json' with { type: 'json' };
import { accuracyLines, type AccuracyPoint } from '../../src/lib/series/accuracy.ts';
import { accuracyReading } from '../../src/lib/series/accuracy-reading.ts';
import { curveArms, lastOf } from '../../src/lib/series/curves.ts';
import { presets, type Preset, type Result } from '../../src/lib/series/result.ts';
import { shuffleReading } from '../../src/lib/series/shuffle-reading.ts';
import { differs, isBelow } from '../../src/lib/series/spread.ts';
import { languageCodes } from '../../src/lib/text/languages.ts';
import { content, readWords } from './content.ts';

const recording = (experiment: string, preset: Preset) =>
	JSON.parse(readFileSync(join(content, `recordings/${experiment}.${preset}.json`), 'utf8')) as Result;

describe.each(presets)('shuffle, %s', (preset) => {
	const result = recording('shuffle', preset);
	const ends = new Map(curveArms(result, 'validationAccuracy', 'order').map((arm) => [arm.arm, lastOf(arm)]));
	const never = ends.get('never')!;
	const random = ['once', 'epoch', 'replacement'].map((order) => ends.get(order)!);

	test('every order was trained with three seeds or more', () => {
		for (const end of [never, ...random]) expect(end.count).toBeGreaterThanOrEqual(3);
	});
	test('never shuffled, label-sorted digits are hardly learnt: at most 35 %', () => {
		expect(never.high).toBeLessThanOrEqual(0.35);
	});
	test('shuffled in any way they are learnt: at least 85 % in the mean, and every run better than any unshuffled one', () => {
		for (const end of random) {
			expect(end.mean).toBeGreaterThanOrEqual(0.85);
			expect(isBelow(never, end)).toBe(true);
		}
	});
	test('the three ways of shuffling do not differ beyond their spread', () => {
		for (const a of random) for (const b of random) expect(differs(a, b)).toBe(false);
	});
	test('so the recording does not disagree', () => {
		expect(shuffleReading.disagreement(result)).toBeNull();
		expect(shuffleReading.summary(result).map(({ key }) => key)).toEqual(['never', 'alike']);
	});
});

test('never shuffled, what was learnt in an epoch is forgotten at its end: accuracy falls back', () => {
	const [{ curves }] = curveArms(recording('shuffle', 'full'), 'validationAccuracy', 'order');
	for (const { points } of curves) {
		const within = (from: number, to: number) =>
			Math.max(...points.filter(({ epochs }) => epochs > from && epochs < to).map(({ value }) => value!));
		const at = (epoch: number) => points.find(({ epochs }) => epochs === epoch)!.value!;
		expect(at(2)).toBeLessThan(within(1, 2) - 0.02);
		expect(at(3)).toBeLessThan(within(2, 3) - 0.02);
	}
});

const reading = accuracyReading(lee);
const lineOf = (result: Result, comparison: string, policy: string) =>
	accuracyLines(result).find((line) => line.comparison === comparison && line.policy === policy)!;
const from = (points: readonly AccuracyPoint[], smallest: number) =>
	points.filter(({ batchSize }) => batchSize >= smallest);

describe.each(presets)('accuracy, %s', (preset) => {
	const result = recording('accuracy', preset);
	const epochs = lineOf(result, 'epochs', 'fixed').points;
	const updates = lineOf(result, 'updates', 'fixed').points;

	test('at equal epochs, from batch size 10 on, every larger batch is worse in every run, on training and validation', () => {
		from(epochs, 10).forEach((point, index, all) => {
			if (index === 0) return;
			expect(isBelow(point.validation, all[index - 1].validation)).toBe(true);
			expect(isBelow(point.training, all[index - 1].training)).toBe(true);
		});
	});
	test('so it is not overfitting: the largest batch lacks as much on the training set as on the validation set', () => {
		const [first, last] = [from(epochs, 10)[0], epochs.at(-1)!];
		const lacks = (split: 'training' | 'validation') => first[split].mean - last[split].mean;
		expect(lacks('training')).toBeGreaterThan(0.2);
		expect(Math.abs(lacks('training') - lacks('validation'))).toBeLessThan(0.2 * lacks('training'));
	});
	test('at equal epochs larger batches make fewer updates, at equal updates the same number', () => {
		const counts = epochs.map((point) => point.updates);
		expect(counts).toEqual([...counts].sort((a, b) => b - a));
		expect(new Set(updates.map((point) => point.updates)).size).toBe(1);
	});
	test('at equal updates the order is gone: no small batch beats a larger one in every run', () => {
		updates.forEach((small, index) => {
			for (const large of updates.slice(index + 1)) expect(isBelow(large.validation, small.validation)).toBe(false);
		});
	});
	test('so the recording leads to the conclusion and does not disagree', () => {
		expect(reading.summary(result).map(({ key }) => key)).toContain('conclusion');
		expect(reading.disagreement(result)).toBeNull();
	});
});

describe('accuracy, the full recording', () => {
	const result = recording('accuracy', 'full');
	const at = (points: readonly AccuracyPoint[], batchSize: number) =>
		points.find((point) => point.batchSize === batchSize)!;
	const fixed = lineOf(result, 'epochs', 'fixed');
	const best = lineOf(result, 'epochs', 'best');

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
	test('a batch of its own best rate wins back part of it, and not all', () => {
		const trial = result.series.find(({ at: { policy, rate } }) => policy === 'grid' && rate === 0.05)!;
		const usual = trial.value[trial.x.indexOf(6000)]!;
		expect(best.points.at(-1)!.validation.low).toBeGreaterThan(usual + 0.2);
		expect(isBelow(best.points.at(-1)!.validation, at(best.points, 10).validation)).toBe(true);
	});
});

describe.each(languageCodes)('%s', (language) => {
	const { caveat } = readWords(language, 'figures/accuracy.json') as { caveat: string };
	test('the caveat names the batch size up to which the lecture’s training accuracy rises', () => {
		const [{ training, batchSizes }] = lee.curves;
		expect(caveat).toMatch(new RegExp(`\\b${batchSizes[training.indexOf(Math.max(...training))]}\\b`));
	});
});
