// Trains all of MNIST on an engine and tells what it gets right.
import { createHash } from 'node:crypto';
import type { DataSource, Dataset, Examples } from '../../src/lib/datasets/dataset.ts';
import { quantised } from '../../src/lib/datasets/packing.ts';
import type { Engine } from '../../src/lib/engine/engine.ts';
import { updatesPerEpoch } from '../../src/lib/engine/batches.ts';
import { original } from '../idx.ts';

export interface Training {
	readonly widths: readonly number[];
	readonly epochs: number;
	readonly rate: number;
	readonly momentum: number;
	readonly batchSize: number;
	readonly seeds: readonly number[];
}

const packed = (digits: Examples): Examples => ({ ...digits, pixels: digits.pixels.map(quantised) });
const load = (change: (digits: Examples) => Examples): Dataset => ({
	pixels: 784,
	classes: 10,
	training: change(original('train').digits),
	validation: null,
	test: change(original('t10k').digits),
});
const sourceOf = (dataset: Dataset): DataSource => ({ load: async () => dataset });

/** All 60,000 + 10,000 digits as they were published. */
export const originalMnist = (): DataSource => sourceOf(load((digits) => digits));
/** The same in 16 grey levels, as readers get them. */
export const packedMnist = (): DataSource => sourceOf(load(packed));

/** SHA-256 over pixels and labels of the packed digits, training first. */
export function packedHash(): string {
	const { training, test } = load(packed);
	const parts = [training, test!].flatMap(({ pixels, labels }) => [pixels, labels]);
	return parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');
}

/** Test accuracies in percent after training, one a seed; starts and orders are the same whatever the data and the engine. */
export async function accuracies(engine: Engine, training: Training): Promise<number[]> {
	const { widths, epochs, rate, momentum, batchSize, seeds } = training;
	const examples = original('train').digits.count;
	const trainer = await engine.train({
		data: { name: 'mnist', examples, validation: 0, test: true, seed: null },
		widths,
		models: seeds.map((seed) => ({ seed, rate, momentum })),
		optimiser: { name: 'sgd' },
		batchSize,
		order: 'epoch',
	});
	try {
		await trainer.update(epochs * updatesPerEpoch(examples, batchSize));
		return (await trainer.evaluate('test')).map(({ accuracy }) => Number((100 * accuracy).toFixed(2)));
	} finally {
		trainer.dispose();
	}
}
