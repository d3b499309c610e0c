// PyTorch's numbers as make.py wrote them, and the same made on an engine.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from '../../../src/lib/datasets/dataset.ts';
import type { Engine, Trainer, TrainSpec } from '../../../src/lib/engine/engine.ts';

interface Given {
	readonly name: string;
	readonly spec: Omit<TrainSpec, 'data'>;
	/** Bytes, [examples, widths[0]]. */
	readonly pixels: readonly number[];
	readonly labels: readonly number[];
	/** Flat, exact in float32. */
	readonly start: readonly number[];
}
/** What a training run reached, in PyTorch or here. */
export interface Reached {
	/** At the start, over all examples. */
	readonly loss: number;
	readonly gradient: ArrayLike<number>;
	/** Over all updates: mean of the batches' mean losses, and share of right answers. */
	readonly meanLoss: number;
	readonly accuracy: number;
	/** After all updates. */
	readonly parameters: ArrayLike<number>;
	readonly movement: ArrayLike<number>;
	readonly squares: ArrayLike<number>;
}
export interface Trained extends Given, Reached {
	readonly updates: number;
}
export interface Curved extends Given {
	readonly vector: readonly number[];
	/** Hessian of the mean loss over all examples, times the vector. */
	readonly product: readonly number[];
}

const read = (file: string): { readonly cases: unknown } =>
	JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as { cases: unknown };
export const trained = ['sgd.json', 'adam.json', 'lars.json', 'lamb.json'].flatMap((file) => read(file).cases as readonly Trained[]);
export const curved = read('hessian-vector.json').cases as readonly Curved[];
const all: readonly Given[] = [...trained, ...curved];

/** The seed of the data is the number of the case. */
export const goldenSource: DataSource = {
	async load({ seed }) {
		const { spec, pixels, labels } = all[Number(seed)];
		const training = { count: labels.length, pixels: Uint8Array.from(pixels), labels: Uint8Array.from(labels) };
		return { pixels: spec.widths[0], classes: spec.widths.at(-1)!, training, validation: null, test: null };
	},
};

/** A trainer that stands at the case's start. */
async function trainerOf(engine: Engine, given: Given): Promise<Trainer> {
	const seed = all.indexOf(given);
	const data = { name: 'mnist', examples: given.labels.length, validation: 0, test: false, seed } as const;
	const trainer = await engine.train({ ...given.spec, data });
	trainer.load([Float32Array.from(given.start)]);
	return trainer;
}
const everyExample = ({ labels }: Given): Uint32Array => Uint32Array.from(labels, (_, example) => example);

/** Makes the case's updates on an engine. */
export async function reach(engine: Engine, given: Trained): Promise<Reached> {
	const trainer = await trainerOf(engine, given);
	try {
		const [{ loss }] = await trainer.evaluate('training');
		const [gradient] = await trainer.gradient(everyExample(given));
		const [{ loss: meanLoss, accuracy }] = await trainer.update(given.updates);
		const { parameters, movement, squares } = await trainer.checkpoint();
		return {
			loss,
			gradient,
			meanLoss,
			accuracy,
			parameters: parameters[0],
			movement: movement[0],
			squares: squares[0] ?? [],
		};
	} finally {
		trainer.dispose();
	}
}

export async function curve(engine: Engine, given: Curved): Promise<Float32Array> {
	const trainer = await trainerOf(engine, given);
	try {
		return (await trainer.hessianVector([Float32Array.from(given.vector)], everyExample(given)))[0];
	} finally {
		trainer.dispose();
	}
}
