// Pairs of networks that were trained to the same loss with a small batch and with the full one: what the figure `gap` draws and puts into words.
import { pairedInterval, type PairedInterval } from '../numbers/paired.ts';
import type { Result } from './result.ts';

/** What one network came to. */
export interface GapEnd {
	/** 0 … 1 */
	readonly test: number;
	readonly training: number;
	/** Training loss where it stopped, nats. */
	readonly loss: number;
	readonly updates: number;
	readonly epochs: number;
	/** Whether the loss came down as far as was asked for. */
	readonly reached: boolean;
}
export type GapArmName = 'small' | 'full';
/** Two networks of the same digits and start; null where one is not trained yet, or diverged. */
export interface GapPair {
	/** From 0. */
	readonly pair: number;
	readonly small: GapEnd | null;
	readonly full: GapEnd | null;
}
/** Accuracies as they were published: src/content/published/keskar-2017.json. Means and standard deviations, small batch first. */
export interface PublishedGap {
	readonly id: string;
	readonly networks: readonly {
		readonly network: string;
		readonly data: string;
		readonly train: readonly (readonly number[])[];
		readonly test: readonly (readonly number[])[];
	}[];
}

function endOf({ series }: Result, arm: GapArmName, pair: number): GapEnd | null {
	const named = (name: string) =>
		series.find((each) => each.name === name && each.at.arm === arm && each.model === pair);
	const value = (name: string) => named(name)?.value[0] ?? null;
	const [test, training, loss] = ['testAccuracy', 'trainingAccuracy', 'endLoss'].map(value);
	const at = named('testAccuracy');
	if (test === null || training === null || loss === null || !at) return null;
	return { test, training, loss, updates: at.x[0], epochs: at.epochs?.[0] ?? NaN, reached: value('reached') === 1 };
}

/** The pairs of a result, in their order; the result may still be growing. */
export const gapPairs = (result: Result): GapPair[] =>
	Array.from({ length: Number(result.settings.pairs) }, (_, pair) => {
		return { pair, small: endOf(result, 'small', pair), full: endOf(result, 'full', pair) };
	});

/** By how many percentage points the small batch does better on test data, of every whole pair. */
export const gapDifferences = (pairs: readonly GapPair[]): number[] =>
	pairs.flatMap(({ small, full }) => (small && full ? [100 * (small.test - full.test)] : []));

/** With fewer pairs the mean has no interval worth telling. */
export const ENOUGH_PAIRS = 5;
/** 95 %, over digits, start and order, for this recipe and this test set; null with fewer than five pairs. */
export const gapInterval = (differences: readonly number[]): PairedInterval | null =>
	differences.length >= ENOUGH_PAIRS ? pairedInterval(differences) : null;

/** Percentage points between the published means. */
export const publishedDifferences = ({ networks }: PublishedGap): number[] =>
	networks.map(({ test: [[small], [large]] }) => Number((small - large).toFixed(2)));
