// The noise of a batch's gradient falls with the square root of the batch, grows as training goes on, and has no bias.
import { mean, median } from '../../src/lib/numbers/statistics.ts';
import { noiseSlope, noiseStages } from '../../src/lib/series/gradient-noise.ts';
import { gradientNoiseReading } from '../../src/lib/series/gradient-noise-reading.ts';
import type { Result } from '../../src/lib/series/result.ts';
import { above, below, toldBy, type Claims } from './claim.ts';

export const STAGES = [0, 1, 5] as const;
export const stagesAt = (result: Result, epochs: number) =>
	noiseStages(result).filter((stage) => stage.epochs === epochs);
/** Median noise scale over the networks, at each stage. */
export const scalesOf = (result: Result): number[] =>
	STAGES.map((epochs) => median(stagesAt(result, epochs).map(({ scale }) => scale!)));

export const gradientNoise: Claims = {
	'the noise scale grows with training': (result) => {
		const scales = scalesOf(result);
		scales.slice(1).forEach((scale, index) => above(scale, scales[index]));
	},
	'noise falls with the square root of the batch size': (result) => {
		for (const stage of noiseStages(result)) {
			// Three points, of which the smallest is a sample, fix a slope less well.
			const tolerance = stage.points.length > 3 ? 0.02 : 0.05;
			below(Math.abs(noiseSlope(stage)! + 0.5), tolerance, `epochs ${stage.epochs}, model ${stage.model}`);
		}
	},
	'after 5 epochs a batch of 16 is mostly noise and points far off': (result) => {
		const points = stagesAt(result, 5).map(({ points }) => points.find(({ batchSize }) => batchSize === 16)!);
		const noise = mean(points.map((point) => point.noise));
		above(noise, 9.5 / Math.sqrt(1.5));
		below(noise, 9.5 * Math.sqrt(1.5));
		below(Math.abs(mean(points.map(({ angle }) => angle)) - 82), 3);
	},
	'the mean of all batches is as near as chance allows: no bias': (result) => {
		for (const { points } of noiseStages(result))
			for (const { noise, batches, mean } of points) below(mean, (1.5 * noise) / Math.sqrt(batches));
	},
	'at least 256 batches of up to 16 examples': (result) => {
		for (const { points } of noiseStages(result))
			for (const { batchSize, batches } of points) if (batchSize <= 16) above(batches, 255);
	},
	'so the page tells it': toldBy(gradientNoiseReading, 'slope', 'unbiased'),
};
