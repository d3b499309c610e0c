// What the bench asks of an engine, ours or a peer's.
import type { Dataset } from '../../src/lib/datasets/dataset.ts';
import { epochOrder } from '../../src/lib/engine/batches.ts';
import { startWeights } from '../../src/lib/engine/start.ts';
import type { ContenderName, Point } from '../contenders.ts';

/** The same for all: rate, and what start weights and order are drawn from. */
export const RATE = 0.05;
export const SEED = 1;

/** A network in training. */
export interface Training {
	/** Makes `count` updates and waits until a value of the last one is read back: mean loss in nats, of the last batch or of all. */
	update(count: number): Promise<number>;
	/** Reads back the batch's loss of each of the next `count` updates. */
	losses(count: number): Promise<number[]>;
	dispose(): void;
}
export interface Contender {
	readonly name: ContenderName;
	train(point: Point, data: Dataset): Promise<Training>;
}

/** A network's start for the peers: one entry a layer. */
export interface Start {
	readonly inputs: number;
	readonly outputs: number;
	/** [inputs, outputs] row-major */
	readonly weights: Float32Array<ArrayBuffer>;
	/** [outputs] */
	readonly biases: Float32Array<ArrayBuffer>;
}

/** The start that our engines take for the same seed. */
export function start(widths: readonly number[]): Start[] {
	const flat = startWeights(SEED, widths);
	let at = 0;
	const take = (count: number) => Float32Array.from(flat.subarray(at, (at += count)));
	return widths.slice(1).map((outputs, l) => {
		const inputs = widths[l];
		return { inputs, outputs, weights: take(inputs * outputs), biases: take(outputs) };
	});
}

/** A batch as the peers like it best: ready to multiply. */
export interface Batch {
	/** [batch, pixels], 0 … 1 */
	readonly pixels: Float32Array<ArrayBuffer>;
	/** [batch, classes], one-hot */
	readonly labels: Float32Array<ArrayBuffer>;
}

/** The batches of the first epoch, in our engines' order; peers go through them again and again. */
export function* batches({ training, pixels, classes }: Dataset, size: number): Generator<Batch> {
	const order = epochOrder(SEED, 'epoch', training.count, 0);
	for (let from = 0; from + size <= order.length; from += size) {
		const batch = { pixels: new Float32Array(size * pixels), labels: new Float32Array(size * classes) };
		order.subarray(from, from + size).forEach((position, row) => {
			for (let p = 0; p < pixels; p++) batch.pixels[row * pixels + p] = training.pixels[position * pixels + p] / 255;
			batch.labels[row * classes + training.labels[position]] = 1;
		});
		yield batch;
	}
}
