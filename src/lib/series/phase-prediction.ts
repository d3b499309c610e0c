// What a reader may guess in the figure `phase`: how many steps are needed at each momentum, with the rate that suits it best.
import { log } from '../settings/schema.ts';
import { fewestRuns } from './phase.ts';
import type { Prediction, Spot } from './prediction.ts';

const momenta = [0, 0.25, 0.5, 0.75, 0.875, 0.96875];

/** In the ravine only; all grids have rows of these momenta. */
export const phasePrediction: Prediction = {
	...{ curves: ['fewestSteps'], at: momenta, range: log(1, 1000, 100), relative: false, near: 1.5 },
	shapes: {
		level: [100, 100, 100, 100, 100, 100],
		falling: [300, 200, 120, 60, 30, 10],
		dip: [300, 200, 120, 60, 120, 400],
	},
	points: (_, result) =>
		fewestRuns(result).flatMap(({ momentum, steps }): Spot[] => (steps === null ? [] : [[momentum, steps]])),
	published: { id: '', points: () => [] },
};
