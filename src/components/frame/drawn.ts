// What the frame hands to a figure's drawing.
import type { Result } from '../../lib/series/result.ts';
import type { AnySettings } from '../../lib/settings/schema.ts';

export interface Drawn {
	readonly recorded: Result | null;
	readonly own: Result | null;
	/** The recording has other settings than the reader's. */
	readonly faded: boolean;
	/** What the reader has chosen now, and the seed: what a drawing computes by itself follows them at once. */
	readonly settings: AnySettings;
	readonly seed: number;
	formatNumber(value: number, digits?: number): string;
}
