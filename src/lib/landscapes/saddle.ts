// A saddle: down along y, up along x.
import { defineLandscape } from './landscape.ts';

export const saddle = defineLandscape({
	dimension: 2,
	formula: String.raw`\tfrac12\left(x^2 - y^2\right)`,
	source: 'Morse lemma, normal form of index 1',
	parameters: {},
	loss: ([x, y]) => (x * x - y * y) / 2,
	gradient(point, _, out = [0, 0]) {
		const [x, y] = [point[0], point[1]];
		out[0] = x;
		out[1] = -y;
		return out;
	},
	hessian: () => [1, 0, 0, -1],
});
