// What the tests of the contract share.
import type { Optimiser, Trainer, TrainSpec } from '../../src/lib/engine/engine.ts';
import { crc32Of } from '../../src/lib/numbers/crc32.ts';

/** Trains on the engine that is open, and disposes of the trainer. */
export type Using = <T>(spec: TrainSpec, work: (trainer: Trainer) => Promise<T>) => Promise<T>;

export const bits = async (trainer: Trainer): Promise<string[]> => (await trainer.parameters()).map(crc32Of);

/** Every kind of step, with the momentum it goes with. */
export const descents: readonly { readonly name: string; readonly optimiser: Optimiser; readonly momentum: number }[] =
	[
		{ name: 'descent', optimiser: { name: 'sgd' }, momentum: 0 },
		{ name: 'momentum and decay', optimiser: { name: 'sgd', weightDecay: 0.01 }, momentum: 0.9 },
		{ name: 'Adam', optimiser: { name: 'adam' }, momentum: 0 },
		{ name: 'Adam and decay', optimiser: { name: 'adam', weightDecay: 0.01 }, momentum: 0 },
		{ name: 'LARS', optimiser: { name: 'lars', trust: 0.1, weightDecay: 0.01 }, momentum: 0.9 },
		{ name: 'LAMB', optimiser: { name: 'lamb', weightDecay: 0.01 }, momentum: 0 },
	];
