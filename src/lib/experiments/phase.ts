// Settings of the experiment `phase`: every pixel of a map is a run of its own. Pure.
import { choice, real, whole, type Settings } from '../settings/schema.ts';
import { definePlan } from './experiment.ts';

const schema = {
	/** How many steps a run needs in the ravine, or in which of two minima it ends. */
	map: choice(['steps', 'basins'], 'steps'),
	/** h_max / h_min of the ravine. */
	condition: whole(2, 1000, 100, { scale: 'log' }),
	/** Pixels along each side. */
	side: choice(['64', '128', '256'], '256'),
	/** The pixel whose path is drawn: rate (times h_max) or start to the right, momentum upwards. */
	rate: real(0, 4, 3.17, { hidden: true }),
	start: real(-2, 2, -1.5, { hidden: true }),
	momentum: real(0, 0.999, 0.688, { hidden: true }),
};
export type PhaseSettings = Settings<typeof schema>;

export const phase = definePlan({
	id: 'phase',
	settings: schema,
	looks: ['rate', 'start', 'momentum'],
	seedless: true,
	presets: {
		...{ small: { side: '64' }, quick: { side: '128' }, full: {} },
		...{ round: { side: '128', condition: 10 }, basins: { side: '128', map: 'basins' } },
	},
});
