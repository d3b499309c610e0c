// Settings of the experiment `momentum-mnist`: what does momentum buy, at one rate for all, and at one effective rate? Pure.
import { choices, log, whole, wholes, type Settings } from '../settings/schema.ts';
import { definePlan } from './experiment.ts';

/** What all momenta have the same of: the rate η, or the effective rate η/(1 − λ). */
export const comparisons = ['fixed', 'effective'] as const;
export type Comparison = (typeof comparisons)[number];
/** λ, as a reader is offered it. */
export const momenta = ['0', '0.5', '0.9', '0.99'] as const;

const schema = {
	comparisons: choices(comparisons, comparisons),
	momenta: choices(momenta, momenta),
	batchSizes: wholes(1, 1024, [16, 256], [16, 64, 256], { unit: 'examples' }),
	/** Of every momentum where the rate is fixed. */
	rate: log(1e-3, 1, 0.02),
	/** η/(1 − λ) of every momentum where that is equal. */
	effectiveRate: log(1e-2, 2, 0.2),
	epochs: whole(1, 20, 2),
	seeds: whole(1, 8, 3),
	examples: whole(100, 55_000, 6000, { scale: 'log', unit: 'examples' }),
	hidden: whole(1, 1024, 100, { scale: 'log', unit: 'units' }),
	validation: whole(100, 5000, 5000, { hidden: true }),
	/** Points of the training curve an epoch. */
	perEpoch: whole(1, 16, 5, { hidden: true }),
};
export type MomentumMnistSettings = Settings<typeof schema>;

export const momentumMnist = definePlan({
	id: 'momentum-mnist',
	settings: schema,
	presets: {
		small: { examples: 1500, validation: 1000, perEpoch: 3 },
		// One shard of digits holds both.
		quick: { examples: 5000, validation: 1000 },
		full: {},
	},
});
