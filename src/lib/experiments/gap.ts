// Settings of the experiment `gap`: trained to the same loss, do a small batch and the full batch do equally well on test data? Pure.
import { choice, log, real, whole, type Settings } from '../settings/schema.ts';
import { definePlan } from './experiment.ts';

/** The two sides of a pair. */
export const arms = ['small', 'full'] as const;
export type GapArm = (typeof arms)[number];
/** Updates from one look at the training loss to the next. */
export const EVERY = 5;

const schema = {
	/** Of the small batch; the other arm takes all examples at once. */
	batchSize: whole(1, 1000, 16, { scale: 'log', unit: 'examples' }),
	optimiser: choice(['adam', 'sgd'], 'adam'),
	rate: log(1e-4, 1, 1e-3),
	/** Training stops at the first training loss that is not above it, in nats. */
	target: log(1e-3, 1, 0.01),
	/** Share of the training labels that are drawn at random. */
	labelNoise: real(0, 0.5, 0),
	/** Each has digits, a start and orders of its own. */
	pairs: whole(2, 12, 5),
	/** Digits of a pair. */
	examples: whole(100, 5000, 2000, { scale: 'log', unit: 'examples' }),
	layers: whole(1, 3, 2),
	hidden: whole(1, 1024, 256, { scale: 'log', unit: 'units' }),
	/** Updates after which an arm ends though its loss is not low enough. */
	cap: whole(100, 100_000, 20_000, { scale: 'log' }),
};
export type GapSettings = Settings<typeof schema>;

export const gap = definePlan({
	id: 'gap',
	settings: schema,
	presets: {
		small: { examples: 400, layers: 2, hidden: 100, rate: 2e-3, batchSize: 5, pairs: 6 },
		quick: { examples: 500, layers: 1, hidden: 100, rate: 3e-3, batchSize: 5, pairs: 10 },
		full: {},
		noise: { examples: 1000, layers: 1, hidden: 128, optimiser: 'sgd', rate: 0.3, batchSize: 8, labelNoise: 0.2 },
	},
});
