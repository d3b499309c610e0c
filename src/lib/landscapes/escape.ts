// A sharp and a flat minimum of equal loss, as the mean of 20 examples whose losses are one potential, shifted.
import { evenly, meanLandscape, type Examples, type Parameters } from './landscape.ts';

type Of = Parameters<'depth' | 'spread'>;
const COUNT = 20;
/** Centre and width of the sharp and of the flat hollow, and the weight of the walls. */
const SHARP = { at: -1, width: 0.2 };
const FLAT = { at: 1, width: 0.6 };
const WALLS = 0.02;

/** exp(−z²/2) and z, the distance to a hollow's centre in widths. */
function hollow({ at, width }: typeof SHARP, w: number): { readonly fill: number; readonly z: number } {
	const z = (w - at) / width;
	return { fill: Math.exp((-z * z) / 2), z };
}

function potential(w: number, depth: number): number {
	return 1 - depth * hollow(SHARP, w).fill - hollow(FLAT, w).fill + WALLS * w ** 4;
}

function slope(w: number, depth: number): number {
	const [sharp, flat] = [hollow(SHARP, w), hollow(FLAT, w)];
	return (depth * sharp.z * sharp.fill) / SHARP.width + (flat.z * flat.fill) / FLAT.width + 4 * WALLS * w * w * w;
}

function curvature(w: number, depth: number): number {
	const [sharp, flat] = [hollow(SHARP, w), hollow(FLAT, w)];
	const bend = ({ fill, z }: typeof sharp, width: number) => ((1 - z * z) * fill) / width ** 2;
	return depth * bend(sharp, SHARP.width) + bend(flat, FLAT.width) + 12 * WALLS * w * w;
}

const shifted = (w: number, example: number, spread: number): number => w - evenly(example, COUNT, spread);

const examples: Examples<keyof Of> = {
	count: COUNT,
	loss: (w, example, { depth, spread }) => potential(shifted(w, example, spread), depth),
	slope: (w, example, { depth, spread }) => slope(shifted(w, example, spread), depth),
	curvature: (w, example, { depth, spread }) => curvature(shifted(w, example, spread), depth),
};

export const escape = meanLandscape(
	{
		formula: String.raw`\tfrac1{20}\sum_i V(w - s_i),\quad V(w) = 1 - \mathrm{depth}\,e^{-(w+1)^2/(2\cdot0.2^2)} - e^{-(w-1)^2/(2\cdot0.6^2)} + 0.02\,w^4,\quad s_i = (\tfrac{2i}{19} - 1)\,\mathrm{spread}`,
		source: 'made for this book: the default depth and spread give both minima the loss 0.076',
		parameters: { depth: 1.42, spread: 0.3295 },
	},
	examples,
);
