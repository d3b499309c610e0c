// Shares of descents that left their valley, one line a start: what the figure `escape` draws and puts into words.
import { wilson } from '../numbers/statistics.ts';
import type { Result, Series } from './result.ts';

export interface EscapePoint {
	readonly batchSize: number;
	readonly runs: number;
	readonly left: number;
	/** 0 … 1 */
	readonly share: number;
	/** 95 % interval of the share; none where one run stands for all, since nothing is left to chance. */
	readonly interval: { readonly low: number; readonly high: number } | null;
	/** Median number of updates after which those that left first crossed the barrier; null where none left. */
	readonly crossing: number | null;
}
export interface EscapeLine {
	readonly start: 'left' | 'right';
	/** By ascending batch size. */
	readonly points: readonly EscapePoint[];
}

function lineOf(series: readonly Series[], start: EscapeLine['start']): EscapeLine {
	const valueAt = (name: string, batchSize: number): number | null => {
		const one = series.find((each) => each.name === name && each.at.start === start);
		return one?.value[one.x.indexOf(batchSize)] ?? null;
	};
	const sizes = [...new Set(series.flatMap(({ at, x }) => (at.start === start ? x : [])))].sort((a, b) => a - b);
	const points = sizes.flatMap((batchSize): EscapePoint[] => {
		const [runs, left] = [valueAt('runs', batchSize), valueAt('left', batchSize)];
		if (!runs || left === null) return [];
		const interval = runs > 1 ? wilson(left, runs) : null;
		return [{ batchSize, runs, left, share: left / runs, interval, crossing: valueAt('crossing', batchSize) }];
	});
	return { start, points };
}

/** The lines of a result that have a point, the left valley first. The result may still be growing. */
export const escapeLines = ({ series }: Result): EscapeLine[] =>
	(['left', 'right'] as const).map((start) => lineOf(series, start)).filter(({ points }) => points.length > 0);
