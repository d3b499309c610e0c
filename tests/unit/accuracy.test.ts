import { expect, test } from 'vitest';
import lee from '../../src/content/published/lee-2021-accuracy.json' with { type: 'json' };
import type { TrainSpec } from '../../src/lib/engine/engine.ts';
import { accuracy } from '../../src/lib/experiments/accuracy.ts';
import { experiment as measured } from '../../src/lib/experiments/accuracy.run.ts';
import { batchSizesOf, ratesOf } from '../../src/lib/experiments/accuracy-arms.ts';
import type { Experiment } from '../../src/lib/experiments/experiment.ts';
import { accuracyLines } from '../../src/lib/series/accuracy.ts';
import { accuracyReading } from '../../src/lib/series/accuracy-reading.ts';
import { defaults } from '../../src/lib/settings/schema.ts';
import { populationLab, runIn, type Rules } from './population-lab.ts';

const all = defaults(accuracy.settings);
const settings = { ...all, ...accuracy.presets.small };
const experiment = measured as Experiment;
const run = (rules: Rules, more: object = {}) => runIn(populationLab(rules).lab, experiment, { ...settings, ...more });
const reading = accuracyReading(lee);
const keys = (sentences: readonly { key: string }[]) => sentences.map(({ key }) => key);

const seedOf = (model: number) => model / 1000;
/** Accuracy grows with the number of updates alone. */
const byUpdates: Rules = { score: (_, updates, model) => updates / (updates + 20) - seedOf(model) };
/** Accuracy falls with the batch, whatever the number of updates. */
const byBatch: Rules = { score: ({ batchSize }, _, model) => 0.9 - Math.log10(batchSize) / 10 - seedOf(model) };

test('equal epochs go through the digits equally often, equal updates update equally often, from the same seeds', async () => {
	const { lab, specs, held, signed } = populationLab(byUpdates);
	const { result } = await runIn(lab, experiment, settings);
	const [epochs, updates] = accuracyLines(result);
	expect(epochs.points.map((point) => [point.batchSize, point.updates, point.epochs])).toEqual([
		...[[10, 500, 5], [100, 50, 5], [1000, 5, 5]],
	]); // prettier-ignore
	expect(updates.points.map((point) => [point.batchSize, point.updates])).toEqual([[10, 40], [100, 40], [1000, 40]]); // prettier-ignore
	for (const spec of specs) {
		expect(spec).toMatchObject({ order: 'epoch', widths: [784, 100, 10], optimiser: { name: 'sgd' } });
		expect(spec.models.map(({ seed, rate }) => [seed, rate])).toEqual([[7, 0.05], [8, 0.05], [9, 0.05]]); // prettier-ignore
	}
	expect([held(), signed.length]).toEqual([0, 1]);
});

test('equal time trains every batch size for that time', async () => {
	const { result } = await run(byUpdates, { comparisons: ['seconds'], seconds: 0.5 });
	for (const { seconds } of accuracyLines(result)[0].points) expect(Math.abs(seconds - 0.5)).toBeLessThan(0.005);
});

test('the fixed rate has all digits at equal epochs; equal updates and a search have fewer', async () => {
	const { lab, specs } = populationLab(byUpdates);
	await runIn(lab, experiment, { ...settings, examples: 3000, fewer: 2000, policies: ['fixed', 'best'] });
	const used = specs.map(({ data, models }) => `${data.examples} ${models[0].rate}`);
	expect(used.slice(0, 3)).toEqual(Array(3).fill('3000 0.05'));
	expect(new Set(used.slice(3).map((each) => each.split(' ')[0]))).toEqual(new Set(['2000']));
});

test('a batch larger than the training set is the full batch, and comes once; the quickest come first', () => {
	const line = { comparison: 'epochs', policy: 'fixed', examples: 6000 } as const;
	expect(batchSizesOf(all, line)).toEqual([6000, 1000, 100, 10, 1]);
	expect(batchSizesOf(all, { ...line, comparison: 'updates' })).toEqual([1, 10, 100, 1000, 6000]);
});

test('rates are one for all, in proportion to the batch, or a factor of four apart', () => {
	expect(ratesOf(all, 'fixed', 1000)).toEqual([0.05]);
	expect(ratesOf(all, 'scaled', 1000)).toEqual([5]);
	expect(ratesOf(all, 'best', 1000)).toEqual([0.00078125, 0.003125, 0.0125, 0.05, 0.2, 0.8, 3.2]);
});

test('of the rates tried the one with the best mean validation accuracy is the point', async () => {
	const best = (spec: TrainSpec) => (spec.batchSize === 1000 ? 0.8 : 0.0125);
	const rules: Rules = {
		score: (spec, _, model, split) =>
			(split === 'training' || spec.models[0].rate === best(spec) ? 0.9 : 0.5) - seedOf(model),
		diverged: ({ batchSize, models }) => (batchSize === 10 && models[0].rate === 0.8 ? 1 : null),
	};
	const { result, steps } = await run(rules, { comparisons: ['epochs'], policies: ['best'] });
	const [usual, line, ...others] = accuracyLines(result);
	expect([usual.policy, line.policy, others]).toEqual(['fixed', 'best', []]);
	expect(line.points.map(({ batchSize, rate }) => [batchSize, rate])).toEqual([[10, 0.0125], [100, 0.0125], [1000, 0.8]]); // prettier-ignore
	expect(line.points[0].runs.validation).toEqual([0.9, 0.899, 0.898]);
	expect(steps).toHaveLength(3 * 7);
	expect(steps.at(-1).done).toBe(1);
	expect(result.series.filter(({ at }) => at.policy === 'grid' && at.rate === 0.8)[0].value).toContain(null);
});

test('a search on fewer digits shows what the usual rate came to on them, and tells what was won', async () => {
	const score: Rules['score'] = ({ batchSize, models }, _, model) =>
		0.9 - 0.1 * Math.log10(batchSize) * (models[0].rate === 0.8 ? 0.5 : 1) - seedOf(model);
	const { result } = await run({ score }, { comparisons: ['epochs'], policies: ['fixed', 'best'], fewer: 500 });
	const lines = accuracyLines(result);
	expect(lines.map(({ policy, examples }) => [policy, examples])).toEqual([['fixed', 1000], ['fixed', 500], ['best', 500]]); // prettier-ignore
	expect(lines[1].points.map(({ rate, batchSize }) => [rate, batchSize])).toEqual([[0.05, 10], [0.05, 100], [0.05, 500]]); // prettier-ignore
	const summary = reading.summary(result);
	expect(keys(summary)).toEqual(['epochsFall', 'epochsBest', 'searchWinsPart', 'published']);
	expect(summary[2].values).toMatchObject({ firstRate: 0.05, examples: 500, lastValidation: 62.9 });
	expect(reading.table(result).rows).toHaveLength(3 * 3 * 3);
});

test('accuracy that follows the number of updates agrees with the claim and leads to the conclusion', async () => {
	const { result } = await run(byUpdates);
	const summary = reading.summary(result);
	expect(keys(summary)).toEqual(['conclusion', 'epochsFall', 'updatesLevel', 'published']);
	expect(summary[1].values).toMatchObject({ small: 10, large: 1000, firstUpdates: 500, lastUpdates: 5 });
	expect(reading.disagreement(result)).toBeNull();
});

test('accuracy that falls with the batch at equal updates is told, and leads to no conclusion', async () => {
	const { result } = await run(byBatch);
	expect(keys(reading.summary(result))).toEqual(['epochsFall', 'updatesFall', 'published']);
	expect(reading.disagreement(result)).toBe('updatesFall');
});

test('equal epochs at which nothing falls are told', async () => {
	const { result } = await run({ score: (_, __, model) => 0.9 - seedOf(model) });
	expect(keys(reading.summary(result))).toEqual(['epochsNot', 'updatesLevel', 'published']);
	expect(reading.disagreement(result)).toBe('epochsLevel');
});

test('validation that falls while training holds looks like overfitting, and is told', async () => {
	const { result } = await run({
		score: (spec, updates, model, split) => (split === 'training' ? 1 : byBatch.score(spec, updates, model, split)),
	});
	expect(reading.disagreement(result)).toBe('trainingHolds');
});

test('with two seeds, or batch sizes close to each other, nothing is doubted', async () => {
	expect(reading.disagreement((await run(byBatch, { seeds: 2 })).result)).toBeNull();
	const { result } = await run(byBatch, { batchSizes: [10, 50] });
	expect([reading.disagreement(result), reading.summary(result)]).toEqual([null, []]);
});

test('a batch size at which all diverged is a gap; one model that diverged is told and left out of the mean', async () => {
	const { result, steps } = await run({
		...byUpdates,
		diverged: ({ batchSize }, model) => (batchSize === 1000 || (batchSize === 100 && model === 0) ? 3 : null),
	});
	const [epochs] = accuracyLines(result);
	expect(epochs.points.map(({ validation: { count } }) => count)).toEqual([3, 2, 0]);
	expect(keys(steps.flatMap(({ notes }) => notes ?? []))).toEqual(Array(4).fill('models-diverged'));
	expect(reading.summary(result).find(({ key }) => key === 'epochsFall')!.values.large).toBe(100);
});

test('the table has a row a model and a cell a column, trials left out', async () => {
	const { result } = await run(byUpdates, {
		policies: ['fixed', 'scaled', 'best'],
		comparisons: ['epochs', 'seconds'],
	});
	const { columns, rows } = reading.table(result);
	expect(rows).toHaveLength(2 * 3 * 3 * 3);
	for (const row of rows) expect(row).toHaveLength(columns.length);
	expect(keys(reading.summary(result))).toEqual([
		...['epochsFall', 'epochsScaled', 'epochsBest', 'searched', 'seconds', 'secondsScaled', 'secondsBest', 'searched'],
		'published',
	]);
});

test('the lecture’s curves fall together, and rise before: the published sentence says where', async () => {
	const { values } = reading.summary((await run(byUpdates)).result).at(-1)!;
	expect(values).toMatchObject({
		data: 'MNIST',
		top: 100,
		firstTraining: 98.2,
		lastTraining: 83.8,
		lastValidation: 87.1,
	});
});
