// Settings of the experiment `shuffle`: what does the order of the examples matter, when they lie sorted by label? Pure.
import type { Order } from '../engine/engine.ts';
import { choices, flag, log, whole, type Settings } from '../settings/schema.ts';
import { definePlan } from './experiment.ts';

export const orders = ['never', 'once', 'epoch', 'replacement'] as const satisfies Order[];

const schema = {
	orders: choices(orders, orders),
	/** Whether the examples lie sorted by label; else as they were drawn, in random order. */
	sorted: flag(true),
	batchSize: whole(1, 1000, 32, { scale: 'log', unit: 'examples' }),
	rate: log(1e-3, 10, 0.1),
	epochs: whole(1, 20, 3),
	seeds: whole(1, 10, 3),
	examples: whole(1000, 55_000, 6000, { scale: 'log', unit: 'examples' }),
	hidden: whole(1, 1024, 100, { scale: 'log', unit: 'units' }),
	validation: whole(100, 5000, 5000, { hidden: true }),
	/** Points of the training curve an epoch. */
	perEpoch: whole(1, 16, 4, { hidden: true }),
};
export type ShuffleSettings = Settings<typeof schema>;

export const shuffle = definePlan({
	id: 'shuffle',
	settings: schema,
	presets: {
		small: { examples: 2000, validation: 1000 },
		// One shard of digits holds both.
		quick: { examples: 5000, validation: 1000 },
		full: {},
	},
});
