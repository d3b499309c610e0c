// N7 and its caveat: validation falls with the batch and training with it, at equal epochs, and at equal updates neither does.
import lee from '../../src/content/published/lee-2021-accuracy.json' with { type: 'json' };
import { accuracyLines, type AccuracyPoint, type AccuracySplit } from '../../src/lib/series/accuracy.ts';
import { accuracyReading } from '../../src/lib/series/accuracy-reading.ts';
import type { Result } from '../../src/lib/series/result.ts';
import { isBelow } from '../../src/lib/series/spread.ts';
import { above, below, holds, toldBy, type Claims } from './claim.ts';

/** Points of the first line with one rate for all. */
const points = (result: Result, comparison: string): readonly AccuracyPoint[] =>
	accuracyLines(result).find((line) => line.comparison === comparison && line.policy === 'fixed')!.points;
const fromTen = (result: Result, comparison: string) =>
	points(result, comparison).filter(({ batchSize }) => batchSize >= 10);

export const accuracy: Claims = {
	'at equal epochs, from batch size 10 on, every larger batch is worse in every run, on training and validation': (
		result,
	) => {
		fromTen(result, 'epochs').forEach((point, index, all) => {
			if (index === 0) return;
			holds(isBelow(point.validation, all[index - 1].validation), `validation at ${point.batchSize}`);
			holds(isBelow(point.training, all[index - 1].training), `training at ${point.batchSize}`);
		});
	},
	'so it is not overfitting: the largest batch lacks as much on the training set as on the validation set': (
		result,
	) => {
		const all = fromTen(result, 'epochs');
		const lacks = (split: AccuracySplit) => all[0][split].mean - all.at(-1)[split].mean;
		above(lacks('training'), 0.2);
		below(Math.abs(lacks('training') - lacks('validation')), 0.2 * lacks('training'));
	},
	'at equal epochs larger batches make fewer updates, at equal updates the same number': (result) => {
		const [epochs, updates] = ['epochs', 'updates'].map((name) => points(result, name).map(({ updates }) => updates));
		epochs.slice(1).forEach((count, index) => below(count, epochs[index]));
		holds(new Set(updates).size === 1, `updates ${updates.join(', ')}`);
	},
	'at equal updates the order is gone: no small batch beats a larger one in every run': (result) => {
		points(result, 'updates').forEach((small, index, all) => {
			for (const large of all.slice(index + 1))
				holds(!isBelow(large.validation, small.validation), `${small.batchSize} beats ${large.batchSize}`);
		});
	},
	'so the page comes to the conclusion': toldBy(accuracyReading(lee), 'conclusion', 'epochsFall', 'updatesLevel'),
};
