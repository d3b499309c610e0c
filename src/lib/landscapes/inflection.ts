// A flat place on the way down, in two dimensions: the Hessian is zero along x and cannot tell it from a minimum.
import { defineLandscape } from './landscape.ts';

export const inflection = defineLandscape({
	dimension: 2,
	formula: String.raw`\tfrac13x^3 + \tfrac12y^2`,
	source: 'textbook example of a degenerate critical point',
	parameters: {},
	loss: ([x, y]) => x ** 3 / 3 + (y * y) / 2,
	gradient(point, _, out = [0, 0]) {
		const [x, y] = [point[0], point[1]];
		out[0] = x * x;
		out[1] = y;
		return out;
	},
	hessian: ([x]) => [2 * x, 0, 0, 1],
});
