// What the lecture says of times, as questions to a line of measured ones.
import type { TimingLine, TimingPoint } from './timing.ts';

/** Up to this batch size the lecture says that, on parallel hardware, updates take about the same time and epochs get shorter. */
export const CLAIMED_UP_TO = 1000;
/** From this factor on, one epoch is clearly longer than another. */
export const CLEARLY_LONGER = 2;
/** Times are "about the same" within this factor. */
const ABOUT_EQUAL = 4;

export type TimingEnds = readonly [TimingPoint, TimingPoint];

/** The smallest batch and the largest one up to a limit; null where they are too close to compare. */
export function timingEnds({ points }: TimingLine, upTo: number): TimingEnds | null {
	const first = points[0];
	const last = points.findLast(({ batchSize }) => batchSize <= upTo);
	return first && last && last.batchSize >= 10 * first.batchSize ? [first, last] : null;
}

/** Whether the time grew more like the batch than not at all: nearer to proportional than to none on a logarithmic scale. */
export const growsWithBatch = ([first, last]: TimingEnds): boolean =>
	last.time / first.time > Math.sqrt(last.batchSize / first.batchSize);

export const epochRatio = ([first, last]: TimingEnds): number => first.epoch / last.epoch;
export const isAboutEqual = (ratio: number): boolean => ratio <= ABOUT_EQUAL && ratio >= 1 / ABOUT_EQUAL;
