// A slope that is steep and then gentle, a valley with a level floor, and a hump behind it with a deeper valley beyond. Made for this book.
import { through, type Curve } from './curve.ts';

/** Where the four positions are that the figure `hill` looks at. On the floor the gradient is 0, all along. */
export const stations = { steep: -2.5, gentle: -1.1, floor: 0.5, rise: 1.1 } as const;
export type Station = keyof typeof stations;

/** Half of the floor's width. */
const FLOOR = 0.15;
export const HUMP_AT = 1.6;

/** @param hump its height over the floor */
export const hill = (hump: number): Curve =>
	through([
		{ w: -2.6, loss: 3, slope: -3.5 },
		{ w: -1.6, loss: 1.2, slope: -0.3 },
		{ w: -0.6, loss: 0.9, slope: -0.3 },
		{ w: stations.floor - FLOOR, loss: 0, slope: 0 },
		{ w: stations.floor + FLOOR, loss: 0, slope: 0 },
		{ w: HUMP_AT, loss: hump, slope: 0, curvature: -3 },
		{ w: 2.5, loss: -0.4, slope: 0, curvature: 4 },
		{ w: 3.1, loss: 1.6, slope: 7 },
	]);
