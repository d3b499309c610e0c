// What the frame hands to a figure's drawing.
import type { Film } from '../../lib/run/figure-run.svelte.ts';
import type { Point } from '../../lib/chart/path.ts';
import type { Result } from '../../lib/series/result.ts';
import type { XAxis } from '../../lib/settings/axes.ts';
import type { AnySettings, SettingValue } from '../../lib/settings/schema.ts';

/** What the reader expects, under the name that it has in a drawing. */
export interface DrawnGuess {
	readonly label: string;
	/** By the keys of the prediction's curves; none of a curve that is not guessed. */
	readonly curves: Readonly<Record<string, readonly Point[]>>;
}

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
	readonly guess: DrawnGuess;
	/** Sets what the reader has set on the picture itself, as the settings do. A film goes to its end: what is touched is seen. */
	choose(key: string, value: SettingValue): void;
	formatNumber(value: number, digits?: number): string;
}

/** The guess's name among the names of a chart's lines; none where nothing is guessed. */
export function guessName({ label, curves }: DrawnGuess, curve: string) {
	const points = curves[curve] ?? [];
	return points.length > 0
		? [{ key: 'guess', rows: [label], role: 'guess' as const, anchors: points.toReversed() }]
		: [];
}
