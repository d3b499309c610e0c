// Pairs of networks as two columns with a line from one to the other.
import type { Point } from '../../lib/chart/path.ts';
import { arms, type GapArm } from '../../lib/experiments/gap.ts';
import { mean } from '../../lib/numbers/statistics.ts';

export interface PairGroup {
	/** A line a pair through both columns, 1 and 2, in the order of the arms; one of which may be missing. */
	readonly pairs: readonly (readonly Point[])[];
	/** Means of the columns. */
	readonly means: readonly Point[];
}

/** @param values of every pair; null where there is none yet */
export function pairGroup(values: readonly Readonly<Record<GapArm, number | null>>[]): PairGroup {
	const column = (arm: GapArm) => values.map((pair) => pair[arm]).filter((value) => value !== null);
	return {
		pairs: values.map((pair) =>
			arms.flatMap((arm, index): Point[] => (pair[arm] === null ? [] : [[index + 1, pair[arm]]])),
		),
		means: arms.flatMap((arm, index): Point[] => (column(arm).length > 0 ? [[index + 1, mean(column(arm))]] : [])),
	};
}
