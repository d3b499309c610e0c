// A minimum so flat that the second derivative cannot tell it.
import { defineLandscape } from './landscape.ts';

export const quartic = defineLandscape({
	dimension: 1,
	formula: String.raw`w^4`,
	source: 'textbook example of a degenerate minimum',
	parameters: {},
	loss: ([w]) => w ** 4,
	gradient(point, _, out = [0]) {
		const w = point[0];
		out[0] = 4 * w * w * w;
		return out;
	},
	hessian: ([w]) => [12 * w * w],
});
