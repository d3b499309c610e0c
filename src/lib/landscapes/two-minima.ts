// Two minima on the line y = x, where the double well lies; across that line a spring holds.
import { defineLandscape } from './landscape.ts';

export const twoMinima = defineLandscape({
	dimension: 2,
	formula: String.raw`\tfrac14x^4 - \tfrac12x^2 - \mathrm{tilt}\,x + \tfrac12 \mathrm{stiffness}\,(y - x)^2`,
	source: 'made for this book: the double well coupled to a second direction',
	parameters: { tilt: 0.2, stiffness: 1 },
	loss: ([x, y], { tilt, stiffness }) => x ** 4 / 4 - (x * x) / 2 - tilt * x + (stiffness * (y - x) ** 2) / 2,
	gradient(point, { tilt, stiffness }, out = [0, 0]) {
		const [x, y] = [point[0], point[1]];
		out[0] = x * x * x - x - tilt - stiffness * (y - x);
		out[1] = stiffness * (y - x);
		return out;
	},
	hessian: ([x], { stiffness }) => [3 * x * x - 1 + stiffness, -stiffness, -stiffness, stiffness],
});
