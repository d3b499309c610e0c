// Settings of the experiment `line`: what lies on the straight line between the two solutions of a pair of `gap`, and beyond? Pure.
import { whole, type Settings } from '../settings/schema.ts';
import { definePlan } from './experiment.ts';
import { gap } from './gap.ts';
import { sharpnessSettings } from './sharpness.ts';

/** Places on the line: 0 is the solution of the small batch, 1 that of the full batch. As Keskar et al. 2017 took them: linspace(-1, 2, 25). */
export const ALPHAS: readonly number[] = Array.from({ length: 25 }, (_, index) => -1 + (3 * index) / 24);

const schema = {
	...gap.settings,
	/** Of the pairs, the first so many: each has a line of its own. */
	lines: whole(1, 12, 5),
	...sharpnessSettings,
};
export type LineSettings = Settings<typeof schema>;

const { small, quick, full } = gap.presets;

export const line = definePlan<typeof schema>({
	id: 'line',
	settings: schema,
	presets: { small: { ...small, lines: 1, iterations: 40 }, quick: { ...quick, lines: 5 }, full },
});
