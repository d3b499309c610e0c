// A bowl with two curvatures: the loss near any minimum, along its eigen-directions.
import { defineLandscape } from './landscape.ts';

export const bowl = defineLandscape({
	dimension: 2,
	formula: String.raw`\tfrac12\left(h_x\,x^2 + h_y\,y^2\right)`,
	source: 'second-order Taylor polynomial at a minimum',
	parameters: { hx: 1, hy: 1 },
	loss: ([x, y], { hx, hy }) => (hx * x * x + hy * y * y) / 2,
	gradient(point, { hx, hy }, out = [0, 0]) {
		const [x, y] = [point[0], point[1]];
		out[0] = hx * x;
		out[1] = hy * y;
		return out;
	},
	hessian: (_, { hx, hy }) => [hx, 0, 0, hy],
});
