// One model of a population: its parameters, its movement, and how an update changes them.
import type { Examples } from '../../datasets/dataset.ts';
import { batchPlace, Orders } from '../batches.ts';
import type { ModelSpec, TrainSpec } from '../engine.ts';
import { startWeights } from '../start.ts';
import { type Floats, floats } from './floats.ts';
import type { Network } from './network.ts';

export class Model {
	readonly spec: ModelSpec;
	readonly parameters: Floats;
	/** Last movement; stays zero for momentum 0, which never needs it. */
	readonly movement: Floats;
	readonly orders: Orders;
	readonly #network: Network;
	readonly #training: Examples;
	readonly #batchSize: number;
	/** Sum over a batch of more than one slice; zero between updates. */
	readonly #gradient: Floats;

	constructor(spec: ModelSpec, { widths, order, batchSize }: TrainSpec, network: Network, training: Examples) {
		this.spec = spec;
		this.orders = new Orders(spec.seed, order, training.count);
		this.#network = network;
		this.#training = training;
		this.#batchSize = batchSize;
		this.parameters = floats(network.length, network.precision);
		this.parameters.set(startWeights(spec.seed, widths));
		this.movement = floats(network.length, network.precision);
		this.#gradient = floats(network.length, network.precision);
	}

	/**
	 * Makes one update, a slice at a time: whoever pulls may do something else in between, but must pull to the end.
	 * @param update its number, from 0   @param progress its batch's mean loss is added
	 */
	*update(update: number, progress: { loss: number }): Generator<void> {
		const { epoch, from, to } = batchPlace(update, this.#training.count, this.#batchSize);
		const batch = { examples: this.#training, positions: this.orders.epoch(epoch), from, to };
		const sums = { loss: 0, right: 0 };
		const { rate, momentum } = this.spec;
		if (momentum === 0 && to - from <= this.#network.slice) {
			// The gradient is added to the weights where it arises: rows of pixels that are all zero are not even touched.
			this.#network.learn(this.parameters, batch, this.parameters, -rate / (to - from), sums);
			yield;
		} else {
			for (const slice of this.#network.cut(batch)) {
				this.#network.learn(this.parameters, slice, this.#gradient, 1, sums);
				yield;
			}
			this.#move(rate / (to - from), momentum);
		}
		progress.loss += sums.loss / (to - from);
	}

	/** movement ← momentum · movement − rate · gradient; parameters ← parameters + movement; gradient ← 0 */
	#move(rate: number, momentum: number): void {
		const { parameters, movement } = this;
		const gradient = this.#gradient;
		for (let i = 0; i < parameters.length; i++) {
			const step = momentum * movement[i] - rate * gradient[i];
			if (momentum > 0) movement[i] = step;
			parameters[i] += step;
			gradient[i] = 0;
		}
	}
}
