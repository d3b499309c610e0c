// After five epochs of MNIST the engines know as much as PyTorch does.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mean } from '../../src/lib/numbers/statistics.ts';
import { type Check, root } from './check.ts';
import type { Training } from './train-mnist.ts';
import { measured } from './vitest.ts';

/** Test accuracies in percent, one a seed, by batch size. */
export type Reached = Record<string, readonly number[]>;
/** What tests/numerics/golden/end_state.py wrote. */
interface Golden extends Omit<Training, 'batchSize'> {
	/** SHA-256 over the digits. */
	readonly digits: string;
	readonly reached: readonly { readonly batchSize: number; readonly accuracies: readonly number[] }[];
}

const golden = 'tests/numerics/golden/end-state.json';
export const endState = JSON.parse(readFileSync(join(root, golden), 'utf8')) as Golden;
const batchSizes = endState.reached.map(({ batchSize }) => batchSize);
/** What PyTorch did, for one batch size. */
export const endStateTrainings: readonly Training[] = batchSizes.map((batchSize) => ({ ...endState, batchSize }));

/** Points of test accuracy: mean over the seeds against PyTorch's, and one seed on 'wgsl' against 'plain'. */
const bounds = { plain: 0.3, wgsl: 0.5 } as const;
/** Minutes. */
const PATIENCE = 30;

const shared = [
	golden,
	'src/lib/numbers/*.ts',
	'src/lib/datasets/packing.ts',
	'src/lib/engine/{batches,layout,optimiser,schedule,start}.ts',
	'src/lib/engine/plain/**/*',
	'scripts/idx.ts',
	'scripts/verify/{end-state,train-mnist}.ts',
];

/** What is wrong where some accuracies are further from others than `bound`, '' for nothing. */
function differing(ours: Reached, theirs: Reached, seeds: number, bound: number): string {
	const faults = batchSizes.map((batchSize) => {
		const [own, other] = [ours[batchSize], theirs[batchSize]];
		const where = `batch size ${batchSize}: expected`;
		if (own?.length !== seeds || other?.length !== seeds) return `${where} ${seeds} seeds`;
		const difference = mean(own) - mean(other);
		const isClose = Math.abs(difference) <= bound;
		return isClose ? '' : `${where} at most ${bound} points of difference, got ${difference.toFixed(2)}`;
	});
	return faults.filter(Boolean).join('; ');
}

export const endStatePlain: Check<Reached> = {
	name: 'end-state-plain',
	sources: [...shared, 'scripts/verify/runs/end-state-plain.run.ts'],
	run: async () => (await measured('scripts/verify/runs/end-state-plain.run.ts', PATIENCE)) as Reached,
	fault(reached) {
		const theirs = Object.fromEntries(endState.reached.map(({ batchSize, accuracies }) => [batchSize, accuracies]));
		return differing(reached, theirs, endState.seeds.length, bounds.plain);
	},
};

/** One seed on either engine. */
interface Pair {
	readonly plain: Reached;
	readonly wgsl: Reached;
}

export const endStateWgsl: Check<Pair> = {
	name: 'end-state-wgsl',
	sources: [...shared, 'src/lib/engine/wgsl/**/*.{ts,wgsl}', 'scripts/verify/runs/end-state-wgsl.run.ts'],
	async run() {
		const { plain, wgsl } = await measured('scripts/verify/runs/end-state-wgsl.run.ts', PATIENCE);
		return { plain, wgsl } as Pair;
	},
	fault: ({ plain, wgsl }) => differing(wgsl, plain, 1, bounds.wgsl),
};
