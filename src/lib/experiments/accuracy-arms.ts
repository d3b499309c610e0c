// The populations of the experiment `accuracy`, as they follow from its settings. Pure.
import type { AccuracySettings, Comparison, Policy } from './accuracy.ts';
import { costOf } from './course.ts';

/** What one line of the figure is made of. */
export interface Line {
	readonly comparison: Comparison;
	readonly policy: Policy;
	readonly examples: number;
}
/** A population that is trained. */
export interface Arm extends Line {
	readonly batchSize: number;
	readonly rate: number;
}

const FACTOR = 4;
/** Examples that a second is thought to train on, before anything is measured. */
const SPEED = 100_000;

const linesOf = (settings: AccuracySettings): Line[] =>
	settings.comparisons.flatMap((comparison) =>
		(comparison === 'updates' ? settings.updatePolicies : settings.policies).map((policy) => ({
			...{ comparison, policy },
			examples: comparison === 'updates' || policy === 'best' ? settings.fewer : settings.examples,
		})),
	);

/**
 * Batch sizes of a line; what is larger than its training set is the full batch. Those that are done soonest come first: many
 * examples make few updates an epoch, and few examples short ones.
 */
export function batchSizesOf({ batchSizes }: Pick<AccuracySettings, 'batchSizes'>, { comparison, examples }: Line) {
	const sizes = [...new Set(batchSizes.map((batchSize) => Math.min(batchSize, examples)))];
	return comparison === 'updates' ? sizes : sizes.toReversed();
}

export function ratesOf(
	{ rate, scaledFrom, gridSteps }: AccuracySettings,
	policy: Policy,
	batchSize: number,
): number[] {
	if (policy === 'fixed') return [rate];
	if (policy === 'scaled') return [(rate * batchSize) / scaledFrom];
	return Array.from({ length: 2 * gridSteps + 1 }, (_, index) => rate * FACTOR ** (index - gridSteps));
}

/** Updates that an arm makes; of one that trains for a time, as many as are guessed. */
export function updatesOf({ comparison, examples, batchSize }: Arm, settings: AccuracySettings): number {
	if (comparison === 'updates') return settings.updates;
	if (comparison === 'epochs') return settings.epochs * Math.ceil(examples / batchSize);
	return (settings.seconds * SPEED) / batchSize;
}
export const costOfArm = (arm: Arm, settings: AccuracySettings): number =>
	costOf(updatesOf(arm, settings), arm.batchSize, arm.examples + settings.validation);

/** A point of a line: one arm, or for the best rate one a rate that is tried. */
export type Candidates = readonly Arm[];
export const pointsOf = (settings: AccuracySettings): Candidates[] =>
	linesOf(settings).flatMap((line) =>
		batchSizesOf(settings, line).map((batchSize) =>
			ratesOf(settings, line.policy, batchSize).map((rate) => ({ ...line, batchSize, rate })),
		),
	);

/**
 * Whether a rate that was tried is the usual one on digits on which nothing else is trained with it: then the trial is a point of a
 * line of its own, without which nobody sees what the search won.
 */
export const isBaseline = ({ comparison, examples, rate }: Arm, settings: AccuracySettings): boolean =>
	rate === settings.rate &&
	!linesOf(settings).some((line) => {
		return line.policy === 'fixed' && line.comparison === comparison && line.examples === examples;
	});
