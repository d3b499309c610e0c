// One model of a population: its parameters and moments on the device, how far it came, and how an update changes them.
import { type Scalar, type Variable, variable } from '@tensorflow/tfjs-core';
import { Orders } from '../batches.ts';
import { type Checkpoint, type ModelSpec, type Progress, RUNAWAY, type Standing, type TrainSpec } from '../engine.ts';
import { startWeights } from '../start.ts';
import { descentOf, fill } from './descent.ts';
import type { Descent, Stride } from './descent-parts.ts';
import { unpacked } from './network.ts';
import type { Passes } from './passes.ts';
import { Tally } from './tally.ts';

/** Its constructor and all its methods but `progress` and `dispose` are called within a tidy. */
export class Model {
	readonly spec: ModelSpec;
	readonly orders: Orders;
	readonly parameters: readonly Variable[];
	readonly #widths: readonly number[];
	readonly #descent: Descent;
	readonly #tally = new Tally();
	/** Updates and examples of this call. */
	#made = { updates: 0, examples: 0 };
	/** null while the model goes on. */
	#end: Standing | null = null;

	/** @param examples in the training split */
	constructor(spec: ModelSpec, { widths, order, optimiser }: TrainSpec, examples: number) {
		this.spec = spec;
		this.orders = new Orders(spec.seed, order, examples);
		this.#widths = widths;
		this.parameters = unpacked(startWeights(spec.seed, widths), widths).map((values) => variable(values));
		this.#descent = descentOf(optimiser, spec, this.parameters);
	}

	get movement(): readonly Variable[] {
		return this.#descent.movement;
	}
	get squares(): readonly Variable[] {
		return this.#descent.squares;
	}
	get goesOn(): boolean {
		return this.#end === null;
	}

	/** @param updates of the trainer: those of a model that goes on */
	standing(updates: number): Standing {
		return this.#end ?? { updates, stopped: false, diverged: null };
	}

	/** @param updates made until then */
	stop(updates: number): void {
		this.#end = { updates, stopped: true, diverged: null };
	}

	/** Progress is counted from here. */
	begin(): void {
		this.#made = { updates: 0, examples: 0 };
		this.#tally.clear();
	}

	/** Only for a model that goes on. @param positions of the batch */
	update(passes: Passes, positions: Uint32Array, stride: Stride): void {
		const right = (count: Scalar): void => this.#tally.addRight(count);
		const { loss, gradients } = passes.slope(this.parameters, positions, { right });
		this.#tally.addLoss(loss);
		this.#descent.move(this.parameters, gradients, stride);
		this.#made.updates++;
		this.#made.examples += positions.length;
	}

	/** Since `begin`; a batch among them that has run away ends the model. @param updates of the trainer */
	async progress(updates: number): Promise<Progress> {
		const { loss, worst, right } = await this.#tally.read();
		// The largest may pass over what is no number; the sum does not.
		const isSound = Number.isFinite(loss) && worst <= RUNAWAY;
		const made = this.standing(updates).updates;
		if (!isSound) this.#end = { updates: made, stopped: false, diverged: made };
		const { updates: batches, examples } = this.#made;
		return { ...this.standing(updates), loss: loss / batches, accuracy: right / examples };
	}

	/** Without a checkpoint's moments and standing the model stands still and goes on. */
	load(parameters: Float32Array): void {
		fill(this.parameters, parameters, this.#widths);
		fill(this.movement, undefined, this.#widths);
		fill(this.squares, undefined, this.#widths);
		this.#end = null;
	}

	restore({ parameters, movement, squares, standings }: Checkpoint, index: number): void {
		this.load(parameters[index]);
		if (this.squares.length > 0) fill(this.squares, squares[index], this.#widths);
		if (this.squares.length > 0 || this.spec.momentum > 0) fill(this.movement, movement[index], this.#widths);
		const { updates, stopped, diverged } = standings[index];
		if (stopped || diverged !== null) this.#end = { updates, stopped, diverged };
	}

	dispose(): void {
		this.#descent.dispose();
		this.#tally.dispose();
		this.parameters.forEach((parameter) => parameter.dispose());
	}
}
