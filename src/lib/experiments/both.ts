// Settings of the experiment `both`: may a large batch do as well as a small one in as many epochs? Pure.
import { choices, log, real, whole, wholes, type Settings } from '../settings/schema.ts';
import { definePlan } from './experiment.ts';

/**
 * Where the rate of a batch size comes from: one for all; in proportion to the batch; the same, reached slowly; or steps whose length
 * is a share of each layer's own, tuned for every batch size: along the gradient (LARS), or along Adam's direction (LAMB).
 */
export const policies = ['fixed', 'linear', 'warmUp', 'lars', 'lamb'] as const;
export type Policy = (typeof policies)[number];

const offered = [16, 32, 64, 128, 256, 512, 1024, 2048, 4096];
const schema = {
	policies: choices(policies, policies),
	batchSizes: wholes(1, 4096, offered.slice(0, 7), offered, { unit: 'examples' }),
	/** At the batch size `scaledFrom`. */
	rate: log(1e-3, 1, 0.05),
	scaledFrom: whole(1, 1000, 16, { scale: 'log', unit: 'examples' }),
	/** Epochs in which the rate rises from that of the batch size `scaledFrom`. */
	warmUp: real(0, 5, 1),
	/** Length of a step of LARS at `scaledFrom`, as a share of the layer's length; it grows with the root of the batch size. */
	larsRate: log(1e-4, 0.5, 0.008),
	/** The same of LAMB. */
	lambRate: log(1e-4, 0.5, 0.002),
	/** Others of both that are tried each way, a factor of 2 apart. */
	gridSteps: whole(0, 3, 1),
	epochs: whole(1, 20, 5),
	seeds: whole(1, 8, 3),
	/** A multiple of all batch sizes offered: a last, smaller batch at a scaled rate would throw the model off. */
	examples: whole(100, 55_000, 20_480, { scale: 'log', unit: 'examples' }),
	hidden: whole(1, 1024, 100, { scale: 'log', unit: 'units' }),
	validation: whole(100, 5000, 5000, { hidden: true }),
};
export type BothSettings = Settings<typeof schema>;

export const both = definePlan({
	id: 'both',
	settings: schema,
	presets: {
		small: { batchSizes: [16, 64, 256], lambRate: 0.004, gridSteps: 0, epochs: 3, examples: 1280, validation: 1000 },
		quick: { batchSizes: [16, 64, 256, 1024], examples: 5120, validation: 1000 },
		full: {},
	},
});
