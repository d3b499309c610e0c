// What the frame hands to a figure's drawing.
import type { Film } from '../../lib/run/figure-run.svelte.ts';
import type { Result } from '../../lib/series/result.ts';

export interface Drawn {
	readonly recorded: Result | null;
	readonly own: Result | null;
	/** The recording has other settings than the reader's. */
	readonly faded: boolean;
	/** Where a toy's film stands; null for what a worker measures. */
	readonly film: Film | null;
	formatNumber(value: number, digits?: number): string;
}
