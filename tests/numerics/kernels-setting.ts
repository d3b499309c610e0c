// A chunk of a batch with made-up digits, models and positions, and numbers in every buffer of the device.
import type { Examples } from '../../src/lib/datasets/dataset.ts';
import type { Optimiser, TrainSpec } from '../../src/lib/engine/engine.ts';
import { adaptiveOf, biasCorrection, isAdaptive } from '../../src/lib/engine/optimiser.ts';
import { packModels } from '../../src/lib/engine/wgsl/models.ts';
import type { Scheme } from '../../src/lib/engine/wgsl/program.ts';
import { networkShape, SPLIT, splitsOf } from '../../src/lib/engine/wgsl/shape.ts';
import { Stream } from '../../src/lib/numbers/random.ts';
import type { Guards } from './kernels-guards.ts';
import { fieldOf, type Setting } from './kernels-run.ts';

/** A chunk of a batch, and what is done with it. */
export interface Shape {
	readonly widths: readonly number[];
	/** Examples of the chunk. */
	readonly size: number;
	readonly momenta: readonly number[];
	readonly scheme: Scheme;
	readonly optimiser: Optimiser;
	/** 'gradient' sums it and makes no step; the others are a batch's only, first, middle or last chunk. */
	readonly work: 'gradient' | 'whole' | 'first' | 'middle' | 'last';
	/** Whether the first model has ended before. */
	readonly ended?: true;
	/** Weights are so many times as large as to give outputs as large as inputs. */
	readonly gain?: number;
}

/** The setting but for the capacity, which the state knows. */
export function settingOf({ widths, size, momenta, scheme, optimiser, work }: Shape): Setting {
	const digits = digitsOf(size + 5, widths[0], widths[widths.length - 1]);
	const isListed = scheme === 'held' || work === 'gradient';
	const stride = isListed ? 0 : size + 3;
	const random = new Stream(8, 'subset', 8);
	const drawn = momenta.map(() => Uint32Array.from({ length: size }, () => random.below(digits.count)));
	const { first, second } = biasCorrection(adaptiveOf(isAdaptive(optimiser) ? optimiser : { name: 'adam' }), 3);
	return {
		spec: specFor(widths, size, momenta, optimiser),
		// Both ways of covering a layer are seen: software trains by the sparse kernels alone.
		shape: networkShape(widths, scheme === 'sparse'),
		digits,
		positions: isListed ? drawn.map(() => drawn[0]) : drawn,
		held: scheme === 'held',
		slot: {
			...{ first: 2, size, stride, capacity: 0, number: work === 'gradient' ? 0 : 7, splits: splitsOf(size) },
			...{ models: momenta.length, scale: 1 / size, factor: 0.75, correction1: first, correction2: second },
			begins: work !== 'middle' && work !== 'last',
			ends: work !== 'middle' && work !== 'first',
		},
	};
}
function specFor(widths: readonly number[], size: number, momenta: readonly number[], optimiser: Optimiser): TrainSpec {
	const rate = isAdaptive(optimiser) ? 0.01 : 0.5;
	return {
		data: { name: 'mnist', examples: size + 5, validation: 0, test: false, seed: null },
		widths,
		models: momenta.map((momentum, m) => ({ seed: m, rate: rate * (m + 1), momentum })),
		optimiser,
		// Enough that a submission has room for the positions of the chunk, and signals for its examples.
		batchSize: size > SPLIT ? size : 2,
		order: 'epoch',
		// Between what small and large weights give.
		stopBelow: { loss: 3, every: 1 },
	};
}

/** The first picture is all ink, the second has none, of others a fifth. */
function digitsOf(count: number, pixels: number, classes: number): Examples {
	const random = new Stream(7, 'subset', 7);
	const grey = (i: number) => (i < pixels || (i >= 2 * pixels && random.below(5) === 0) ? 1 + random.below(255) : 0);
	return {
		count,
		pixels: Uint8Array.from({ length: count * pixels }, (_, i) => grey(i)),
		labels: Uint8Array.from({ length: count }, () => random.below(classes)),
	};
}

/** Every buffer gets numbers, also where nobody is to write. */
export function fill(guards: Guards, { ended, gain = 1 }: Shape, { spec, shape, slot, positions }: Setting): void {
	const noise = noiseOf(8191);
	const { first, stride, size } = slot;
	const fills: Record<string, (length: number) => Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>> = {
		positions: (length) => placed(new Uint32Array(length), positions, first, stride),
		listed: () => placed(new Uint32Array(first + size), positions.slice(0, 1), first, 0),
		models: () => modelsOf(spec, Boolean(ended)),
		parameters: (length) => weightsOf(length, spec.widths, shape.parameters, gain),
		others: (length) => weightsOf(length, spec.widths, shape.parameters, gain),
		moments: (length) => Float32Array.from({ length }, (_, i) => Math.abs(noise[i % noise.length]) / 100),
		// Small, or kernels that read what nobody wrote would go through lists without end.
		columns: (length) => Uint32Array.from({ length }, (_, i) => (i * 31) % 17),
	};
	const untouched = ['digits', 'starts', 'entries', 'update'];
	const other = (length: number) => Float32Array.from({ length }, (_, i) => noise[i % noise.length]);
	for (const [label, length] of guards.lengths()) {
		if (untouched.includes(label)) continue;
		const { buffer } = (fills[label] ?? other)(length);
		guards.fill(label, new Uint32Array(buffer));
	}
}

/** Numbers from −1 to 1. */
function noiseOf(length: number): Float32Array {
	const random = new Stream(6, 'subset', 6);
	return Float32Array.from({ length }, () => 2 * random.uniform() - 1);
}
function placed(words: Uint32Array<ArrayBuffer>, positions: readonly Uint32Array[], first: number, stride: number) {
	positions.forEach((places, m) => words.set(places, m * stride + first));
	return words;
}
/** Models in the middle of a call; of the first it may be that it ended before. */
function modelsOf({ models }: TrainSpec, ended: boolean): Uint32Array<ArrayBuffer> {
	const standings = models.map((_, m) => ({ updates: 3, stopped: ended && m === 0, diverged: null }));
	const words = packModels(models, standings);
	const floats = new Float32Array(words.buffer);
	models.forEach((_, m) => {
		for (const [name, value] of Object.entries({ batches: 2, right: 5, hits: 4 })) words[fieldOf(m, name)] = value;
		for (const [name, value] of Object.entries({ loss: 1.5, chunks: 2.25, score: 0.75 }))
			floats[fieldOf(m, name)] = value;
	});
	return words;
}
/** [models, parameters]: such that outputs of a layer are about as large as its inputs, times the gain. */
function weightsOf(length: number, widths: readonly number[], parameters: number, gain: number) {
	const noise = noiseOf(length);
	const { layers } = networkShape(widths, false);
	return noise.map((number, i) => {
		const layer = layers.find(({ biases, outputs }) => i % parameters < biases + outputs);
		return (gain * number * 3) / Math.sqrt(layer?.inputs ?? 1);
	});
}
