// Settings of the experiment `gradient-noise`: how far is the gradient of a batch from the gradient of all examples? Pure.
import { whole, wholes, type Settings } from '../settings/schema.ts';
import { definePlan } from './experiment.ts';

const schema = {
	/** Besides 1, which the single gradients give. */
	batchSizes: wholes(2, 55_000, [4, 16, 64, 256, 1024], [2, 4, 8, 16, 64, 256, 1024], { unit: 'examples' }),
	epochs: wholes(0, 50, [0, 1, 5], [0, 1, 2, 5, 10]),
	/** Batches of up to 16 examples; fewer of larger ones, whose gradients differ less. */
	batches: whole(256, 4096, 512, { scale: 'log' }),
	/** Examples whose single gradients give tr Σ. */
	sample: whole(256, 55_000, 6000, { scale: 'log', unit: 'examples' }),
	seeds: whole(1, 8, 3),
	examples: whole(500, 55_000, 6000, { scale: 'log', unit: 'examples' }),
};
export type NoiseSettings = Settings<typeof schema>;

export const gradientNoise = definePlan({
	id: 'gradient-noise',
	settings: schema,
	presets: {
		small: { batchSizes: [16, 64], batches: 256, sample: 1000, seeds: 1 },
		quick: { batches: 256, sample: 1000 },
		full: {},
	},
});
