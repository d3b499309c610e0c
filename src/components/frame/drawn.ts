// What the frame hands to a figure's drawing.
import type { Result } from '../../lib/series/result.ts';

export interface Drawn {
	readonly recorded: Result | null;
	readonly own: Result | null;
	/** The recording has other settings than the reader's. */
	readonly faded: boolean;
	formatNumber(value: number, digits?: number): string;
}
