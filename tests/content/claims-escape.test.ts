// The situations in which the claim of `escape` fails, as they are recorded, and that the page says so.
import { describe, expect, test } from 'vitest';
import { escapeLines } from '../../src/lib/series/escape.ts';
import { MEASURED_RUNS, reading, spread } from '../claims/escape.ts';
import { chapterFiles, recorded } from './content.ts';

/** Shares by batch size of an independent program's 2,048 runs; what it says of the others is nobody. */
const measured = [
	['gentle', {}, 'nobodyLeaves', 'nobody'],
	['deep', { 1: 1, 2: 1, 4: 0.97, 5: 0.79, 10: 0.01 }, 'forTheWorse', 'leftBetter'],
	['tilts', { 1: 0.001 }, 'tilts', 'tilts-epoch'],
	['tilts-replacement', { 1: 0.19, 2: 0.004 }, 'tilts', 'tilts-replacement'],
] as const;

describe.each(measured)('escape.%s', (preset, shares: Readonly<Record<number, number>>, doubt, sentence) => {
	const result = recorded('escape', preset);
	const [left, right] = escapeLines(result);

	test('the shares that leave are the measured ones within their binomial error', () => {
		for (const { batchSize, share, runs } of left.points) {
			const there = shares[batchSize] ?? 0;
			// What was measured is told in whole per cents.
			expect(Math.abs(share - there), `B = ${batchSize}`).toBeLessThan(spread(there, runs) + 0.005);
		}
		expect(left.points.some(({ runs }) => runs > MEASURED_RUNS)).toBe(true);
	});
	test('nobody leaves the other valley', () => {
		expect(right.points.map(({ left }) => left)).toEqual(right.points.map(() => 0));
	});
	test('the page says that the claim fails, and why', () => {
		expect(reading.disagreement(result)).toBe(doubt);
		expect(reading.summary(result).map(({ key }) => key)).toContain(sentence);
	});
	test('the chapter leads there', () => {
		for (const { body, id } of chapterFiles)
			if (id === 'speed-noise') expect(body).toContain(`(?figure=escape&preset=${preset}#escape)`);
	});
});
