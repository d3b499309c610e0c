// Three ways down and three up from a point where the whole Hessian is zero.
import { defineLandscape } from './landscape.ts';

export const monkeySaddle = defineLandscape({
	dimension: 2,
	formula: String.raw`x^3 - 3xy^2`,
	source: 'Hilbert, Cohn-Vossen 1932, Anschauliche Geometrie, § 29',
	parameters: {},
	loss: ([x, y]) => x ** 3 - 3 * x * y * y,
	gradient(point, _, out = [0, 0]) {
		const [x, y] = [point[0], point[1]];
		out[0] = 3 * (x * x - y * y);
		out[1] = -6 * x * y;
		return out;
	},
	hessian: ([x, y]) => [6 * x, -6 * y, -6 * y, -6 * x],
});
