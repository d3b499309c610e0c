// A flat place on the way down: neither minimum nor maximum, and the second derivative cannot tell.
import { defineLandscape } from './landscape.ts';

export const cubic = defineLandscape({
	dimension: 1,
	formula: String.raw`w^3`,
	source: 'textbook example of an inflection',
	parameters: {},
	loss: ([w]) => w ** 3,
	gradient(point, _, out = [0]) {
		const w = point[0];
		out[0] = 3 * w * w;
		return out;
	},
	hessian: ([w]) => [6 * w],
});
