// Settings of the experiment `counter`: is it flatness, is it the batch? What speaks against the two sides of `gap`. Pure.
import { choices, type Settings } from '../settings/schema.ts';
import { definePlan } from './experiment.ts';
import { gap, type GapSettings } from './gap.ts';
import { sharpnessSettings } from './sharpness.ts';

/** Other rates for the full batch; another recipe; the same networks, written otherwise. */
export const doubts = ['rates', 'recipe', 'rescaling'] as const;
export type Doubt = (typeof doubts)[number];
/** Times the rate of `gap`, for the full batch. */
export const FACTORS = [0.25, 1, 4, 8] as const;
/** What a layer is multiplied by, and the next one divided: powers of two, so that nothing is rounded. */
export const SCALES = [1, 2, 4, 8] as const;

const schema = {
	doubts: choices(doubts, doubts),
	...gap.settings,
	...sharpnessSettings,
};
export type CounterSettings = Settings<typeof schema>;

/** The second recipe: plain descent, a narrower network, fewer digits. */
export const RECIPE = {
	...{ optimiser: 'sgd', rate: 0.1, batchSize: 16, examples: 1000, layers: 1, hidden: 64, labelNoise: 0 },
	cap: 50_000,
} as const satisfies Partial<GapSettings>;
/** Its arms; rates as such. */
export const RECIPE_ARMS = [
	{ arm: 'small', rate: RECIPE.rate },
	{ arm: 'full', rate: RECIPE.rate },
	{ arm: 'full', rate: 0.5 },
] as const;

const { small, quick, full } = gap.presets;

export const counter = definePlan<typeof schema>({
	id: 'counter',
	settings: schema,
	presets: {
		small: { ...small, doubts: ['rates'], pairs: 2 },
		quick: { ...quick, doubts: ['rates', 'rescaling'], pairs: 5 },
		full,
	},
});
