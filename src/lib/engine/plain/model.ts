// One model of a population: its parameters and moments, how far it came, and how an update changes them.
import type { Examples } from '../../datasets/dataset.ts';
import { batchPlace, Orders } from '../batches.ts';
import { type Checkpoint, type ModelSpec, RUNAWAY, type Standing, type TrainSpec } from '../engine.ts';
import { isAdaptive, weightDecayOf } from '../optimiser.ts';
import { factorAt } from '../schedule.ts';
import { startWeights } from '../start.ts';
import { floats } from './floats.ts';
import type { Sums } from './loss.ts';
import type { Network } from './network.ts';
import type { State } from './step.ts';

/** What one call's updates of a model come to. */
export interface Tally {
	updates: number;
	examples: number;
	/** Of the batches' mean losses. */
	loss: number;
	right: number;
}
/** Which update is made. */
export interface Turn {
	/** From 0, since the start. */
	readonly update: number;
	/** From 1, since the moments were zero. */
	readonly step: number;
}

export class Model {
	readonly spec: ModelSpec;
	readonly state: State;
	readonly orders: Orders;
	readonly #train: TrainSpec;
	readonly #network: Network;
	/** Its training split. */
	readonly training: Examples;
	/** null while the model goes on. */
	#end: Standing | null = null;

	constructor(spec: ModelSpec, train: TrainSpec, network: Network, training: Examples) {
		this.spec = spec;
		this.orders = new Orders(spec.seed, train.order, training.count);
		this.#train = train;
		this.#network = network;
		this.training = training;
		this.state = {
			parameters: network.array(),
			movement: network.array(),
			squares: isAdaptive(train.optimiser) ? network.array() : floats(0, network.precision),
			gradient: network.array(),
		};
		this.state.parameters.set(startWeights(spec.seed, train.widths));
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

	/** Without a checkpoint's moments and standing the model stands still and goes on. */
	load(parameters: Float32Array): void {
		this.state.parameters.set(parameters);
		this.state.movement.fill(0);
		this.state.squares.fill(0);
		this.#end = null;
	}

	restore({ parameters, movement, squares, standings }: Checkpoint, index: number): void {
		this.load(parameters[index]);
		const { optimiser } = this.#train;
		if (isAdaptive(optimiser)) this.state.squares.set(squares[index]);
		if (isAdaptive(optimiser) || this.spec.momentum > 0) this.state.movement.set(movement[index]);
		const { updates, stopped, diverged } = standings[index];
		if (stopped || diverged !== null) this.#end = { updates, stopped, diverged };
	}

	/**
	 * Makes one update, a slice at a time: whoever pulls may do something else in between, but must pull to the end. Only for a model
	 * that goes on. A batch that has run away ends the model; its step is left out where the gradient was kept apart.
	 */
	*update({ update, step }: Turn, tally: Tally): Generator<void> {
		const { batchSize, optimiser, schedule } = this.#train;
		const { epoch, from, to } = batchPlace(update, this.training.count, batchSize);
		const batch = { examples: this.training, positions: this.orders.epoch(epoch), from, to };
		const { momentum } = this.spec;
		const rate = this.spec.rate * factorAt(schedule, update);
		const sums: Sums = { loss: 0, right: 0 };
		const share = 1 / (to - from);
		const { parameters, gradient } = this.state;
		if (this.#isBare && to - from <= this.#network.slice) {
			// The gradient is added to the weights where it arises: rows of pixels that are all zero are not even touched.
			this.#network.learn(parameters, batch, parameters, -rate * share, sums);
			yield;
			this.#ended(update, sums.loss * share);
		} else {
			for (const slice of this.#network.cut(batch)) {
				this.#network.learn(parameters, slice, gradient, 1, sums);
				yield;
			}
			if (this.#ended(update, sums.loss * share)) gradient.fill(0);
			else this.#network.move(this.state, { rate, momentum, share, number: step }, optimiser);
		}
		tally.updates++;
		tally.examples += to - from;
		tally.loss += sums.loss * share;
		tally.right += sums.right;
	}

	/** Whether a step is no more than rate times gradient. */
	get #isBare(): boolean {
		const { optimiser } = this.#train;
		return optimiser.name === 'sgd' && this.spec.momentum === 0 && weightDecayOf(optimiser) === 0;
	}

	/** Notes an update from 0 whose batch has run away. */
	#ended(update: number, loss: number): boolean {
		if (loss <= RUNAWAY) return false;
		this.#end = { updates: update + 1, stopped: false, diverged: update + 1 };
		return true;
	}
}
