import { expect, test } from 'vitest';
import keskar from '../../src/content/published/keskar-2017.json' with { type: 'json' };
import type { Experiment } from '../../src/lib/experiments/experiment.ts';
import { gap } from '../../src/lib/experiments/gap.ts';
import { experiment as measured } from '../../src/lib/experiments/gap.run.ts';
import { gapDifferences, gapInterval, gapPairs, publishedDifferences } from '../../src/lib/series/gap.ts';
import { gapReading } from '../../src/lib/series/gap-reading.ts';
import { defaults } from '../../src/lib/settings/schema.ts';
import { populationLab, runIn, type Rules } from './population-lab.ts';

const settings = { ...defaults(gap.settings), ...gap.presets.small };
const experiment = measured as Experiment;
const run = (rules: Rules, more: object = {}) => runIn(populationLab(rules).lab, experiment, { ...settings, ...more });
const reading = gapReading(keskar);
const keys = (sentences: readonly { key: string }[]) => sentences.map(({ key }) => key);

const isFull = ({ batchSize }: { batchSize: number }) => batchSize === settings.examples;
/** Differences of these percentage points within pairs, all stopped after 40 updates or, with small batches, 300. */
const differing = (...points: readonly number[]): Rules => ({
	score: (spec, _, model, split) => {
		if (split === 'training') return 1;
		return 0.85 + 0.01 * (model % 3) + (isFull(spec) ? 0 : points[model % points.length] / 100);
	},
	stopped: (spec) => (isFull(spec) ? 40 : 300),
});

test('both arms have the same digits, starts and seeds, each pair its own, and stop by their loss every five updates', async () => {
	const { lab, specs, held, signed } = populationLab(differing(1));
	await runIn(lab, experiment, settings);
	const [small, full] = specs;
	expect([small.batchSize, full.batchSize]).toEqual([5, 400]);
	expect(full.data).toEqual(small.data);
	expect(full.models).toEqual(small.models);
	expect(small.data).toMatchObject({ examples: 400, parts: 6, validation: 0, test: true });
	expect(small.models.map(({ seed, part }) => [seed, part])).toEqual(
		[0, 1, 2, 3, 4, 5].map((pair) => [7 + pair, pair]),
	);
	expect(small).toMatchObject({
		stopBelow: { loss: 0.01, every: 5 },
		optimiser: { name: 'adam' },
		widths: [784, 100, 100, 10],
	});
	expect([held(), signed.length]).toEqual([0, 1]);
});

test('an arm ends when all its networks have stopped, and tells where each did', async () => {
	const { result, steps } = await run({
		...differing(1),
		stopped: (spec, model) => (isFull(spec) ? 40 : 300) + 5 * model,
	});
	const pairs = gapPairs(result);
	expect(pairs.map(({ small, full }) => [small!.updates, full!.updates])).toEqual(
		[0, 1, 2, 3, 4, 5].map((pair) => [300 + 5 * pair, 40 + 5 * pair]),
	);
	expect(pairs[0].small).toMatchObject({ epochs: 300 / 80, reached: true, training: 1 });
	expect(pairs[0].full!.epochs).toBe(40);
	expect(steps.at(-1).done).toBe(1);
	expect(steps.map(({ done }) => done)).toEqual(steps.map(({ done }) => done).toSorted((a, b) => a - b));
	expect(steps.flatMap(({ notes }) => notes ?? [])).toEqual([]);
});

test('networks that do not come down to the loss end at the cap, and that is told', async () => {
	const { result, steps } = await run(
		{ ...differing(1), stopped: (spec, model) => (isFull(spec) || model > 1 ? 40 : Infinity) },
		{ cap: 1000 },
	);
	expect(gapPairs(result).map(({ small }) => small!.reached)).toEqual([false, false, true, true, true, true]);
	expect(gapPairs(result)[0].small!.updates).toBe(1000);
	expect(steps.flatMap(({ notes }) => notes ?? [])).toEqual([
		{ key: 'cap-reached', values: { batch: 5, count: 2, updates: 1000 } },
	]);
	expect(keys(reading.summary(result))).toContain('notAllTrained');
});

test('a pair with a network that diverged has no difference', async () => {
	const { result } = await run({
		...differing(1),
		diverged: (spec, model) => (isFull(spec) && model === 2 ? 10 : null),
	});
	expect(gapPairs(result)[2].full).toBeNull();
	expect(gapDifferences(gapPairs(result))).toHaveLength(5);
	expect(reading.table(result).rows).toHaveLength(11);
});

test('differences with a mean beyond doubt are seen, others are unclear or reversed, and told', async () => {
	for (const [points, found, doubt] of [
		[[1, 1.2, 0.8], 'seen', null],
		[[1, -1.2, 0.3], 'unclear', 'unclear'],
		[[-1, -1.2, -0.8], 'reversed', 'reversed'],
	] as const) {
		const { result } = await run(differing(...points));
		expect(keys(reading.summary(result))).toEqual([
			points[0] + points[1] + points[2] > 0 ? 'ahead' : 'behind',
			found,
			'trained',
			'published',
		]);
		expect(reading.disagreement(result)).toBe(doubt);
	}
});

test('the interval is Student’s over pairs; with fewer than five pairs there is none, and no doubt', async () => {
	const { result } = await run(differing(1, 2, 3));
	const interval = gapInterval(gapDifferences(gapPairs(result)))!;
	expect(interval.mean).toBeCloseTo(2, 9);
	// Six differences 1, 2, 3, 1, 2, 3: variance 0.8, and t of five degrees of freedom.
	expect(interval.half).toBeCloseTo((2.5706 * Math.sqrt(0.8)) / Math.sqrt(6), 3);
	const few = (await run(differing(-1), { pairs: 4 })).result;
	expect(gapInterval(gapDifferences(gapPairs(few)))).toBeNull();
	expect(keys(reading.summary(few))).toEqual(['behind', 'fewPairs', 'trained', 'published']);
	expect(reading.disagreement(few)).toBeNull();
});

test('while a run is under way nothing is claimed', async () => {
	const { result } = await run(differing(1));
	const growing = { ...result, series: result.series.filter(({ at }) => at.arm === 'small') };
	expect([reading.summary(growing), reading.disagreement(growing)]).toEqual([[], null]);
	expect(reading.table(growing).rows).toHaveLength(6);
});

test('the published differences are those of the tables', () => {
	expect(publishedDifferences(keskar)).toEqual([0.22, 4.57, 2.78, 1.98, 3.13, 5.27]);
});
