// Packing digits into 16 grey levels must not change what is learnt from them.
import { mean } from '../../src/lib/numbers/statistics.ts';
import type { Check } from './check.ts';
import type { Training } from './train-mnist.ts';
import { measured } from './vitest.ts';

export const quantisationTraining: Training = {
	widths: [784, 100, 10],
	epochs: 3,
	rate: 0.1,
	momentum: 0,
	batchSize: 32,
	seeds: [1, 2, 3, 4, 5],
};
/** Points of test accuracy, for the mean over the seeds. */
const bound = 0.2;

/** Test accuracies in percent, one a seed. */
interface Arms {
	readonly original: readonly number[];
	readonly quantised: readonly number[];
}

export const quantisation: Check<Arms> = {
	name: 'quantisation',
	// The engine has tests of its own; this asks about the data.
	sources: [
		'src/lib/datasets/packing.ts',
		'scripts/idx.ts',
		'scripts/verify/{quantisation,train-mnist,runs/quantisation.run}.ts',
	],
	async run() {
		const { original, quantised } = await measured('scripts/verify/runs/quantisation.run.ts', 15);
		return { original, quantised } as Arms;
	},
	fault: ({ original, quantised }) => {
		const { length } = quantisationTraining.seeds;
		if (original.length !== length || quantised.length !== length) return `expected ${length} seeds`;
		const difference = mean(quantised) - mean(original);
		if (Math.abs(difference) <= bound) return '';
		return `test accuracy moves by ${difference.toFixed(2)} points, at most ${bound} are allowed`;
	},
};
