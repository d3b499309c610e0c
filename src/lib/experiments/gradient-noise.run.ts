// How far is the gradient of a batch from the gradient of all examples: at the start of training, later, and at each batch size?
import type { Trainer } from '../engine/engine.ts';
import { Stream } from '../numbers/random.ts';
import { ascending, drawn } from '../numbers/shuffle.ts';
import { dot } from '../numbers/vectors.ts';
import type { Measurement, Place } from '../series/result.ts';
import { Diverged, defineExperiment, type Lab, type Step } from './experiment.ts';
import { Deviation, type Signal } from './deviation.ts';
import { gradientNoise, type NoiseSettings } from './gradient-noise.ts';

/** The training between two measurements. */
const [RATE, BATCH, HIDDEN] = [0.05, 100, 100];
/** Up to this size a point takes as many batches as the setting says. */
const SMALL_BATCH = 16;
/** What a call costs besides its examples, in examples. */
const CALL = 5;
export const batchesOf = (batchSize: number, { batches }: Pick<NoiseSettings, 'batches'>): number =>
	batchSize <= SMALL_BATCH ? batches : Math.ceil(Math.max(batches / 8, (SMALL_BATCH * batches) / batchSize));

/** Batch sizes below the full batch, whose noise is none. Fewest batches first: where a call takes long, they are there soonest. */
export function sizesWithin(settings: Pick<NoiseSettings, 'batchSizes' | 'examples' | 'batches'>): number[] {
	const within = settings.batchSizes.filter((batchSize) => batchSize < settings.examples);
	return within.sort((a, b) => batchesOf(a, settings) - batchesOf(b, settings));
}

/** Single gradients that are taken: not more than there are examples. */
const sampleOf = ({ sample, examples }: NoiseSettings): number => Math.min(sample, examples);

/** Of this size the mean over ever more batches is told. */
export const averagedSize = (sizes: readonly number[]): number => {
	const small = sizes.filter((batchSize) => batchSize <= SMALL_BATCH);
	return small.length > 0 ? Math.max(...small) : Math.min(...sizes);
};

const trainerFor = async ({ examples, seeds }: NoiseSettings, lab: Lab): Promise<Trainer> =>
	(await lab.engine()).train({
		data: { name: 'mnist', examples, validation: 0, test: false, seed: lab.seed },
		widths: [784, HIDDEN, 10],
		models: Array.from({ length: seeds }, (_, model) => ({
			seed: (lab.seed + model) % 2 ** 32,
			rate: RATE,
			momentum: 0,
		})),
		optimiser: { name: 'sgd' },
		batchSize: BATCH,
		order: 'epoch',
	});

/** A trained network at one stage, with its gradients. */
interface Stage {
	readonly trainer: Trainer;
	readonly epochs: number;
	/** Gradient of all examples, of each model. */
	readonly signals: readonly Signal[];
}

async function stageOf(trainer: Trainer, epochs: number, examples: number): Promise<Stage> {
	const gradients = await trainer.gradient(ascending(examples));
	return { trainer, epochs, signals: gradients.map((gradient) => ({ gradient, squared: dot(gradient, gradient) })) };
}

/** Values of each model at one place of one axis. */
function told(
	{ epochs }: Pick<Stage, 'epochs'>,
	place: Pick<Measurement, 'axis' | 'x'>,
	models: readonly Readonly<Record<string, number>>[],
	at: Place = {},
): Measurement[] {
	return models.flatMap((values, model) =>
		Object.entries(values).map(([series, value]) => ({ series, at: { epochs, ...at }, model, ...place, value })),
	);
}

/** Gradients of batches drawn without replacement, one batch after another. */
async function* batchGradients(trainer: Trainer, batchSize: number, count: number, examples: number, lab: Lab) {
	const pool = ascending(examples);
	const stream = new Stream(lab.seed, 'order', 0, batchSize);
	for (let batch = 0; batch < count; batch++) {
		await lab.rest();
		yield await trainer.gradient(drawn(pool, batchSize, stream));
	}
}

const valuesOf = ({ batches, noise, angle, ofMean }: Deviation) => ({ noise, angle, batches, mean: ofMean });

/** Noise and angle at a batch size; of one size also the mean over the first 1, 2, 4 … batches. */
async function deviations(stage: Stage, batchSize: number, settings: NoiseSettings, lab: Lab): Promise<Measurement[]> {
	const count = batchesOf(batchSize, settings);
	const all = stage.signals.map((signal) => new Deviation(signal));
	const averaged = batchSize === averagedSize(sizesWithin(settings));
	const running: Measurement[] = [];
	for await (const gradients of batchGradients(stage.trainer, batchSize, count, settings.examples, lab)) {
		gradients.forEach((gradient, model) => all[model].add(gradient));
		const { batches } = all[0];
		if (!averaged || (batches !== count && !Number.isInteger(Math.log2(batches)))) continue;
		const means = all.map((deviation) => ({ averaged: deviation.ofMean }));
		running.push(...told(stage, { axis: 'batches', x: batches }, means, { batchSize }));
	}
	return [...told(stage, { axis: 'batchSize', x: batchSize }, all.map(valuesOf)), ...running];
}

/**
 * The gradients of single examples: batches of one, and with them 𝓑 = tr Σ/‖g‖², the batch size at which noise and signal are equal.
 * Source: McCandlish et al. 2018, arXiv:1812.06162
 */
async function singles(stage: Stage, settings: NoiseSettings, lab: Lab): Promise<Measurement[]> {
	const all = stage.signals.map((signal) => new Deviation(signal));
	const { examples } = settings;
	for (const example of drawn(ascending(examples), sampleOf(settings), new Stream(lab.seed, 'order', 0, 1))) {
		await lab.rest();
		const gradients = await stage.trainer.gradient(Uint32Array.of(example));
		gradients.forEach((gradient, model) => all[model].add(gradient));
	}
	const scales = all.map(({ noise }, model) => {
		const { squared } = stage.signals[model];
		return { signal: Math.sqrt(squared), trace: noise ** 2 * squared, scale: noise ** 2 };
	});
	return [
		...told(stage, { axis: 'batchSize', x: 1 }, all.map(valuesOf)),
		...told(stage, { axis: 'batchSize', x: examples }, scales),
	];
}

/** @throws Diverged */
async function train(trainer: Trainer, epochs: number, examples: number): Promise<void> {
	const progress = await trainer.update(epochs * Math.ceil(examples / BATCH));
	const lost = progress.find(({ diverged }) => diverged !== null);
	if (lost) throw new Diverged(lost.diverged!);
}

/** Work of a run in gradients of one example. */
function costs(settings: NoiseSettings) {
	const { epochs, examples } = settings;
	const point = (batchSize: number) => batchesOf(batchSize, settings) * (batchSize + CALL);
	const single = sampleOf(settings) * (1 + CALL) + examples;
	const stage = sizesWithin(settings).reduce((sum, batchSize) => sum + point(batchSize), single);
	return { point, single, total: epochs.length * stage + epochs.at(-1)! * examples };
}

export const experiment = defineExperiment({
	...gradientNoise,
	async *run(settings, lab): AsyncGenerator<Step, void, void> {
		const { examples, epochs } = settings;
		const cost = costs(settings);
		const trainer = await trainerFor(settings, lab);
		try {
			await lab.sign((await trainer.parameters())[0], trainer.order(0, 0));
			let done = 0;
			let trained = 0;
			for (const epoch of epochs) {
				await train(trainer, epoch - trained, examples);
				done += (epoch - trained) * examples;
				trained = epoch;
				const stage = await stageOf(trainer, epoch, examples);
				for (const batchSize of sizesWithin(settings)) {
					const measurements = await deviations(stage, batchSize, settings, lab);
					done += cost.point(batchSize);
					yield { measurements, done: done / cost.total };
				}
				const measurements = await singles(stage, settings, lab);
				done += cost.single;
				yield { measurements, done: done / cost.total };
			}
		} finally {
			trainer.dispose();
		}
	},
});
