// Noise of batch gradients, one stage a number of epochs and a model: what the figure `gradient-noise` draws and puts into words.
import type { Result, Series } from './result.ts';

export interface NoisePoint {
	readonly batchSize: number;
	/** Root mean square of ‖g_B − g‖/‖g‖, and the mean angle between g_B and g in degrees. */
	readonly noise: number;
	readonly angle: number;
	/** Batches that these are of, and ‖their mean − g‖/‖g‖. */
	readonly batches: number;
	readonly mean: number;
}
export interface Averaged {
	readonly batches: number;
	/** ‖mean of the first so many g_B − g‖/‖g‖ */
	readonly deviation: number;
}
export interface NoiseStage {
	/** Epochs of training before. */
	readonly epochs: number;
	readonly model: number;
	/** Size of the training set, N. */
	readonly examples: number;
	/** By ascending batch size. */
	readonly points: readonly NoisePoint[];
	/** 𝓑 = tr Σ/‖g‖²; null before it is known. */
	readonly scale: number | null;
	/** By ascending number of batches, all of one size; null before it is known. */
	readonly averaged: readonly Averaged[];
	readonly averagedSize: number | null;
}

/** √((N − B)/(N − 1)): batches are drawn without replacement. */
export const correction = (batchSize: number, examples: number): number =>
	Math.sqrt((examples - batchSize) / (examples - 1));

/** The noise that all single gradients together predict. Source: McCandlish et al. 2018, arXiv:1812.06162, eq. 2.3 */
export const expectedNoise = (scale: number, batchSize: number, examples: number): number =>
	Math.sqrt(scale / batchSize) * correction(batchSize, examples);

const isNumber = (value: number | null | undefined): value is number => typeof value === 'number';

function stageOf(series: readonly Series[], examples: number): NoiseStage {
	const { at, model } = series[0];
	const valueAt = (name: string, x: number) => {
		const one = series.find((each) => each.name === name);
		return one?.value[one.x.indexOf(x)] ?? null;
	};
	const sizes = series.find(({ name }) => name === 'noise')?.x ?? [];
	const points = sizes.map((batchSize) => {
		const [noise, angle, batches, mean] = ['noise', 'angle', 'batches', 'mean'].map((name) => valueAt(name, batchSize));
		return { batchSize, noise, angle, batches, mean };
	});
	const averaged = series.find(({ name }) => name === 'averaged');
	const pairs = averaged?.x.map((batches, index) => ({ batches, deviation: averaged.value[index] })) ?? [];
	return {
		...{ epochs: Number(at.epochs), model, examples, scale: valueAt('scale', examples) },
		averagedSize: averaged ? Number(averaged.at.batchSize) : null,
		points: points
			.filter((point): point is NoisePoint => Object.values(point).every(isNumber))
			.sort((a, b) => a.batchSize - b.batchSize),
		averaged: pairs.filter((pair): pair is Averaged => isNumber(pair.deviation)),
	};
}

/** The stages of a result that have a point, by epochs, then model. The result may still be growing. */
export function noiseStages({ series, settings }: Result): NoiseStage[] {
	const keyOf = ({ at, model }: Series) => `${at.epochs} ${model}`;
	return [...new Set(series.map(keyOf))]
		.map((key) =>
			stageOf(
				series.filter((each) => keyOf(each) === key),
				Number(settings.examples),
			),
		)
		.filter(({ points }) => points.length > 0)
		.sort((a, b) => a.epochs - b.epochs || a.model - b.model);
}

/**
 * Slope of log noise against log B, after the correction, over batches of at most a tenth of the examples; null with fewer than
 * three of them.
 */
export function noiseSlope({ points, examples }: NoiseStage): number | null {
	const small = points.filter(({ batchSize }) => batchSize <= examples / 10);
	if (small.length < 3) return null;
	const x = small.map(({ batchSize }) => Math.log(batchSize));
	const y = small.map(({ batchSize, noise }) => Math.log(noise / correction(batchSize, examples)));
	const centre = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
	const [cx, cy] = [centre(x), centre(y)];
	const products = x.reduce((sum, value, index) => sum + (value - cx) * (y[index] - cy), 0);
	return products / x.reduce((sum, value) => sum + (value - cx) ** 2, 0);
}
