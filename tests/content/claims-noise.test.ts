// What the book says of `escape` and `gradient-noise`, on the recordings that its readers see.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { groundOf, lossesOf } from '../../src/components/figures/descent.ts';
import type { EscapeSettings } from '../../src/lib/experiments/escape.ts';
import { mean, median } from '../../src/lib/numbers/statistics.ts';
import { escapeLines } from '../../src/lib/series/escape.ts';
import { escapeReading } from '../../src/lib/series/escape-reading.ts';
import { noiseSlope, noiseStages } from '../../src/lib/series/gradient-noise.ts';
import { gradientNoiseReading } from '../../src/lib/series/gradient-noise-reading.ts';
import { presets, type Result } from '../../src/lib/series/result.ts';
import { content } from './content.ts';

const recorded = (experiment: string, preset: string): Result =>
	JSON.parse(readFileSync(join(content, `recordings/${experiment}.${preset}.json`), 'utf8')) as Result;

/** Of 2,048 runs, book.md. */
const MEASURED: Record<number, number> = { 1: 1, 2: 1, 4: 0.868, 5: 0.531, 10: 0, 20: 0 };
const BOOK_RUNS = 2048;
/** Four standard deviations of the difference of two shares; one of 0 or 1 is known to about one run in the book's. */
const spread = (share: number, runs: number) => {
	const variance = Math.max(share * (1 - share), 1 / BOOK_RUNS);
	return 4 * Math.sqrt(variance / BOOK_RUNS + variance / runs);
};

describe.each(presets)('escape.%s', (preset) => {
	const result = recorded('escape', preset);
	const [sharp, flat] = escapeLines(result);

	test('counts at least 4,096 descents a point; the full batch is one', () => {
		for (const { batchSize, runs } of sharp.points) expect(runs).toBeGreaterThanOrEqual(batchSize === 20 ? 1 : 4096);
	});
	test('the shares that leave the sharp valley are the book’s within their binomial error', () => {
		expect(sharp.points.map(({ batchSize }) => batchSize)).toEqual(Object.keys(MEASURED).map(Number));
		for (const { batchSize, share, runs } of sharp.points)
			expect(Math.abs(share - MEASURED[batchSize]), `B = ${batchSize}`).toBeLessThan(spread(MEASURED[batchSize], runs));
	});
	test('nobody leaves the flat valley', () => {
		expect(flat.points.map(({ left }) => left)).toEqual(flat.points.map(() => 0));
	});
	test('intervals are there but for the full batch', () => {
		for (const { batchSize, interval } of sharp.points) expect(interval === null).toBe(batchSize === 20);
	});
	test('agrees with the claim by the figure’s own rule', () => {
		const reading = escapeReading(({ settings }) => lossesOf(groundOf(settings as EscapeSettings)));
		expect(reading.disagreement(result)).toBeNull();
	});
});

/** 𝓑 by epochs, book.md. */
const SCALES: Record<number, number> = { 0: 55, 1: 315, 5: 1378 };

describe.each(presets)('gradient-noise.%s', (preset) => {
	const result = recorded('gradient-noise', preset);
	const stages = noiseStages(result);
	const at = (epochs: number) => stages.filter((stage) => stage.epochs === epochs);

	/** Median over networks at each stage. */
	const scales = Object.keys(SCALES).map((epochs) => median(at(Number(epochs)).map(({ scale }) => scale!)));

	test('𝓑 grows with training', () => {
		expect(scales).toEqual([...scales].sort((a, b) => a - b));
	});
	test.skipIf(preset === 'small')('𝓑 is the book’s within a factor of 1.5', () => {
		Object.values(SCALES).forEach((book, index) => {
			expect(scales[index] / book).toBeGreaterThan(1 / 1.5);
			expect(scales[index] / book).toBeLessThan(1.5);
		});
	});
	test.runIf(preset === 'small')('𝓑 of its one network is, within 1.25, what all single gradients say', () => {
		const whole = noiseStages(recorded('gradient-noise', 'full')).filter(({ model }) => model === 0);
		whole.forEach(({ scale }, index) => {
			expect(scales[index] / scale!).toBeGreaterThan(1 / 1.25);
			expect(scales[index] / scale!).toBeLessThan(1.25);
		});
	});
	test('noise falls with the square root of the batch size', () => {
		for (const stage of stages) {
			const slope = noiseSlope(stage)!;
			// Three points, of which the smallest is a sample, fix a slope less well.
			const tolerance = preset === 'small' ? 0.05 : 0.02;
			expect(Math.abs(slope + 0.5), `epochs ${stage.epochs}, model ${stage.model}`).toBeLessThan(tolerance);
		}
	});
	test('after 5 epochs a batch of 16 is mostly noise and points far off', () => {
		const points = at(5).map(({ points }) => points.find(({ batchSize }) => batchSize === 16)!);
		expect(mean(points.map(({ noise }) => noise))).toBeGreaterThan(9.5 / Math.sqrt(1.5));
		expect(mean(points.map(({ noise }) => noise))).toBeLessThan(9.5 * Math.sqrt(1.5));
		expect(Math.abs(mean(points.map(({ angle }) => angle)) - 82)).toBeLessThan(3);
	});
	test('the mean of all batches is as near as chance allows: no bias', () => {
		for (const { points } of stages)
			for (const { noise, batches, mean: ofMean } of points)
				expect(ofMean).toBeLessThan((1.5 * noise) / Math.sqrt(batches));
	});
	test('at least 256 batches of up to 16 examples, and single gradients of all examples where it is whole', () => {
		for (const { points } of stages)
			for (const { batchSize, batches } of points) if (batchSize <= 16) expect(batches).toBeGreaterThanOrEqual(256);
		if (preset === 'full') expect(result.settings.sample).toBe(result.settings.examples);
	});
	test('agrees with the claim by the figure’s own rule', () => {
		expect(gradientNoiseReading.disagreement(result)).toBeNull();
	});
});

test('the chapter quotes the noise scales and the noise of a batch of 16 as they are recorded', () => {
	const result = recorded('gradient-noise', 'full');
	const medianOf = (name: string, epochs: number, x: number) => {
		const all = result.series.filter((series) => series.name === name && series.at.epochs === epochs);
		return median(all.map(({ x: places, value }) => value[places.indexOf(x)]!));
	};
	const [start, one, five] = [0, 1, 5].map((epochs) => Number(medianOf('scale', epochs, 6000).toPrecision(2)));
	expect(Math.round(medianOf('noise', 5, 16))).toBe(10);
	expect(medianOf('angle', 5, 16)).toBeGreaterThan(80);
	expect(medianOf('trace', 5, 6000) / medianOf('trace', 0, 6000)).toBeCloseTo(0.5, 1);
	const equal = Number(((five * 6000) / (5999 + five)).toPrecision(2));
	for (const language of ['zh-CN', 'en']) {
		const text = readFileSync(join(content, language, 'chapters/speed-noise.mdx'), 'utf8');
		expect(text).toMatch(new RegExp(`${start}(、|, )${one}(和| and )${five}\\D`));
		expect(text).toContain(`$B\\approx ${equal}$`);
	}
});
