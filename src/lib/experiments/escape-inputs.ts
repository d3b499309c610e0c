// The landscapes of the experiment `escape`, and the inputs of its sweep, as they follow from its settings. Pure.
import { escape } from '../landscapes/escape.ts';
import type { Parameters } from '../landscapes/landscape.ts';
import { tilts } from '../landscapes/tilts.ts';
import { valleysOf } from '../landscapes/valleys.ts';
import { EXAMPLES, type EscapeSettings, type Start } from './escape.ts';

/** By their names in the settings: a figure that follows one descent loads no others. */
export const grounds = { escape, tilts };

/** How far the tilts differ: at the default rate they push some over the barrier where they are drawn with replacement. */
const TILTS = 0.76;

/** The landscape's own parameters under these settings. */
export function parametersOf({ landscape, depth }: Pick<EscapeSettings, 'landscape' | 'depth'>): Parameters {
	const { parameters } = grounds[landscape];
	return { ...parameters, ...(landscape === 'escape' ? { depth } : { spread: TILTS }) };
}

/** A batch of all examples leaves nothing to chance, so all its runs are one. */
export const isChanceless = (batchSize: number, { order }: Pick<EscapeSettings, 'order'>): boolean =>
	batchSize === EXAMPLES && order !== 'replacement';

export type Inputs = Readonly<Record<string, Float32Array>>;
/** Numbers of the orders as sweeps take them, engine/sweeps.ts. */
const orderNumbers = { epoch: 2, replacement: 3 } as const;

/** Inputs of the sweep by name, in its order. */
export function inputsOf(settings: EscapeSettings, start: Start, batchSize: number, seed: number): Inputs {
	const parameters = parametersOf(settings);
	const valleys = valleysOf(grounds[settings.landscape], parameters);
	const runs = isChanceless(batchSize, settings) ? 1 : settings.runs;
	const alike = {
		...{ order: orderNumbers[settings.order], batchSize, updates: settings.updates, rate: settings.rate },
		...{ barrier: valleys.barrier, start: valleys[start], ...parameters },
	};
	return {
		seedHigh: Float32Array.of(Math.floor(seed / 2 ** 16)),
		seedLow: Float32Array.of(seed % 2 ** 16),
		run: Float32Array.from({ length: runs }, (_, run) => run),
		...Object.fromEntries(Object.entries(alike).map(([name, value]) => [name, Float32Array.of(value)])),
	};
}
