// The contract that every training engine keeps. Types only: experiments and figures import it without loading an engine.
import type { DataSpec, Split } from '../datasets/dataset.ts';

/** In the order in which a reader is offered them. */
export const engineNames = ['plain', 'tensorflow-webgpu'] as const;
export type EngineName = (typeof engineNames)[number];

/** How examples are ordered: file order for ever, one shuffle, a new one every epoch, or drawn with replacement. */
export type Order = 'never' | 'once' | 'epoch' | 'replacement';
/** Momentum is part of a model: movement ← momentum · movement − rate · gradient; weights ← weights + movement. */
export interface Optimiser {
	readonly name: 'sgd';
}
export interface ModelSpec {
	/** 0 … 2³² − 1: fixes the start and the order of examples, on every engine alike. */
	readonly seed: number;
	readonly rate: number;
	/** 0 ≤ momentum < 1 */
	readonly momentum: number;
}
export interface TrainSpec {
	readonly data: DataSpec;
	/** Layer widths, input first: [784, 100, 10]. ReLU between layers, softmax cross-entropy at the end. */
	readonly widths: readonly number[];
	readonly models: readonly ModelSpec[];
	readonly optimiser: Optimiser;
	/** 1 … number of examples; a last, smaller batch is kept and counts with its own mean. */
	readonly batchSize: number;
	readonly order: Order;
}
export interface Progress {
	/** Updates made since the start. */
	readonly updates: number;
	/** Mean loss of the batches of this call, in nats; not finite once diverged; NaN when no update was asked for. */
	readonly loss: number;
}
export interface Score {
	/** Mean cross-entropy in nats. */
	readonly loss: number;
	/** 0 … 1 */
	readonly accuracy: number;
}
/** All that is needed to go on from here, on any engine. Arrays are copies. */
export interface Checkpoint {
	readonly updates: number;
	readonly parameters: readonly Float32Array[];
	/** Last movement, laid out as the parameters; without meaning for a model of momentum 0. */
	readonly movement: readonly Float32Array[];
}

/** Trains the models of a spec side by side. Parameters are flat: layer by layer, W row-major [in, out], then b [out]. */
export interface Trainer {
	readonly spec: TrainSpec;
	/** Makes `count` updates, 0 included; resolves when the device has finished them. One Progress a model. */
	update(count: number): Promise<Progress[]>;
	evaluate(split: Split): Promise<Score[]>;
	/** Gradient of the mean loss over these examples (positions within the training split), one array a model. */
	gradient(examples: Uint32Array): Promise<Float32Array[]>;
	parameters(): Promise<Float32Array[]>;
	/** Also sets the movement to zero; the number of updates stays. @throws RangeError for another number of models or another length */
	load(parameters: readonly Float32Array[]): void;
	/** The order in which model `model` goes through the training split in epoch `epoch`, as this engine uses it. */
	order(model: number, epoch: number): Uint32Array;
	checkpoint(): Promise<Checkpoint>;
	restore(checkpoint: Checkpoint): void;
	/** Frees what the trainer holds; a second call does nothing. */
	dispose(): void;
}

export interface Engine {
	readonly name: EngineName;
	/** The WebGPU adapter as "vendor/architecture", '' for none. */
	readonly adapter: string;
	/** False on parallel hardware; true on a software adapter and for plain loops. */
	readonly software: boolean;
	/** Library versions, for the take-away. */
	readonly versions: Readonly<Record<string, string>>;
	train(spec: TrainSpec): Promise<Trainer>;
	/** Frees the device and everything on it. */
	dispose(): Promise<void>;
}
