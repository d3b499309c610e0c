import { expect, test } from 'vitest';
import type { TrainSpec } from '../../src/lib/engine/engine.ts';
import { both } from '../../src/lib/experiments/both.ts';
import { pointsOf, specOf } from '../../src/lib/experiments/both-arms.ts';
import { experiment } from '../../src/lib/experiments/both.run.ts';
import { accuracyLines } from '../../src/lib/series/accuracy.ts';
import { holdsTo, lineBy } from '../../src/lib/series/both.ts';
import { bothReading } from '../../src/lib/series/both-reading.ts';
import { defaults } from '../../src/lib/settings/schema.ts';
import { populationLab, runIn, type Rules } from './population-lab.ts';

const settings = { ...defaults(both.settings), ...both.presets.small, gridSteps: 1 };
const isFixed = ({ optimiser, models }: TrainSpec) => optimiser.name === 'sgd' && models[0].rate === 0.05;
/** With a fixed rate 10 points lower at every larger batch; scaled rates hold to 64; others do best at one rate of the grid. */
function score(spec: TrainSpec): number {
	const { optimiser, batchSize, models } = spec;
	if (isFixed(spec)) return 0.9 - 0.1 * Math.log2(batchSize / 16) * 0.5;
	if (optimiser.name === 'sgd') return batchSize > 64 ? 0.3 : 0.9;
	const middle = (optimiser.name === 'lars' ? 0.008 : 0.004) * Math.sqrt(batchSize / 16);
	return models[0].rate > 1.5 * middle ? 0.95 : 0.9;
}
const run = (more: object = {}, rules: Rules = { score }) => {
	const laboratory = populationLab(rules);
	return runIn(laboratory.lab, experiment, { ...settings, ...more }).then((ran) => ({ ...ran, ...laboratory }));
};
const keys = (sentences: readonly { key: string }[]) => sentences.map(({ key }) => key);

test('the largest batch comes first, with every way of sizing the step, so that each line has a point soon', () => {
	const points = pointsOf(settings);
	expect(points.slice(0, 5).map(({ policy, batchSize }) => [policy, batchSize])).toEqual(
		both.settings.policies.options.map((policy) => [policy, 256]),
	);
	expect(points.slice(0, 3).map(({ rates }) => rates)).toEqual([[0.05], [0.8], [0.8]]);
	points[4].rates.forEach((rate, index) => expect(rate).toBeCloseTo(0.016 * [0.5, 1, 2][index], 12));
	expect(points[4].rates).toHaveLength(3);
});

test('only warm-up has a schedule: from the first batch size’s rate to its own within the epochs of warm-up', () => {
	const specs = pointsOf(settings).map((point) => specOf(point, point.rates[0], settings, 1, 3));
	const scheduled = specs.filter(({ schedule }) => schedule);
	expect(scheduled.map(({ schedule }) => schedule!.map(({ update, factor }) => [update, factor]))).toEqual([
		[[0, 1 / 16], [5, 1]],
		[[0, 1 / 4], [20, 1]],
		[[0, 1], [80, 1]],
	]); // prettier-ignore
});

test('coefficients are tried with one seed, and the best one is trained with all', async () => {
	const { specs, result, held, steps } = await run({ policies: ['lamb'], batchSizes: [256] });
	expect(specs.map(({ models }) => models.length)).toEqual([1, 1, 1, 3]);
	expect(specs[3].models[0].rate).toBeCloseTo(0.032, 12);
	const [line] = accuracyLines(result);
	expect([line.policy, line.points.length, line.points[0].rate]).toEqual(['lamb', 1, expect.closeTo(0.032, 12)]);
	expect([held(), steps.at(-1).done]).toEqual([0, 1]);
});

test('how far a rule carries: up to the last batch within a point of the first', async () => {
	const { result } = await run();
	const lines = accuracyLines(result);
	expect(lines.map(({ policy }) => policy).sort()).toEqual([...both.settings.policies.options].sort());
	expect(holdsTo(lineBy(lines, 'linear')!)?.batchSize).toBe(64);
	expect(holdsTo(lineBy(lines, 'fixed')!)?.batchSize).toBe(16);
	expect(keys(bothReading.summary(result))).toEqual(['fixedFalls', 'holdsTo', 'holdsTo', 'layers', 'layers']);
	expect(bothReading.disagreement(result)).toBeNull();
	const { columns, rows } = bothReading.table(result);
	expect(rows).toHaveLength(5 * 3 * 3);
	for (const row of rows) expect(row).toHaveLength(columns.length);
});

test('says where nothing is lost, or nothing won, and where a rule diverges or holds throughout', async () => {
	const level = await run({}, { score: () => 0.9 });
	expect(bothReading.disagreement(level.result)).toBe('nothingLost');
	expect(keys(bothReading.summary(level.result))).toEqual(['fixedNot', 'holdsThroughout', 'holdsThroughout', 'layers', 'layers']); // prettier-ignore
	const worse = await run({}, { score: (spec) => (isFixed(spec) ? score(spec) : 0.2) });
	expect(bothReading.disagreement(worse.result)).toBe('nothingWon');
	const lost = await run({}, { score, diverged: ({ models, batchSize }) => (models[0].rate === 0.8 && batchSize > 64 ? 2 : null) }); // prettier-ignore
	expect(keys(bothReading.summary(lost.result))).toContain('diverges');
	expect(bothReading.summary({ ...level.result, series: [] })).toEqual([]);
	expect(bothReading.disagreement({ ...level.result, series: [] })).toBeNull();
});
