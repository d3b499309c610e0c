// At equal epochs the engine reaches what an independent program reached before the book was written (design of figure `accuracy`).
import { mean } from '../../src/lib/numbers/statistics.ts';
import type { Check } from './check.ts';
import type { Reached } from './end-state.ts';
import type { Training } from './train-mnist.ts';
import { measured } from './vitest.ts';

/** Test accuracy in percent after 5 epochs of all 60,000 digits, NumPy in float32; and how far from it the engine may be. */
export const expected = [
	{ batchSize: 10, accuracy: 97.5, within: 1 },
	{ batchSize: 100, accuracy: 94.7, within: 1 },
	{ batchSize: 1000, accuracy: 89.9, within: 1 },
	{ batchSize: 10_000, accuracy: 74.3, within: 3 },
] as const;

const shared = { widths: [784, 100, 10], epochs: 5, rate: 0.05, momentum: 0, seeds: [1, 2, 3] };
export const bookTrainings: readonly Training[] = expected.map(({ batchSize }) => ({ ...shared, batchSize }));

function faultAt(reached: Reached, { batchSize, accuracy, within }: (typeof expected)[number]): string {
	const own = reached[batchSize];
	const where = `batch size ${batchSize}: expected`;
	if (own?.length !== shared.seeds.length) return `${where} ${shared.seeds.length} seeds`;
	const difference = mean(own) - accuracy;
	if (Math.abs(difference) <= within) return '';
	return `${where} ${accuracy} % within ${within}, got ${mean(own).toFixed(2)}`;
}

export const bookAccuracy: Check<Reached> = {
	name: 'book-accuracy',
	sources: [
		'src/lib/numbers/*.ts',
		'src/lib/datasets/packing.ts',
		'src/lib/engine/{batches,layout,optimiser,schedule,start}.ts',
		'src/lib/engine/plain/**/*',
		'scripts/idx.ts',
		'scripts/verify/{book-accuracy,train-mnist,runs/book-accuracy.run}.ts',
	],
	run: async () => (await measured('scripts/verify/runs/book-accuracy.run.ts', 15)) as Reached,
	fault: (reached) =>
		expected
			.map((one) => faultAt(reached, one))
			.filter(Boolean)
			.join('; '),
};
