// Accuracy against batch size by several ways of choosing the step: how far each carries. What the figure `both` puts into words.
import type { AccuracyLine, AccuracyPoint } from './accuracy.ts';

/** Percentage points below its smallest batch that a line may lie at a larger one and still be said to hold. */
export const HOLDS = 1;

const known = ({ points }: AccuracyLine): readonly AccuracyPoint[] =>
	points.filter(({ validation }) => validation.count > 0);

/** The smallest and the largest batch of a line that came to an end; null with fewer than two. */
export function endsOf(line: AccuracyLine): readonly [AccuracyPoint, AccuracyPoint] | null {
	const points = known(line);
	return points.length > 1 ? [points[0], points.at(-1)!] : null;
}

/** The largest batch up to which a line keeps the accuracy of its smallest one, within `HOLDS`; null before two are known. */
export function holdsTo(line: AccuracyLine): AccuracyPoint | null {
	const points = known(line);
	if (points.length < 2) return null;
	const least = points[0].validation.mean - HOLDS / 100;
	const failing = line.points.findIndex(({ validation }) => !(validation.mean >= least));
	return failing < 0 ? points.at(-1)! : line.points[failing - 1];
}

export const lineBy = (lines: readonly AccuracyLine[], policy: string): AccuracyLine | null =>
	lines.find((line) => line.policy === policy) ?? null;
