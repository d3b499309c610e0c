// Settings of the experiment `escape`: who leaves a valley, at each batch size? Pure.
import { choice, choices, log, real, whole, wholes, type Settings } from '../settings/schema.ts';
import { definePlan } from './experiment.ts';

const offered = [1, 2, 4, 5, 10, 20];
/** Both landscapes are the mean of so many examples. */
export const EXAMPLES = 20;
const schema = {
	batchSizes: wholes(1, EXAMPLES, offered, offered, { unit: 'examples' }),
	rate: log(0.01, 0.5, 0.2),
	landscape: choice(['escape', 'tilts'], 'escape'),
	/** Of the sharp valley of `escape`; 1.42 makes both minima equally low. */
	depth: real(1.1, 2, 1.42),
	order: choice(['epoch', 'replacement'], 'epoch'),
	starts: choices(['left', 'right'], ['left', 'right']),
	updates: whole(10, 2000, 400, { scale: 'log' }),
	runs: whole(256, 65_536, 16_384, { scale: 'log' }),
};
export type EscapeSettings = Settings<typeof schema>;
export type Start = EscapeSettings['starts'][number];

export const escape = definePlan({
	id: 'escape',
	settings: schema,
	presets: {
		...{ small: { runs: 4096 }, quick: { runs: 8192 }, full: {} },
		// Where the claim fails, and why: steps too short, a valley worth staying in, noise that cancels within an epoch.
		...{ gentle: { runs: 4096, rate: 0.05 }, deep: { runs: 4096, depth: 1.6 } },
		...{ tilts: { runs: 4096, landscape: 'tilts' } },
		'tilts-replacement': { runs: 4096, landscape: 'tilts', order: 'replacement' },
	},
});
