// Losses along the lines between two solutions, as the mean over pairs, and how far a shifted training curve explains the test curve.
import { mean } from '../numbers/statistics.ts';
import { pairLines, type PairLine } from './line.ts';
import type { Result } from './result.ts';

/** Equal columns. */
export interface LineMeans {
	readonly pairs: number;
	/** Rising; 0 is the small batch's solution, 1 the full batch's. */
	readonly alpha: readonly number[];
	readonly training: readonly number[];
	readonly test: readonly number[];
}
/** Both solutions' places. */
export const [SMALL_AT, FULL_AT] = [0, 1];

const isWhole = ({ points: { trainingLoss, testLoss } }: PairLine, places: number): boolean =>
	[trainingLoss, testLoss].every(
		(points) => points.length === places && points.every(({ value }) => Number.isFinite(value)),
	);
const rounded = (value: number) => Number(value.toPrecision(4));

/** @param places how many a whole line has; other lines are left out @returns null where no line is whole */
export function lineMeans(result: Result, places: number): LineMeans | null {
	const lines = pairLines(result).filter((line) => isWhole(line, places));
	if (lines.length === 0) return null;
	const column = (quantity: 'trainingLoss' | 'testLoss') =>
		lines[0].points[quantity].map((_, index) =>
			rounded(mean(lines.map(({ points }) => points[quantity][index].value))),
		);
	const alpha = lines[0].points.trainingLoss.map((point) => rounded(point.alpha));
	return { pairs: lines.length, alpha, training: column('trainingLoss'), test: column('testLoss') };
}

type Curve = Exclude<keyof LineMeans, 'pairs' | 'alpha'>;

/** A curve's value, linear between the places measured; NaN beyond them. */
export function meanAt(means: LineMeans, curve: Curve, alpha: number): number {
	const after = means.alpha.findIndex((place) => place >= alpha);
	if (after < 0 || alpha < means.alpha[0]) return NaN;
	const [to, end] = [means.alpha[after], means[curve][after]];
	if (to === alpha) return end;
	const [from, begin] = [means.alpha[after - 1], means[curve][after - 1]];
	return begin + ((end - begin) * (alpha - from)) / (to - from);
}

export interface RealGap {
	readonly training: number;
	readonly test: number;
	readonly gap: number;
}
export function realGap(means: LineMeans, alpha: number): RealGap {
	const [training, test] = (['training', 'test'] as const).map((curve) => meanAt(means, curve, alpha));
	return { training, test, gap: test - training };
}

/** Where a curve is lowest, of the places measured. */
export const lowestOf = (means: LineMeans, curve: Curve): number =>
	means.alpha[means[curve].indexOf(Math.min(...means[curve]))];

/** How much the training loss at a solution changes when its curve is shifted. */
export const shiftedBy = (means: LineMeans, shift: number, alpha: number): number =>
	meanAt(means, 'training', alpha - shift) - meanAt(means, 'training', alpha);

/** How far from the small batch's solution the training loss first comes to a value, on either side; Infinity where it never does. */
export function farTo(means: LineMeans, value: number): number {
	const { alpha, training } = means;
	const crossings = alpha.slice(1).flatMap((to, index) => {
		const [from, begin, end] = [alpha[index], training[index], training[index + 1]];
		if (begin === end || Math.min(begin, end) > value || Math.max(begin, end) < value) return [];
		return [from + ((to - from) * (value - begin)) / (end - begin)];
	});
	return Math.min(...crossings.map((place) => Math.abs(place - SMALL_AT)));
}
