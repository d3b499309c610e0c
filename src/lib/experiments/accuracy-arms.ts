// Settings of the experiment `accuracy`, and the populations that follow from them. Pure.
import { choices, log, whole, wholes, type Settings } from '../settings/schema.ts';
import { costOf } from './course.ts';

export const comparisons = ['epochs', 'updates', 'seconds'] as const;
export type Comparison = (typeof comparisons)[number];
/** Where the rate of a batch size comes from: one for all, in proportion to the batch, or the best of those tried. */
export const policies = ['fixed', 'scaled', 'best'] as const;
export type Policy = (typeof policies)[number];

const offered = [1, 10, 100, 1000, 10_000, 55_000];
export const schema = {
	comparisons: choices(comparisons, ['epochs', 'updates']),
	batchSizes: wholes(1, 55_000, offered, offered, { unit: 'examples' }),
	policies: choices(policies, ['fixed', 'best']),
	/** At equal updates a search trains every rate as long as the fixed one, and large batches are slow. */
	updatePolicies: choices(policies, ['fixed']),
	rate: log(1e-3, 10, 0.05),
	/** The batch size at which a scaled rate is the fixed one. */
	scaledFrom: whole(1, 1000, 10, { scale: 'log', unit: 'examples' }),
	/** Rates tried each way of the fixed one, a factor of 4 apart. */
	gridSteps: whole(1, 3, 2),
	epochs: whole(1, 50, 5),
	updates: whole(1, 10_000, 1000, { scale: 'log' }),
	seconds: log(0.1, 60, 1, { unit: 'seconds' }),
	seeds: whole(1, 8, 3),
	/** Digits where every batch size goes through them equally often, or for an equal time. */
	examples: whole(100, 55_000, 55_000, { scale: 'log', unit: 'examples' }),
	/** Digits at equal updates and in searches for the best rate. */
	fewer: whole(100, 55_000, 6000, { scale: 'log', unit: 'examples' }),
	hidden: whole(1, 1024, 100, { scale: 'log', unit: 'units' }),
	validation: whole(100, 5000, 5000, { hidden: true }),
};
export type AccuracySettings = Settings<typeof schema>;

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
