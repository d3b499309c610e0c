// Networks that belong together as columns side by side, with a line from one to the next.
import type { Point } from '../../lib/chart/path.ts';
import { mean } from '../../lib/numbers/statistics.ts';

export interface PairGroup {
	/** A line for networks that belong together, through the columns 1, 2 and so on; some may be missing. */
	readonly pairs: readonly (readonly Point[])[];
	/** Means of the columns. */
	readonly means: readonly Point[];
}

/** @param rows values in the order of the columns; null where there is none yet */
export function pairGroup(rows: readonly (readonly (number | null)[])[]): PairGroup {
	const pairs = rows.map((row) => row.flatMap((value, index): Point[] => (value === null ? [] : [[index + 1, value]])));
	const columns = [...new Set(pairs.flatMap((points) => points.map(([x]) => x)))].sort((a, b) => a - b);
	const values = (column: number) => pairs.flatMap((points) => points.filter(([x]) => x === column).map(([, y]) => y));
	return { pairs, means: columns.map((column): Point => [column, mean(values(column))]) };
}
