// Settings of the experiment `update-time`: how long does one update take at each batch size, and how long a whole epoch? Pure.
import { choices, log, whole, wholes, type Settings } from '../settings/schema.ts';
import { definePlan } from './experiment.ts';

const offered = [1, 10, 100, 1000, 10_000, 60_000];
const schema = {
	batchSizes: wholes(1, 60_000, offered, offered, { unit: 'examples' }),
	lines: choices(['engine', 'thread', 'tensorflow'], ['engine', 'thread']),
	hidden: whole(1, 1024, 100, { scale: 'log', unit: 'units' }),
	repeats: whole(9, 50, 9),
	/** Size of the training set; a batch of as many is the full batch. */
	examples: whole(1, 60_000, 60_000, { scale: 'log', unit: 'examples' }),
	/** An epoch predicted to take longer is not really run, seconds; a single update is not measured. */
	epochLimit: log(0.1, 60, 10, { unit: 'seconds' }),
};
export type UpdateTimeSettings = Settings<typeof schema>;

export const updateTime = definePlan({
	id: 'update-time',
	settings: schema,
	presets: {
		small: { examples: 2000, batchSizes: [1, 10, 100, 1000], epochLimit: 1 },
		quick: { batchSizes: [1, 10, 100, 1000, 10_000], epochLimit: 3 },
		// All three lines: what TensorFlow.js takes longer is fixed cost.
		full: { lines: ['engine', 'thread', 'tensorflow'] },
	},
});
