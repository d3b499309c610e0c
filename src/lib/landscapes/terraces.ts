// All that a ball can meet on its way down, one after the other: a steep slope, a plateau, a flat inflection, a shallow valley, a hump, and a
// deeper valley behind it. Made for this book.
import { through, type Curve } from './curve.ts';

/** @param shape how much lower the right valley is, by half, and how high the hump between the valleys is, in multiples of 0.35 */
export const terraces = ({ tilt, hump }: { readonly tilt: number; readonly hump: number }): Curve =>
	through([
		{ w: -3, loss: 4, slope: -5 },
		// The plateau still slopes a little.
		{ w: -2.2, loss: 1.75, slope: -0.25 },
		{ w: -1.1, loss: 1.5, slope: -0.2 },
		// The inflection: level, and lower on the right than on the left.
		{ w: -0.4, loss: 1.2, slope: 0 },
		{ w: 0.6, loss: 0.4, slope: 0, curvature: 4 },
		{ w: 1.3, loss: 0.4 + 0.35 * hump, slope: 0, curvature: -4 },
		{ w: 2.1, loss: 0.4 - 2 * tilt, slope: 0, curvature: 4 },
		{ w: 3, loss: 4, slope: 9 },
	]);
