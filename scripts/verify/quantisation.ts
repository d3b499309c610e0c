// Packing digits into 16 grey levels must not change what is learnt from them.
import { quantised } from '../../src/lib/datasets/packing.ts';
import type { Dataset, Examples } from '../../src/lib/datasets/dataset.ts';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { original } from '../idx.ts';
import type { Check } from './check.ts';

const seeds = [1, 2, 3, 4, 5];
const epochs = 3;
const batchSize = 32;
const examples = 60_000;
/** Points of test accuracy, for the mean over the seeds. */
const bound = 0.2;

interface Arms {
	/** Test accuracy in percent, one a seed. */
	readonly original: readonly number[];
	readonly quantised: readonly number[];
	/** Mean over the seeds of quantised − original, in points. */
	readonly difference: number;
}

const pack = (digits: Examples): Examples => ({ ...digits, pixels: digits.pixels.map(quantised) });
const dataset = (change: (digits: Examples) => Examples): Dataset => ({
	pixels: 784,
	classes: 10,
	training: change(original('train').digits),
	validation: null,
	test: change(original('t10k').digits),
});

/** Test accuracies in percent after training, one a seed; the same starts and orders whatever the data. */
async function accuracies(data: Dataset): Promise<number[]> {
	const engine = plainEngine({ load: () => Promise.resolve(data) });
	const trainer = await engine.train({
		data: { name: 'mnist', examples, validation: 0, test: true, seed: null },
		widths: [784, 100, 10],
		models: seeds.map((seed) => ({ seed, rate: 0.1, momentum: 0 })),
		optimiser: { name: 'sgd' },
		batchSize,
		order: 'epoch',
	});
	await trainer.update(epochs * Math.ceil(examples / batchSize));
	const scores = await trainer.evaluate('test');
	trainer.dispose();
	return scores.map(({ accuracy }) => Number((100 * accuracy).toFixed(2)));
}

export const quantisation: Check<Arms> = {
	name: 'quantisation',
	// The engine has tests of its own; this asks about the data.
	sources: ['src/lib/datasets/packing.ts', 'scripts/idx.ts', 'scripts/verify/quantisation.ts'],
	async run() {
		const before = await accuracies(dataset((digits) => digits));
		const after = await accuracies(dataset(pack));
		const sum = after.reduce((total, accuracy, i) => total + accuracy - before[i], 0);
		return { original: before, quantised: after, difference: Number((sum / seeds.length).toFixed(3)) };
	},
	fault: ({ original: before, quantised: after, difference }) => {
		if (before.length !== seeds.length || after.length !== seeds.length) return `expected ${seeds.length} seeds`;
		const isClose = Math.abs(difference) <= bound;
		return isClose ? '' : `test accuracy moves by ${difference} points, at most ${bound} are allowed`;
	},
};
