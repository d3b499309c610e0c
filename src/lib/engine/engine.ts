// The contract that every training engine keeps. Types only: experiments and figures import it without loading an engine.
import type { DataSpec, Split } from '../datasets/dataset.ts';
import type { SweepName } from './sweeps.ts';

/** In the order in which a reader is offered them. */
export const engineNames = ['wgsl', 'plain', 'tensorflow-webgpu'] as const;
export type EngineName = (typeof engineNames)[number];

/** How examples are ordered: file order for ever, one shuffle, a new one every epoch, or drawn with replacement. */
export type Order = 'never' | 'once' | 'epoch' | 'replacement';
/**
 * How a gradient g of the batch's mean loss becomes a step. Weight decay counts for biases too. With s = g + weightDecay · θ, as in
 * PyTorch's SGD and Adam:
 * 'sgd': movement ← momentum · movement − rate · s; θ ← θ + movement.
 * 'adam': m ← β₁m + (1 − β₁)s; v ← β₂v + (1 − β₂)s²; θ ← θ − rate · m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ) in step t from 1.
 * The others size the step layer by layer. A layer is its W and b as one vector; q = 1 where one of its two norms is zero.
 * 'lars': movement ← momentum · movement − rate · q · s, q = trust · ‖θ‖ / (‖g‖ + weightDecay · ‖θ‖); θ ← θ + movement.
 * 'lamb': m̂, v̂ as of 'adam', but of g; r = m̂ / (√v̂ + ε) + weightDecay · θ; θ ← θ − rate · q · r, q = ‖θ‖ / ‖r‖.
 * Sources: Sutskever et al. 2013; Kingma, Ba 2015, arXiv:1412.6980, algorithm 1; You et al. 2017, arXiv:1708.03888, algorithm 1;
 * You et al. 2020, arXiv:1904.00962, algorithm 2 with φ(z) = z
 */
export type Optimiser =
	| { readonly name: 'sgd'; readonly weightDecay?: number }
	| ({ readonly name: 'adam'; /** Default 1e-8. */ readonly epsilon?: number } & Moments)
	| { readonly name: 'lars'; readonly weightDecay?: number; /** Above 0, default 0.001. */ readonly trust?: number }
	| ({ readonly name: 'lamb'; /** Default 1e-6. */ readonly epsilon?: number } & Moments);
interface Moments {
	readonly weightDecay?: number;
	/** Default 0.9. */
	readonly beta1?: number;
	/** Default 0.999. */
	readonly beta2?: number;
}
/**
 * The rate's factor against the number of updates made before: linear between knots, constant outside them. A warm-up over 100 updates
 * is [{ update: 0, factor: 0.1 }, { update: 100, factor: 1 }]; the rate drops at once where two knots share their update.
 */
export type Schedule = readonly Knot[];
export interface Knot {
	/** Whole, from 0, never falling. */
	readonly update: number;
	/** From 0. */
	readonly factor: number;
}
/** A model stops once its mean loss over the training split, measured after every `every` updates since the start, is at most `loss`. */
export interface StopBelow {
	/** Nats. */
	readonly loss: number;
	/** Updates from one measurement to the next, from 1. */
	readonly every: number;
}
export interface ModelSpec {
	/** 0 … 2³² − 1: fixes the start and the order of examples, on every engine alike. */
	readonly seed: number;
	readonly rate: number;
	/** 0 ≤ momentum < 1; must be 0 with 'adam' and 'lamb'. */
	readonly momentum: number;
	/** Which part of the training data it is trained on, from 0: to this model that part is the training split. Left out: 0. */
	readonly part?: number;
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
	/** Left out: factor 1. */
	readonly schedule?: Schedule;
	readonly stopBelow?: StopBelow;
}
/** Where a model stands. Once stopped or diverged it makes no more updates, whatever is asked for. */
export interface Standing {
	/** The trainer's number of updates since the start; of a model that stopped or diverged, that number when it did. */
	readonly updates: number;
	/** Whether its loss came down to `stopBelow`. */
	readonly stopped: boolean;
	/**
	 * Number (from 1) of the update whose batch loss was not finite or above `RUNAWAY`, else null. An engine that looks only at the end
	 * of a call tells the call's last update. That update counts as made and its loss is told; whether its step was applied is left to
	 * the engine, so the parameters are of no use from there on.
	 */
	readonly diverged: number | null;
}
export interface Progress extends Standing {
	/** Mean of the mean losses of this call's batches, each before its update, in nats; NaN where no update was made. */
	readonly loss: number;
	/** Share of right answers among the examples of those batches, 0 … 1, each before its update; NaN where no update was made. */
	readonly accuracy: number;
}
/** Nats. A batch whose mean loss is above this has run away: chance level is ln 10 ≈ 2.3. */
export const RUNAWAY = 1e6;
export interface Score {
	/** Mean cross-entropy in nats. */
	readonly loss: number;
	/** 0 … 1 */
	readonly accuracy: number;
}
/** All that is needed to go on from here, on any engine. Arrays are copies. */
export interface Checkpoint {
	/** Updates asked for since the start: where in which epoch the next batch lies. */
	readonly updates: number;
	/** Updates since the moments were zero: step t of 'adam' and 'lamb'. */
	readonly steps: number;
	readonly standings: readonly Standing[];
	readonly parameters: readonly Float32Array[];
	/** 'sgd', 'lars': last movement, zeros for momentum 0; 'adam', 'lamb': first moment m. Laid out as the parameters. */
	readonly movement: readonly Float32Array[];
	/** 'adam', 'lamb': second moment v, laid out as the parameters; the others: none. */
	readonly squares: readonly Float32Array[];
}

/**
 * Trains the models of a spec side by side. Parameters are flat: layer by layer, W row-major [in, out], then b [out]. Its calls share working
 * memory: each is awaited before the next.
 */
export interface Trainer {
	readonly spec: TrainSpec;
	/** Makes `count` updates, 0 included, of every model that still goes on; resolves when the device has finished them. One Progress a model. */
	update(count: number): Promise<Progress[]>;
	evaluate(split: Split): Promise<Score[]>;
	/** Gradient of the mean loss over these examples (positions within each model's training split), one array a model. */
	gradient(examples: Uint32Array): Promise<Float32Array[]>;
	/**
	 * Hessian of the mean loss over these examples times one vector a model, laid out as the parameters. 'plain': exact (R-operator).
	 * Elsewhere a central difference of gradients with every ReLU held on its side, whose error engine/hessian-vector.ts states.
	 * @throws RangeError for another number of vectors or another length
	 */
	hessianVector(vectors: readonly Float32Array[], examples: Uint32Array): Promise<Float32Array[]>;
	parameters(): Promise<Float32Array[]>;
	/** Also sets movement, squares and steps to zero and lets every model go on; the number of updates stays. @throws RangeError for another number of models or another length */
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
	/**
	 * Many toy runs at once, each with its own inputs.
	 * @param inputs as the sweep's description says, each [count] or one number for all runs   @param count runs
	 * @returns [count, outputs of the sweep], row-major   @throws RangeError for another number of inputs or another length
	 */
	sweep(name: SweepName, inputs: readonly Float32Array[], count: number): Promise<Float32Array>;
	/** Frees the device and everything on it. */
	dispose(): Promise<void>;
}
