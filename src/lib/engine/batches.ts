// Seed, order and epoch → which examples an update sees, the same on every engine.
import { Stream } from '../numbers/random.ts';
import { ascending, permutation } from '../numbers/shuffle.ts';
import type { Order } from './engine.ts';

/** Which part of which epoch's order an update uses: positions from … to − 1. */
export interface BatchPlace {
	readonly epoch: number;
	readonly from: number;
	readonly to: number;
}

/** ⌈examples / batchSize⌉: the last, smaller batch is kept. */
export const updatesPerEpoch = (examples: number, batchSize: number): number => Math.ceil(examples / batchSize);

/** @param update from 0 */
export function batchPlace(update: number, examples: number, batchSize: number): BatchPlace {
	const perEpoch = updatesPerEpoch(examples, batchSize);
	const epoch = Math.floor(update / perEpoch);
	const from = (update - epoch * perEpoch) * batchSize;
	return { epoch, from, to: Math.min(from + batchSize, examples) };
}

/**
 * The positions of an epoch, [examples]. 'never': ascending; 'once': the order of epoch 0 for ever; 'epoch': a permutation from
 * stream (seed, order, epoch); 'replacement': as many draws from that stream, each position equally likely every time.
 * @param epoch from 0   @param run of the toy runs that share a seed
 */
export function epochOrder(seed: number, order: Order, examples: number, epoch: number, run = 0): Uint32Array {
	switch (order) {
		case 'never':
			return ascending(examples);
		case 'once':
			return permutation(examples, new Stream(seed, 'order', 0, run));
		case 'epoch':
			return permutation(examples, new Stream(seed, 'order', epoch, run));
		case 'replacement': {
			const stream = new Stream(seed, 'order', epoch, run);
			return Uint32Array.from({ length: examples }, () => stream.below(examples));
		}
		default:
			return order satisfies never;
	}
}

/** The orders of one model, with the latest one kept: shuffling 60,000 examples costs as much as a hundred updates at batch 1. */
export class Orders {
	readonly #seed: number;
	readonly #order: Order;
	readonly #examples: number;
	#latest: { readonly epoch: number; readonly positions: Uint32Array } | null = null;

	constructor(seed: number, order: Order, examples: number) {
		this.#seed = seed;
		this.#order = order;
		this.#examples = examples;
	}

	/** Positions of an epoch, [examples]; not to be written to. */
	epoch(epoch: number): Uint32Array {
		const drawn = this.#order === 'never' || this.#order === 'once' ? 0 : epoch;
		if (this.#latest?.epoch !== drawn) {
			this.#latest = { epoch: drawn, positions: epochOrder(this.#seed, this.#order, this.#examples, drawn) };
		}
		return this.#latest.positions;
	}
}
