// What a data set is to an engine: packed pictures and labels in memory, split by a seed.

export type Split = 'training' | 'validation' | 'test';
export interface DataSpec {
	readonly name: 'mnist';
	/** Training examples of one model, from 1. */
	readonly examples: number;
	/** Training sets of so many examples each, no two with a common member; a model is trained on one of them. Left out: 1. */
	readonly parts?: number;
	/** Share of the training examples, 0 … 1, whose label is drawn at random, which may give the right one. Left out: 0. */
	readonly labelNoise?: number;
	/** Validation examples, 0 for none. */
	readonly validation: number;
	/** Whether the test split is needed (its shard is loaded only then). */
	readonly test: boolean;
	/** Fixes which examples are drawn; null takes the first ones in file order. */
	readonly seed: number | null;
	/** 'labels': the examples of a part lie sorted by label, those of one label as they were drawn. Left out: as they were drawn. */
	readonly arranged?: 'labels';
}
/** Examples in memory. */
export interface Examples {
	readonly count: number;
	/** Grey levels 0 … 255, [count, pixels] row-major; a pixel's value in training is byte / 255. */
	readonly pixels: Uint8Array;
	/** [count], 0 … classes − 1 */
	readonly labels: Uint8Array;
}
export interface Dataset {
	readonly pixels: number;
	readonly classes: number;
	/** Of all parts, one after the other. */
	readonly training: Examples;
	readonly validation: Examples | null;
	readonly test: Examples | null;
}
/** So many examples from the first on, a view. */
export const stretchOf = ({ pixels, labels, count }: Examples, first: number, length: number): Examples => {
	const row = pixels.length / count;
	return {
		count: length,
		pixels: pixels.subarray(first * row, (first + length) * row),
		labels: labels.subarray(first, first + length),
	};
};
/** Bytes as they arrive over the network. */
export type LoadProgress = (loaded: number, total: number) => void;
/** Gives an engine its data; the worker's one loads shards, a test's one may make digits up. */
export interface DataSource {
	load(spec: DataSpec): Promise<Dataset>;
}
