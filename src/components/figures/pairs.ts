// Pairs of networks as two columns with a line from one to the other.
import type { Point } from '../../lib/chart/path.ts';
import { mean } from '../../lib/numbers/statistics.ts';

/** Columns, in their order. */
export const ARMS = ['small', 'full'] as const;

export interface PairGroup {
	/** A line a pair through both columns, 1 and 2; one of which may be missing. */
	readonly pairs: readonly (readonly Point[])[];
	/** Means of the columns. */
	readonly means: readonly Point[];
}

/** @param values of every pair; null where there is none yet */
export function pairGroup(values: readonly Readonly<Record<'small' | 'full', number | null>>[]): PairGroup {
	const column = (arm: 'small' | 'full') => values.map((pair) => pair[arm]).filter((value) => value !== null);
	return {
		pairs: values.map((pair) =>
			ARMS.flatMap((arm, index): Point[] => (pair[arm] === null ? [] : [[index + 1, pair[arm]]])),
		),
		means: ARMS.flatMap((arm, index): Point[] => (column(arm).length > 0 ? [[index + 1, mean(column(arm))]] : [])),
	};
}
