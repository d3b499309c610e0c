// A straight line through a few points: half the mean square error of b + wx, whose lowest point is known exactly.
import { Stream } from '../numbers/random.ts';

export interface Points {
	readonly x: readonly number[];
	readonly y: readonly number[];
}
/** A line, y = b + wx. */
export interface Line {
	readonly w: number;
	readonly b: number;
}

export const POINTS = 20;
const [FIRST, LAST] = [-1.7, 1.7];

/** The book's 20 points: x evenly spaced on ± 1.7, y = 1 + x and standard normal noise from the seed's `subset` stream. */
export function pointsOf(seed: number): Points {
	const noise = new Stream(seed, 'subset');
	const x = Array.from({ length: POINTS }, (_, i) => FIRST + ((LAST - FIRST) * i) / (POINTS - 1));
	return { x, y: x.map((at) => 1 + at + noise.normal()) };
}

/** Mean over the examples named, by their places. */
function mean(examples: ArrayLike<number>, of: (place: number) => number): number {
	let sum = 0;
	for (let i = 0; i < examples.length; i++) sum += of(examples[i]);
	return sum / examples.length;
}

/** ½ · mean (b + wx − y)² over the examples named. */
export const loss = ({ x, y }: Points, { w, b }: Line, examples: ArrayLike<number>): number =>
	mean(examples, (i) => (b + w * x[i] - y[i]) ** 2) / 2;

/** Its derivatives by w and b. One pass: thousands of steps are made while a control moves. */
export function gradient({ x, y }: Points, { w, b }: Line, examples: ArrayLike<number>): Line {
	let [byW, byB] = [0, 0];
	for (let i = 0; i < examples.length; i++) {
		const at = x[examples[i]];
		const error = b + w * at - y[examples[i]];
		byW += error * at;
		byB += error;
	}
	return { w: byW / examples.length, b: byB / examples.length };
}

/** The line of least loss over all points: what the normal equations give. */
export function optimum({ x, y }: Points): Line {
	const all = x.map((_, i) => i);
	const [sx, sy] = [mean(all, (i) => x[i]), mean(all, (i) => y[i])];
	const w = mean(all, (i) => (x[i] - sx) * (y[i] - sy)) / mean(all, (i) => (x[i] - sx) ** 2);
	return { w, b: sy - w * sx };
}

/** How much the loss over all points lies above its lowest value: exactly a quadratic, so a map of it needs no sum for each place. */
export function above(points: Points): (line: Line) => number {
	const best = optimum(points);
	const all = points.x.map((_, i) => i);
	const [first, second] = [mean(all, (i) => points.x[i]), mean(all, (i) => points.x[i] ** 2)];
	return ({ w, b }) => {
		const [dw, db] = [w - best.w, b - best.b];
		return (db * db + 2 * first * db * dw + second * dw * dw) / 2;
	};
}
