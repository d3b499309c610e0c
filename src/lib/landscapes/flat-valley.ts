// A minimum that the Hessian does not see: flat to third order along y.
import { defineLandscape } from './landscape.ts';

export const flatValley = defineLandscape({
	dimension: 2,
	formula: String.raw`x^2 + y^4`,
	source: 'textbook example of a degenerate critical point',
	parameters: {},
	loss: ([x, y]) => x * x + y ** 4,
	gradient(point, _, out = [0, 0]) {
		const [x, y] = [point[0], point[1]];
		out[0] = 2 * x;
		out[1] = 4 * y ** 3;
		return out;
	},
	hessian: ([, y]) => [2, 0, 0, 12 * y * y],
});
