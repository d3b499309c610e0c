// Settings of the experiment `slice`: the loss of a network that is really trained, over a plane in the space of its parameters. Pure.
import { choice, log, real, whole, type Settings } from '../settings/schema.ts';
import { definePlan } from './experiment.ts';

const schema = {
	/** Along y: through where the training was after a part of its updates, or at random. */
	direction: choice(['training', 'random'], 'training'),
	examples: whole(100, 6000, 1000, { scale: 'log', unit: 'examples' }),
	hidden: whole(1, 256, 32, { scale: 'log', unit: 'units' }),
	/** Of the training. */
	epochs: whole(1, 100, 30, { scale: 'log' }),
	batchSize: whole(1, 1000, 32, { scale: 'log', unit: 'examples' }),
	trainingRate: log(1e-3, 1, 0.1),
	/** The rest is of both ways down the slice, which the page computes. */
	rate: log(0.002, 0.5, 0.05, { hidden: true }),
	momentum: real(0, 0.99, 0.7, { hidden: true }),
	startX: real(-0.6, 1.2, 1, { hidden: true }),
	startY: real(-0.5, 0.7, 0, { hidden: true }),
	updates: whole(1, 100, 30, { hidden: true }),
	/** The one whose arrows are shown. */
	step: whole(1, 100, 4, { hidden: true }),
};
export type SliceSettings = Settings<typeof schema>;

export const slice = definePlan({
	id: 'slice',
	settings: schema,
	looks: ['rate', 'momentum', 'startX', 'startY', 'updates', 'step'],
	presets: {
		...{ small: { examples: 300 }, quick: {}, full: { examples: 3000 } },
		random: { direction: 'random', momentum: 0.5, startY: 0.5 },
	},
});
