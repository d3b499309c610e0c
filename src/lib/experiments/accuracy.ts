// Settings of the experiment `accuracy`: does a larger batch train worse: at equal epochs, at equal updates, in equal time? Pure.
import { choices, log, whole, wholes, type Settings } from '../settings/schema.ts';
import { definePlan } from './experiment.ts';

export const comparisons = ['epochs', 'updates', 'seconds'] as const;
export type Comparison = (typeof comparisons)[number];
/** Where the rate of a batch size comes from: one for all, in proportion to the batch, or the best of those tried. */
export const policies = ['fixed', 'scaled', 'best'] as const;
export type Policy = (typeof policies)[number];

const offered = [1, 10, 100, 1000, 10_000, 55_000];
const schema = {
	comparisons: choices(comparisons, ['epochs', 'updates']),
	batchSizes: wholes(1, 55_000, offered, offered, { unit: 'examples' }),
	policies: choices(policies, ['fixed', 'best']),
	/** At equal updates a search trains every rate as long as the fixed one, and large batches are slow. */
	updatePolicies: choices(policies, ['fixed']),
	rate: log(1e-3, 10, 0.05),
	/** The batch size at which a scaled rate is the fixed one. */
	scaledFrom: whole(1, 1000, 10, { scale: 'log', unit: 'examples' }),
	/** Rates tried each way of the fixed one, a factor of 4 apart. */
	gridSteps: whole(1, 4, 3),
	epochs: whole(1, 50, 5),
	updates: whole(1, 10_000, 1000, { scale: 'log' }),
	seconds: log(0.1, 60, 1, { unit: 'seconds' }),
	seeds: whole(1, 8, 3),
	/** Digits where every batch size goes through them equally often, or for an equal time. */
	examples: whole(100, 55_000, 55_000, { scale: 'log', unit: 'examples' }),
	/** Digits at equal updates and in searches for the best rate. */
	fewer: whole(100, 55_000, 6000, { scale: 'log', unit: 'examples' }),
	hidden: whole(1, 1024, 100, { scale: 'log', unit: 'units' }),
	validation: whole(100, 5000, 5000, { hidden: true }),
};
export type AccuracySettings = Settings<typeof schema>;

export const accuracy = definePlan({
	id: 'accuracy',
	settings: schema,
	presets: {
		small: {
			batchSizes: [10, 100, 1000],
			policies: ['fixed'],
			updates: 40,
			examples: 1000,
			fewer: 1000,
			validation: 1000,
		},
		quick: {
			batchSizes: [10, 100, 1000],
			policies: ['fixed'],
			updates: 400,
			examples: 5000,
			fewer: 5000,
			validation: 1000,
		},
		full: {},
	},
});
