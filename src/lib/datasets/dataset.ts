// What a data set is to an engine: packed pictures and labels in memory, split by a seed.

export type Split = 'training' | 'validation' | 'test';
export interface DataSpec {
	readonly name: 'mnist';
	/** Training examples, from 1. */
	readonly examples: number;
	/** Validation examples, 0 for none. */
	readonly validation: number;
	/** Whether the test split is needed (its shard is loaded only then). */
	readonly test: boolean;
	/** Fixes which examples are drawn; null takes the first ones in file order. */
	readonly seed: number | null;
	/** 'labels': training examples lie sorted by label, those of one label as they were drawn. Left out: as they were drawn. */
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
	readonly training: Examples;
	readonly validation: Examples | null;
	readonly test: Examples | null;
}
/** Bytes as they arrive over the network. */
export type LoadProgress = (loaded: number, total: number) => void;
/** Gives an engine its data; the worker's one loads shards, a test's one may make digits up. */
export interface DataSource {
	load(spec: DataSpec): Promise<Dataset>;
}
