// What a population came to: every run, their mean and their range. With few seeds nothing more may be said.
import { mean } from '../numbers/statistics.ts';

/** With fewer runs than these, arms can be said neither to differ nor to be alike. */
export const ENOUGH = 3;

export interface Spread {
	/** Of the runs that came to an end; NaN where none did. */
	readonly mean: number;
	readonly low: number;
	readonly high: number;
	/** Runs that came to an end. */
	readonly count: number;
}

/** @param values one a run, null for one that diverged */
export function spreadOf(values: readonly (number | null)[]): Spread {
	const good = values.filter((value) => value !== null);
	if (good.length === 0) return { mean: NaN, low: NaN, high: NaN, count: 0 };
	return { mean: mean(good), low: Math.min(...good), high: Math.max(...good), count: good.length };
}

/** Whether every run of `a` came to less than every run of `b`. */
export const isBelow = (a: Spread, b: Spread): boolean => a.high < b.low;

/** Whether the means lie further apart than both ranges together are wide: what seeds alone would hardly do. */
export const differs = (a: Spread, b: Spread): boolean => Math.abs(a.mean - b.mean) > a.high - a.low + (b.high - b.low);
