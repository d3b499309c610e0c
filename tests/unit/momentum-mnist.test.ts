import { expect, test } from 'vitest';
import { drawnGroups, measureScale, namesOf, updatesIn } from '../../src/components/figures/momentum-mnist.ts';
import type { Drawn } from '../../src/components/frame/drawn.ts';
import type { TrainSpec } from '../../src/lib/engine/engine.ts';
import type { Experiment } from '../../src/lib/experiments/experiment.ts';
import { momentumMnist } from '../../src/lib/experiments/momentum-mnist.ts';
import { experiment as measured } from '../../src/lib/experiments/momentum-mnist.run.ts';
import { gainOf, groupsOf, outcomesOf } from '../../src/lib/series/momentum-mnist.ts';
import { momentumMnistReading as reading } from '../../src/lib/series/momentum-mnist-reading.ts';
import type { Result } from '../../src/lib/series/result.ts';
import { defaults } from '../../src/lib/settings/schema.ts';
import { populationLab, runIn, type Rules } from './population-lab.ts';

const settings = { ...defaults(momentumMnist.settings), ...momentumMnist.presets.small };
const experiment = measured as Experiment;

/** As is usual: by the effective rate, too high a one does harm; few updates leave λ = 0.99 behind. Seeds differ by a point. */
function score({ models, batchSize }: TrainSpec, _: number, model: number): number {
	const { rate, momentum, seed } = models[model];
	const effective = rate / (1 - momentum);
	const slow = batchSize > 100 && momentum > 0.95 ? 0.1 : 0;
	const base = effective > 1 ? 0.6 : effective > 0.15 ? 0.9 : effective > 0.03 ? 0.85 : 0.8;
	return base - slow + 0.01 * (seed - 8);
}
const run = (rules: Partial<Rules> = {}, more: object = {}) =>
	runIn(populationLab({ score, ...rules }).lab, experiment, { ...settings, ...more });
const keys = (result: Result) => reading.summary(result).map(({ key }) => key);

test('all momenta and seeds of a comparison and batch size are one population; rates are equal, or effective rates', async () => {
	const { lab, specs, signed, held } = populationLab({ score });
	await runIn(lab, experiment, settings);
	expect(specs.map(({ batchSize }) => batchSize)).toEqual([256, 256, 16, 16]);
	for (const { models, optimiser, order } of specs) {
		expect([optimiser, order]).toEqual([{ name: 'sgd' }, 'epoch']);
		expect(models.map(({ momentum }) => momentum)).toEqual([0, 0.5, 0.9, 0.99].flatMap((each) => [each, each, each]));
		expect(models.map(({ seed }) => seed)).toEqual([7, 8, 9, 7, 8, 9, 7, 8, 9, 7, 8, 9]);
	}
	for (const { rate } of specs[0].models) expect(rate).toBe(0.02);
	for (const { rate, momentum } of specs[1].models) expect(rate / (1 - momentum)).toBeCloseTo(0.2, 12);
	expect([signed.length, held()]).toEqual([1, 0]);
});

test('a small run stays within its counts', () => {
	const { examples, epochs, seeds } = settings;
	const models = 2 * 4 * seeds;
	const updates = (size: number) => epochs * Math.ceil(examples / size);
	expect(models * (updates(16) + updates(256))).toBeLessThanOrEqual(5000);
	expect(2 * models * epochs * examples).toBeLessThanOrEqual(200_000);
});

test('a run that is left early frees its trainer', async () => {
	const { lab, held } = populationLab({ score });
	const steps = measured.run(settings, lab);
	await steps.next();
	expect(held()).toBe(1);
	await steps.return();
	expect(held()).toBe(0);
});

test('the share done grows to 1, and every momentum has a curve a seed', async () => {
	const { steps, result } = await run();
	const done = steps.map((step) => step.done);
	expect(done).toEqual([...done].sort((a, b) => a - b));
	expect(done.at(-1)).toBe(1);
	expect(result.series).toHaveLength(2 * 2 * 4 * 3 * 2);
	expect(new Set(result.series.map(({ model }) => model))).toEqual(new Set([0, 1, 2]));
	expect(groupsOf(result).map(({ comparison, batchSize }) => [batchSize, comparison])).toEqual([
		...[[16, 'fixed'], [16, 'effective'], [256, 'fixed'], [256, 'effective']] /* prettier-ignore */,
	]);
	const [plain, ...others] = outcomesOf(result, { comparison: 'fixed', batchSize: 16 });
	expect([plain.mean, plain.low, plain.high].map((share) => share.toFixed(2))).toEqual(['0.80', '0.79', '0.81']);
	expect(others.map(({ momentum, mean }) => [momentum, mean.toFixed(2)])).toEqual([[0.5, '0.85'], [0.9, '0.90'], [0.99, '0.60']]); // prettier-ignore
});

test('the usual result agrees with the claim, and says what momentum bought', async () => {
	const { result } = await run();
	expect(keys(result)).toEqual(['boughtNothing', 'boughtNothing', 'both', 'wild', 'both', 'wild', 'slow']);
	const [bought, , both] = reading.summary(result);
	expect(bought.values).toMatchObject({ batch: 16, fixedBest: 0.9, fixedSide: 'ahead', fixedGap: 10, gap: 0 });
	expect(both.values).toMatchObject({
		...{ updates: 188, momenta: [0, 0.5, 0.9, 0.99], means: [80, 85, 90, 60], rate: 0.02 },
		...{ effectiveMeans: [90, 90, 90, 90], effectiveRate: 0.2 },
	});
	expect(reading.summary(result).at(-1)!.values).toEqual({ batch: 256, momentum: 0.99, gap: 10, memory: 100, updates: 12 }); // prettier-ignore
	expect(reading.disagreement(result)).toBeNull();
});

test('momentum that is still ahead at one effective rate is told, and so is one that wins nothing at one rate', async () => {
	const ahead = await run({ score: ({ models }, _, model) => 0.8 + 0.1 * models[model].momentum });
	expect(keys(ahead.result).slice(0, 2)).toEqual(['boughtMore', 'boughtMore']);
	expect(reading.disagreement(ahead.result)).toBe('boughtMore');
	const behind = await run({ score: ({ models }, _, model) => 0.8 - 0.1 * models[model].momentum });
	expect(keys(behind.result).slice(0, 2)).toEqual(['boughtLess', 'boughtLess']);
	expect(reading.summary(behind.result)[0].values).toMatchObject({ fixedSide: 'behind', fixedGap: 5, side: 'behind', gap: 5 }); // prettier-ignore
	expect(reading.disagreement(behind.result)).toBe('wonNothing');
});

test('of two seeds nothing is said beyond the numbers', async () => {
	const { result } = await run({ score: ({ models }, _, model) => 0.8 + 0.1 * models[model].momentum }, { seeds: 2 });
	expect(keys(result)).toEqual(['boughtFew', 'boughtFew', 'both', 'both']);
	expect(reading.disagreement(result)).toBeNull();
});

test('one comparison alone is told alone, and before anything has ended nothing is', async () => {
	const { result } = await run({}, { comparisons: ['effective'], batchSizes: [16] });
	expect(keys(result)).toEqual(['effective']);
	const growing = { ...result, series: result.series.map((each) => ({ ...each, x: each.x.slice(0, 5) })) };
	expect(keys(growing)).toEqual([]);
	expect(reading.disagreement(growing)).toBeNull();
	expect(reading.table({ ...result, series: [] }).rows).toEqual([]);
});

test('models that diverge are told by their momentum and their own rate, and count in no mean', async () => {
	const diverged = ({ models }: TrainSpec, model: number) => (models[model].momentum === 0.99 ? 5 : null);
	const { steps, result } = await run({ diverged });
	const notes = steps.flatMap((step) => step.notes ?? []);
	expect(new Set(notes.map(({ key }) => key))).toEqual(new Set(['momentum-diverged']));
	expect(notes.at(-1).values).toMatchObject({ batch: 16, momentum: 0.99, count: 3, models: 3 });
	expect(Number(notes.at(-1).values.rate)).toBeCloseTo(0.002, 12);
	const outcomes = outcomesOf(result, { comparison: 'fixed', batchSize: 16 });
	expect(outcomes.map(({ momentum }) => momentum)).toEqual([0, 0.5, 0.9]);
	expect(gainOf(outcomes)!.best.momentum).toBe(0.9);
	expect(gainOf(outcomes.slice(1))).toBeNull();
});

test('the table has a row for each run and whole epoch, and a cell for each column', async () => {
	const { result } = await run();
	const { columns, rows } = reading.table(result);
	expect(rows).toHaveLength(2 * 2 * 4 * 3 * 2);
	for (const row of rows) expect(row).toHaveLength(columns.length);
	expect(rows[0].slice(0, 8)).toEqual(['fixed', 16, 0, 0.02, 0.02, 7, 1, 94]);
});

const drawn = (own: Result | null, recorded: Result | null, more: object = {}): Drawn => ({
	...{ recorded, own, faded: false, settings: { ...settings, ...more }, seed: 7, film: null },
	...{ xAxis: { key: 'updates', label: '' }, guess: { label: '', curves: {} } },
	...{ choose: () => undefined, formatNumber: String },
});

test('panels are those of the results and those of the next run, smallest batch first', async () => {
	const { result } = await run({}, { batchSizes: [16] });
	const groups = drawnGroups(drawn(null, result, { batchSizes: [64], comparisons: ['effective'] }), 'accuracy');
	expect(groups.map(({ key }) => key)).toEqual(['16 fixed', '16 effective', '64 effective']);
	expect(groups.map(({ arms }) => arms.length)).toEqual([4, 4, 0]);
	expect(groups.map(updatesIn)).toEqual([188, 188, 48]);
	expect(groups[0].arms.map(({ last }) => last.mean.toFixed(0))).toEqual(['80', '85', '90', '60']);
	const losses = drawnGroups(drawn(result, null), 'loss');
	expect(losses[0].arms[0].last.mean).toBe(1);
	expect(measureScale(groups, 'accuracy').domain).toEqual([50, 100]);
	expect(measureScale(losses, 'loss').domain).toEqual([0, 2.5]);
	expect(drawnGroups(drawn(null, null, { comparisons: ['fixed'] }), 'accuracy')).toHaveLength(2);
});

test('lines that end close together share a name', async () => {
	const { result } = await run();
	const groups = drawnGroups(drawn(result, null), 'accuracy');
	const scale = measureScale(groups, 'accuracy');
	expect(groups.map(({ arms }) => namesOf(arms, scale).map(({ momenta }) => momenta.join(' ')))).toEqual([
		['0.99', '0', '0.5', '0.9'],
		['0 0.5 0.9 0.99'],
		['0.99', '0', '0.5', '0.9'],
		['0.99', '0 0.5 0.9'],
	]);
});
