// The picture of the start page, computed while the page is built: two descents on one loss, on all examples and on one at a time.
import { Stream } from '../../lib/numbers/random.ts';
import { permutation } from '../../lib/numbers/shuffle.ts';

export type Point = readonly [number, number];

const COUNT = 20;
const RATE = 0.22;
const UPDATES = 60;
const SEED = 5;
export const START: Point = [-1.6, 3.4];

const noise = new Stream(SEED, 'subset');
const xs = Array.from({ length: COUNT }, (_, i) => -0.6 + (2.4 * i) / (COUNT - 1));
const ys = xs.map((x) => 1 + x + 0.9 * noise.normal());
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Gradient of half the mean square error of b + wx over the examples named, as [∂w, ∂b]. */
function gradient([w, b]: Point, examples: readonly number[]): Point {
	const errors = examples.map((i) => b + w * xs[i] - ys[i]);
	return [mean(errors.map((error, k) => error * xs[examples[k]])), mean(errors)];
}

function descend(examplesOf: (update: number) => readonly number[]): Point[] {
	const path: Point[] = [START];
	for (let update = 0; update < UPDATES; update++) {
		const [w, b] = path[path.length - 1];
		const [dw, db] = gradient([w, b], examplesOf(update));
		path.push([w - RATE * dw, b - RATE * db]);
	}
	return path;
}

const all = xs.map((_, i) => i);
const orders = Array.from({ length: UPDATES / COUNT }, (_, epoch) =>
	permutation(COUNT, new Stream(SEED, 'order', epoch)),
);

/** [w, b] after each of 60 updates with all 20 examples. */
export const fullBatch = descend(() => all);
/** [w, b] after each of 60 updates with one example, reshuffled every epoch. */
export const batchOfOne = descend((update) => [orders[Math.floor(update / COUNT)][update % COUNT]]);

const [sxx, sx, sy, sxy] = [mean(xs.map((x) => x * x)), mean(xs), mean(ys), mean(xs.map((x, i) => x * ys[i]))];
const slope = (sxy - sx * sy) / (sxx - sx * sx);
export const minimum: Point = [slope, sy - slope * sx];

/** Half-axes for a loss 1 above the minimum, and the turn of the first in radians: eigenvalues of [[sxx, sx], [sx, 1]]. */
export function contour(): { axes: Point; turn: number } {
	const [middle, radius] = [(sxx + 1) / 2, Math.hypot((sxx - 1) / 2, sx)];
	return {
		axes: [Math.sqrt(2 / (middle - radius)), Math.sqrt(2 / (middle + radius))],
		turn: Math.atan2(-2 * sx, 1 - sxx) / 2,
	};
}
