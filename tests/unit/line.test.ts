import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Lab } from '../../src/lib/experiments/experiment.ts';
import { gap } from '../../src/lib/experiments/gap.ts';
import { experiment as pairs } from '../../src/lib/experiments/gap.run.ts';
import { ALPHAS, line } from '../../src/lib/experiments/line.ts';
import { experiment as measured } from '../../src/lib/experiments/line.run.ts';
import { pairLines, sharpnessRatios } from '../../src/lib/series/line.ts';
import { lineReading } from '../../src/lib/series/line-reading.ts';
import type { Result } from '../../src/lib/series/result.ts';
import { defaults } from '../../src/lib/settings/schema.ts';
import { populationLab, runIn, type Rules } from './population-lab.ts';

const ofPairs = { ...defaults(gap.settings), ...gap.presets.small };
const settings = { ...defaults(line.settings), ...line.presets.small };
const rules: Rules = { score: () => 0.9, stopped: () => 40 };
const run = (lab: Lab, more: object = {}) => runIn(lab, measured, { ...settings, ...more });
const keys = (sentences: readonly { key: string }[]) => sentences.map(({ key }) => key);
const recording = (): Result =>
	JSON.parse(readFileSync(new URL('../../src/content/recordings/line.full.json', import.meta.url), 'utf8')) as Result;

test('walks by equal steps from one length before the small batch’s solution to one beyond the full batch’s', () => {
	expect([ALPHAS.length, ALPHAS[0], ALPHAS[8], ALPHAS[16], ALPHAS[24]]).toEqual([25, -1, 0, 1, 2]);
});

test('trains the pairs that it walks between, and no others, where nobody has run gap', async () => {
	const { lab, specs, held } = populationLab(rules);
	const { result, steps } = await run(lab);
	expect(specs.map(({ batchSize, models }) => [batchSize, models.length])).toEqual([[5, 1], [400, 1], [400, 1]]); // prettier-ignore
	expect(specs[0].data).toMatchObject({ parts: 6, examples: 400, test: true });
	expect(pairLines(result).map(({ pair, points }) => [pair, points.testLoss.length])).toEqual([[0, 25]]); // prettier-ignore
	expect(steps.map(({ done }) => done)).toEqual(steps.map(({ done }) => done).toSorted((a, b) => a - b));
	expect([held(), steps.at(-1).done]).toEqual([0, 1]);
});

test('draws no more lines than there are pairs', async () => {
	const { lab, specs } = populationLab(rules);
	const { result } = await run(lab, { pairs: 2, lines: 5 });
	expect(specs.map(({ models }) => models.map(({ part }) => part))).toEqual([[0, 1], [0, 1], [0, 1]]); // prettier-ignore
	expect(pairLines(result)).toHaveLength(2);
});

test('takes the solutions that a run of gap with the same settings and seed left, and those alone', async () => {
	const { lab, specs } = populationLab(rules);
	await runIn(lab, pairs, ofPairs);
	const before = specs.length;
	await run(lab);
	expect(specs.length - before).toBe(1);
	await run({ ...lab, seed: 8 });
	await run(lab, { rate: 0.01 });
	expect(specs.length - before).toBe(1 + 3 + 3);
});

test('finds the largest eigenvalue at both ends, and says how well', async () => {
	const { result } = await run(populationLab(rules).lab);
	for (const { small, full } of pairLines(result)) {
		for (const end of [small!, full!]) {
			expect(end.eigenvalue).toBeCloseTo(5, 1);
			expect(end.residual).toBeLessThanOrEqual(0.05);
			expect(end.iterations).toBeGreaterThan(1);
		}
	}
	expect(keys(lineReading.summary(result))).toEqual(['notSteeper', 'near', 'oneEigenvalue', 'solved']);
	const hurried = await run(populationLab(rules).lab, { iterations: 1, tolerance: 0.001 });
	expect(keys(lineReading.summary(hurried.result))).toContain('unsolved');
});

test('a solution of the small batch that is the sharper one, or a slope that is no steeper, is told', () => {
	const result = recording();
	expect(lineReading.disagreement(result)).toBeNull();
	const turned = (name: string): Result => ({
		...result,
		series: result.series.map((one) =>
			one.name === name && one.axis === 'alpha' ? { ...one, value: one.value.toReversed() } : one,
		),
	});
	expect(lineReading.disagreement(turned('eigenvalue'))).toBe('notSharper');
	expect(lineReading.disagreement(turned('trainingLoss'))).toBe('notSteeper');
	expect(sharpnessRatios(pairLines(turned('eigenvalue'))).every((ratio) => ratio < 1)).toBe(true);
});

test('while the pairs are trained there is no line and nothing is said', () => {
	const result = recording();
	const growing = { ...result, series: result.series.filter(({ axis }) => axis === 'updates') };
	expect([pairLines(growing), lineReading.summary(growing), lineReading.disagreement(growing)]).toEqual([[], [], null]);
});
