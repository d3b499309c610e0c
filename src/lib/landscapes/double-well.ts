// Two valleys with a hill between them; the tilt makes the right one the better one.
import { defineLandscape } from './landscape.ts';

export const doubleWell = defineLandscape({
	dimension: 1,
	formula: String.raw`\tfrac14w^4 - \tfrac12\mathrm{hump}\,w^2 - \mathrm{tilt}\,w`,
	source: 'potential of Duffing 1918, Erzwungene Schwingungen bei veränderlicher Eigenfrequenz',
	parameters: { tilt: 0.2, hump: 1 },
	loss: ([w], { tilt, hump }) => w ** 4 / 4 - (hump * w * w) / 2 - tilt * w,
	gradient(point, { tilt, hump }, out = [0]) {
		const w = point[0];
		out[0] = w * w * w - hump * w - tilt;
		return out;
	},
	hessian: ([w], { hump }) => [3 * w * w - hump],
});
