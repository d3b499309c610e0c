// What a reader may guess in the figure `ball`: where balls of a few momenta come to rest.
import { real } from '../settings/schema.ts';
import { restsOf } from './ball.ts';
import type { Prediction } from './prediction.ts';

const [LEFT, RIGHT] = [-0.9, 1.1];

export const ballPrediction: Prediction = {
	...{ curves: ['restsAt'], at: [0.5, 0.8, 0.9, 0.99], range: real(-3, 3, 0), relative: false, near: 0.3 },
	shapes: {
		stays: [LEFT, LEFT, LEFT, LEFT],
		faster: [LEFT, LEFT, RIGHT, RIGHT],
		passes: [RIGHT, RIGHT, RIGHT, RIGHT],
	},
	points: (_, result) => restsOf(result).flatMap(({ momentum, w }) => (w === null ? [] : [[momentum, w] as const])),
	/** Nobody has published it: the figure computes it. */
	published: { id: '', points: () => [] },
};
