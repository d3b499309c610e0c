import { expect, test } from 'vitest';
import type { TrainSpec } from '../../src/lib/engine/engine.ts';
import type { Experiment } from '../../src/lib/experiments/experiment.ts';
import { orders, shuffle } from '../../src/lib/experiments/shuffle.ts';
import { experiment as measured } from '../../src/lib/experiments/shuffle.run.ts';
import { curveArms, meanCurve } from '../../src/lib/series/curves.ts';
import { shuffleReading } from '../../src/lib/series/shuffle-reading.ts';
import { defaults } from '../../src/lib/settings/schema.ts';
import { populationLab, runIn, type Rules } from './population-lab.ts';

const settings = { ...defaults(shuffle.settings), ...shuffle.presets.small };
const experiment = measured as Experiment;
const run = (rules: Rules, more: object = {}) => runIn(populationLab(rules).lab, experiment, { ...settings, ...more });

/** Final accuracies of three seeds by order. */
type Ends = Partial<Record<TrainSpec['order'], readonly number[]>>;
const usual: Ends = {
	never: [0.2, 0.17, 0.23],
	once: [0.91, 0.9, 0.89],
	epoch: [0.9, 0.915, 0.9],
	replacement: [0.9, 0.89, 0.91],
};
const ending = (ends: Ends): Rules => ({ score: ({ order }, _, model) => ({ ...usual, ...ends })[order]![model] });
const keys = (sentences: readonly { key: string }[]) => sentences.map(({ key }) => key);

test('four orders of the same label-sorted digits train the same seeds, and all is freed', async () => {
	const { lab, specs, signed, held } = populationLab(ending({}));
	await runIn(lab, experiment, settings);
	expect(specs.map(({ order }) => order)).toEqual(orders);
	for (const spec of specs) {
		expect(spec.data).toEqual({
			...{ name: 'mnist', examples: 2000, validation: 1000, test: false, seed: 7, arranged: 'labels' },
		});
		expect(spec.models.map(({ seed }) => seed)).toEqual([7, 8, 9]);
		expect(spec).toMatchObject({ batchSize: 32, widths: [784, 100, 10], optimiser: { name: 'sgd' } });
	}
	expect([signed.length, held()]).toEqual([1, 0]);
});

test('without sorting the digits stay as they were drawn', async () => {
	const { lab, specs } = populationLab(ending({}));
	await runIn(lab, experiment, { ...settings, sorted: false });
	expect(specs[0].data).not.toHaveProperty('arranged');
});

test('a run that is left early frees its trainer', async () => {
	const { lab, held } = populationLab(ending({}));
	const steps = measured.run(settings, lab);
	await steps.next();
	expect(held()).toBe(1);
	await steps.return();
	expect(held()).toBe(0);
});

test('each arm is scored four times an epoch from its start on, and the share done grows to 1', async () => {
	const { steps, result } = await run(ending({}));
	const [arm] = curveArms(result, 'validationAccuracy', 'order');
	expect(arm.curves[0].points.map(({ epochs }) => Number(epochs.toFixed(2)))).toEqual([
		...[0, 0.26, 0.51, 0.75, 1, 1.26, 1.51, 1.75, 2, 2.26, 2.51, 2.75, 3],
	]);
	const done = steps.map((step) => step.done);
	expect(done).toEqual([...done].sort((a, b) => a - b));
	expect(done.at(-1)).toBe(1);
});

test('the usual result agrees with the claim and says both halves of it', async () => {
	const { result } = await run(ending({}));
	const summary = shuffleReading.summary(result);
	expect(keys(summary)).toEqual(['never', 'alike']);
	expect(summary[0].values).toEqual({ order: 'never', mean: 20, low: 17, high: 23, epochs: 3 });
	expect(summary[1].values).toMatchObject({ orders: 3, low: 89, high: 91.5, gap: 0.5, spread: 2 });
	expect(shuffleReading.disagreement(result)).toBeNull();
});

test('never shuffling that is as good as shuffling is told, but only of sorted digits', async () => {
	const good = ending({ never: [0.2, 0.9, 0.2] });
	expect(shuffleReading.disagreement((await run(good)).result)).toBe('neverLearns');
	const { result } = await run(good, { sorted: false });
	expect(shuffleReading.disagreement(result)).toBeNull();
	expect(keys(shuffleReading.summary(result))).toContain('neverDrawn');
});

test('random orders that differ by more than their seeds are told; those that merely do not overlap are not', async () => {
	const far = (await run(ending({ replacement: [0.8, 0.81, 0.8] }))).result;
	expect(shuffleReading.disagreement(far)).toBe('randomApart');
	const { key, values } = shuffleReading.summary(far)[1];
	expect([key, values.first, values.second]).toEqual(['apart', 'once', 'replacement']);
	const near = (await run(ending({ replacement: [0.86, 0.87, 0.88] }))).result;
	expect(shuffleReading.disagreement(near)).toBeNull();
});

test('two seeds are too few to say anything about random orders', async () => {
	const { result } = await run(ending({ replacement: [0.5, 0.5] }), { seeds: 2 });
	expect(keys(shuffleReading.summary(result))).toEqual(['never', 'fewSeeds']);
	expect(shuffleReading.disagreement(result)).toBeNull();
});

test('an order alone is told alone', async () => {
	const { result } = await run(ending({}), { orders: ['epoch'] });
	expect(keys(shuffleReading.summary(result))).toEqual(['one']);
});

test('a model that diverges is a gap in its curve, told once, and counts in no mean', async () => {
	const rules = {
		...ending({}),
		diverged: ({ order }: TrainSpec, model: number) => (order === 'once' && model === 2 ? 50 : null),
	};
	const { result, steps } = await run(rules);
	const once = curveArms(result, 'validationAccuracy', 'order').find(({ arm }) => arm === 'once')!;
	const gaps = once.curves[2].points.map(({ value }) => value === null);
	expect([gaps.indexOf(true), gaps.slice(4).every(Boolean)]).toEqual([4, true]);
	expect(meanCurve(once).at(-1).value).toBeCloseTo(0.905, 9);
	expect(new Set(steps.flatMap(({ notes }) => notes ?? []).map((note) => JSON.stringify(note))).size).toBe(1);
	expect(keys(shuffleReading.summary(result))).toContain('fewSeeds');
});

test('what is half done says nothing yet; its table has a row for each point and a cell for each column', async () => {
	const { result } = await run(ending({}));
	const growing = {
		...result,
		series: result.series.map((each) => ({ ...each, x: each.x.slice(0, 5), value: each.value.slice(0, 5) })),
	};
	expect(shuffleReading.summary(growing)).toEqual([]);
	expect(shuffleReading.disagreement(growing)).toBeNull();
	const { columns, rows } = shuffleReading.table(growing);
	expect(rows).toHaveLength(4 * 3 * 5);
	for (const row of rows) expect(row).toHaveLength(columns.length);
	expect(rows[5].slice(0, 3)).toEqual(['never', 8, 0]);
	expect(shuffleReading.table({ ...result, series: [] }).rows).toEqual([]);
});
