// The engine of plain loops over typed arrays: every reader's fallback, the line "without parallelism", and in float64 the oracle.
import type { DataSource } from '../../datasets/dataset.ts';
import type { Engine } from '../engine.ts';
import { checkSpec } from '../spec.ts';
import type { Precision } from './floats.ts';
import { plainSweep } from './sweep.ts';
import { PlainTrainer } from './trainer.ts';

export interface PlainOptions {
	/** Bits of parameters, activations and gradients: 32 (default) as every other engine, 64 for the oracle. */
	readonly precision?: Precision;
}

/** `train` rejects with RangeError for a bad spec, and as the source does. */
export function plainEngine(source: DataSource, { precision = 32 }: PlainOptions = {}): Engine {
	return {
		name: 'plain',
		adapter: '',
		software: true,
		versions: {},
		async train(spec) {
			const data = await source.load(spec.data);
			checkSpec(spec, data);
			return new PlainTrainer(spec, data, precision);
		},
		sweep: (name, inputs, count) => plainSweep(name, inputs, count),
		async dispose() {
			// Holds nothing of its own: a trainer's memory goes with the trainer.
		},
	};
}
