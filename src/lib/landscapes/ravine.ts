// A ravine: the steeper curvature is 1, the flatter one 1 / condition, so a learning rate is η·h_max.
import { defineLandscape } from './landscape.ts';

export const ravine = defineLandscape({
	dimension: 2,
	formula: String.raw`\tfrac12\left(x^2 + y^2 / \mathrm{condition}\right)`,
	source: 'Polyak 1964, doi:10.1016/0041-5553(64)90137-5',
	parameters: { condition: 100 },
	loss: ([x, y], { condition }) => (x * x + (y * y) / condition) / 2,
	gradient(point, { condition }, out = [0, 0]) {
		const [x, y] = [point[0], point[1]];
		out[0] = x;
		out[1] = y / condition;
		return out;
	},
	hessian: (_, { condition }) => [1, 0, 0, 1 / condition],
});
