// The experiment and figure `gradient-noise`: how it measures, and what it says.
import { describe, expect, test } from 'vitest';
import { Deviation } from '../../src/lib/experiments/deviation.ts';
import { gradientNoise } from '../../src/lib/experiments/gradient-noise.ts';
import { averagedSize, batchesOf, sizesWithin } from '../../src/lib/experiments/gradient-noise.run.ts';
import { ascending, drawn } from '../../src/lib/numbers/shuffle.ts';
import { Stream } from '../../src/lib/numbers/random.ts';
import { begin } from '../../src/lib/run/grow.ts';
import { expectedNoise, noiseSlope, noiseStages } from '../../src/lib/series/gradient-noise.ts';
import { gradientNoiseReading as reading } from '../../src/lib/series/gradient-noise-reading.ts';
import type { Result, Series } from '../../src/lib/series/result.ts';
import { defaults } from '../../src/lib/settings/schema.ts';

describe('deviation', () => {
	const gradient = Float32Array.of(2, 0);
	const around = (...batches: [number, number][]) => {
		const deviation = new Deviation({ gradient, squared: 4 });
		for (const batch of batches) deviation.add(Float32Array.of(...batch));
		return deviation;
	};
	test('noise is the root mean square distance in lengths of the signal', () => {
		expect(around([2, 2], [2, -2], [2, 0]).noise).toBeCloseTo(Math.sqrt(2 / 3), 12);
	});
	test('the angle is the mean over batches, 180 degrees for a batch that points back', () => {
		expect(around([1, 1], [-3, 0]).angle).toBeCloseTo((45 + 180) / 2, 5);
		expect(around([4, 0]).angle).toBe(0);
	});
	test('opposite errors leave no error of the mean', () => {
		expect(around([2, 2], [2, -2]).ofMean).toBe(0);
		expect(around([2, 2], [2, 0]).ofMean).toBe(0.5);
	});
});

describe('drawn without replacement', () => {
	test('a batch has no example twice, and all of them are a permutation', () => {
		const stream = new Stream(3, 'order', 0, 7);
		const pool = ascending(40);
		for (let turn = 0; turn < 50; turn++) expect(new Set(drawn(pool, 16, stream)).size).toBe(16);
		expect([...drawn(pool, 40, stream)].sort((a, b) => a - b)).toEqual([...ascending(40)]);
		expect(() => drawn(pool, 41, stream)).toThrow('drawn: expected at most 40 items, got 41');
	});
	test('every example comes equally often', () => {
		const [stream, pool, counts] = [new Stream(4, 'order', 0, 7), ascending(10), new Array<number>(10).fill(0)];
		for (let turn = 0; turn < 4000; turn++) for (const example of drawn(pool, 3, stream)) counts[example]++;
		// 1,200 each with a standard deviation of 29.
		for (const count of counts) expect(Math.abs(count - 1200)).toBeLessThan(120);
	});
});

describe('settings', () => {
	test('every preset takes at least 256 batches of up to 16 examples', () => {
		for (const preset of Object.values(gradientNoise.presets)) {
			const settings = { ...defaults(gradientNoise.settings), ...preset };
			for (const batchSize of [2, 16]) expect(batchesOf(batchSize, settings)).toBeGreaterThanOrEqual(256);
			expect(settings.sample).toBeGreaterThanOrEqual(256);
		}
		expect([64, 256, 1024].map((size) => batchesOf(size, { batches: 256 }))).toEqual([64, 32, 32]);
	});
	test('the full batch and what is larger are left out', () => {
		expect(sizesWithin({ batchSizes: [4, 16, 500, 600], examples: 500, batches: 256 })).toEqual([4, 16]);
		expect(sizesWithin({ batchSizes: [600], examples: 500, batches: 256 })).toEqual([]);
	});
	test('points of fewest batches come first', () => {
		expect(sizesWithin({ batchSizes: [4, 16, 64, 256], examples: 6000, batches: 256 })).toEqual([256, 64, 4, 16]);
	});
	test('the mean is followed at the largest batch size up to 16', () => {
		expect([averagedSize([256, 64, 4, 2]), averagedSize([256, 64])]).toEqual([4, 64]);
	});
});

const N = 6000;
interface Made {
	readonly power?: number;
	readonly bias?: number;
	readonly model?: number;
}
/** A stage whose noise is as theory says for this 𝓑, or another power of B, or a biased mean. */
function stage(epochs: number, scale: number, { power = 0.5, bias = 1, model = 0 }: Made = {}): Series[] {
	const x = [1, 4, 16, 64, 256];
	const noise = x.map((B) => expectedNoise(scale, B, N) * B ** (0.5 - power));
	const place = { at: { epochs }, model, axis: 'batchSize' as const };
	const series = (name: string, value: number[]): Series => ({ ...place, name, x, value });
	return [
		series('noise', noise),
		series(
			'angle',
			noise.map((each) => (Math.atan(each) * 180) / Math.PI),
		),
		series(
			'batches',
			x.map(() => 256),
		),
		series(
			'mean',
			noise.map((each) => (bias * each) / 16),
		),
		{ ...place, name: 'scale', x: [N], value: [scale] },
	];
}
function resultOf(...series: Series[][]): Result {
	const provenance = { engine: 'plain', adapter: '', software: true, startedAt: '', versions: {}, dataHash: '' };
	const settings = { ...defaults(gradientNoise.settings), examples: N };
	const asked = { experiment: 'gradient-noise', settings, preset: null, seed: 1 };
	return { ...begin(asked, { ...provenance, codeHash: '', start: '', order: '' }), series: series.flat() };
}
const asBook = resultOf(stage(0, 55), stage(1, 315), stage(5, 1378));
const said = (result: Result) => reading.summary(result).map(({ key }) => key);

test('expected noise equals the signal at 𝓑, but for the correction, and is none for the full batch', () => {
	expect(expectedNoise(60, 60, 1e9)).toBeCloseTo(1, 6);
	expect(expectedNoise(60, N, N)).toBe(0);
});
test('the slope is told after the correction for drawing without replacement', () => {
	for (const one of noiseStages(asBook)) expect(noiseSlope(one)).toBeCloseTo(-0.5, 10);
	expect(noiseSlope({ ...noiseStages(asBook)[0], examples: 100 })).toBeNull();
});
test('the book’s numbers agree with the claim: 9.3 times as much noise as signal after 5 epochs', () => {
	expect(reading.disagreement(asBook)).toBeNull();
	expect(said(asBook)).toEqual(['atStart', 'afterOne', 'after', 'drowned', 'slope', 'unbiased']);
	expect(reading.summary(asBook)[3].values).toEqual({ batchSize: 16, noise: 9.3, angle: 84 });
});
test('networks of one stage are told together, by their median', () => {
	const result = resultOf(stage(0, 50), stage(0, 60, { model: 1 }), stage(0, 100, { model: 2 }));
	expect(reading.summary(result).slice(0, 2)).toEqual([
		{ key: 'atStart', values: { epochs: 0, scale: 60 } },
		{ key: 'networks', values: { networks: 3, least: 50, most: 100 } },
	]);
	expect(reading.table(result).rows).toHaveLength(15);
});
test('where signal outweighs noise, it is said the other way round', () => {
	expect(said(resultOf(stage(0, 5)))).toContain('clear');
});
test('a result that grows says only what is known', () => {
	const first = stage(0, 55).slice(0, 4);
	expect(said(resultOf(first))).toEqual(['drowned', 'slope', 'unbiased']);
	expect(said(resultOf())).toEqual([]);
	expect(reading.disagreement(resultOf(first))).toBeNull();
});
test.each([
	['slope', resultOf(stage(0, 55, { power: 0.3 }), stage(5, 1378))],
	['biased', resultOf(stage(0, 55), stage(5, 1378, { bias: 4 }))],
	['falls', resultOf(stage(0, 500), stage(5, 300))],
])('where a result goes against the claim it is told: %s', (key, result) => {
	expect(reading.disagreement(result)).toBe(key);
});
