import { expect, test } from 'vitest';
import type { TrainSpec } from '../../src/lib/engine/engine.ts';
import { counter, FACTORS, SCALES } from '../../src/lib/experiments/counter.ts';
import { experiment } from '../../src/lib/experiments/counter.run.ts';
import { flattest, meanEigenvalue, meanTest, pointsBetween, rateArms, recipeArms, rescaledNetworks } from '../../src/lib/series/counter.ts'; // prettier-ignore
import { counterReading } from '../../src/lib/series/counter-reading.ts';
import { defaults } from '../../src/lib/settings/schema.ts';
import { populationLab, runIn, type Rules } from './population-lab.ts';

const settings = { ...defaults(counter.settings), ...counter.presets.small };
/** The small batch does better by 2 points, plain descent at 0.5 as well as the small batch. */
const isFull = ({ batchSize, data }: TrainSpec) => batchSize === data.examples;
const rules: Rules = {
	score: (spec) => (isFull(spec) && spec.models[0].rate < 0.5 ? 0.88 : 0.9),
	stopped: () => 40,
};
const run = (more: object = {}, { score = rules.score }: Partial<Rules> = {}) => {
	const laboratory = populationLab({ ...rules, score });
	return runIn(laboratory.lab, experiment, { ...settings, ...more }).then((ran) => ({ ...ran, ...laboratory }));
};
const keys = (sentences: readonly { key: string }[]) => sentences.map(({ key }) => key);

test('the full batch is trained at every multiple of the rate, the small batch at the rate itself', async () => {
	const { specs, result, held, steps } = await run({ doubts: ['rates'] });
	const trained = specs.filter((_, index) => index % 2 === 0);
	expect(trained.map(({ batchSize, models }) => [batchSize, models[0].rate])).toEqual([
		...FACTORS.toReversed().map((factor) => [400, 2e-3 * factor]),
		[5, 2e-3],
	]);
	const { full, small } = rateArms(result);
	expect(full.map(({ factor }) => factor)).toEqual(FACTORS);
	expect([meanTest(small!), meanEigenvalue(small!), small!.networks.length]).toEqual([0.9, expect.closeTo(5, 1), 2]);
	expect(pointsBetween(small!, flattest(full)!)).toEqual([expect.closeTo(2, 9), expect.closeTo(2, 9)]);
	expect([held(), steps.at(-1).done]).toEqual([0, 1]);
});

test('the other recipe has digits, network and rates of its own', async () => {
	const { specs, result } = await run({ doubts: ['recipe'], pairs: 5 });
	expect(specs.map(({ batchSize, models, widths, data, optimiser }) => [batchSize, models[0].rate, widths, data.examples, optimiser.name])).toEqual([
		[16, 0.1, [784, 64, 10], 1000, 'sgd'],
		[1000, 0.1, [784, 64, 10], 1000, 'sgd'],
		[1000, 0.5, [784, 64, 10], 1000, 'sgd'],
	]); // prettier-ignore
	expect(recipeArms(result).map(({ arm, rate, networks }) => [arm, rate, networks.length])).toEqual([
		['small', 0.1, 5],
		['full', 0.1, 5],
		['full', 0.5, 5],
	]);
	expect(keys(counterReading.summary(result))).toEqual(['recipeInterval', 'fasterInterval']);
});

test('rescaling trains the small batch first where nothing else has, and tells every multiplier of every network', async () => {
	const { specs, result, steps } = await run({ doubts: ['rescaling'] });
	expect(specs.map(({ batchSize }) => batchSize)).toEqual([5, 400]);
	expect(rescaledNetworks(result).map(({ pair, scale }) => [pair, scale])).toEqual(
		[0, 1].flatMap((pair) => SCALES.map((scale) => [pair, scale])),
	);
	expect(rescaledNetworks(result).every(({ lossChange }) => lossChange === 0)).toBe(true);
	const done = steps.map((step) => step.done);
	expect(done).toEqual(done.toSorted((a, b) => a - b));
});

test('with all of them the small batch is trained once, and every sentence is there', async () => {
	const { specs, result } = await run({ doubts: ['rates', 'recipe', 'rescaling'] });
	expect(specs.filter(({ batchSize, models }) => batchSize === 5 && models[0].rate === 2e-3)).toHaveLength(1);
	expect(keys(counterReading.summary(result))).toEqual(['asFlat', 'sharpest', 'recipe', 'faster', 'rescaled', 'expected']); // prettier-ignore
	expect(counterReading.disagreement(result)).toBeNull();
	const { columns, rows } = counterReading.table(result);
	expect(rows).toHaveLength(2 * (5 + 3 + 4));
	for (const row of rows) expect(row).toHaveLength(columns.length);
});

test('a flat full batch that does as well is told as a disagreement; one network is no interval', async () => {
	const { result } = await run({ doubts: ['rates'] }, { score: () => 0.9 });
	expect(counterReading.disagreement(result)).toBe('asGood');
	expect(counterReading.disagreement({ ...result, series: [] })).toBeNull();
	expect(counterReading.summary({ ...result, series: [] })).toEqual([]);
});
