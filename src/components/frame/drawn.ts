// What the frame hands to a figure's drawing.
import type { Film } from '../../lib/run/figure-run.svelte.ts';
import type { Result } from '../../lib/series/result.ts';
import type { XAxis } from '../../lib/settings/address.ts';
import type { AnySettings } from '../../lib/settings/schema.ts';

export interface Drawn {
	readonly recorded: Result | null;
	readonly own: Result | null;
	/** The recording has other settings than the reader's. */
	readonly faded: boolean;
	/** Where a toy's film stands; null for what a worker measures. */
	readonly film: Film | null;
	/** What the reader has chosen now, and the seed: what a drawing computes by itself follows them at once. */
	readonly settings: AnySettings;
	readonly seed: number;
	/** What training curves are looked at along, and its name in words. */
	readonly xAxis: { readonly key: XAxis; readonly label: string };
	formatNumber(value: number, digits?: number): string;
}
