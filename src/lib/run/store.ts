// Every result that this page has measured, by what was asked for: several figures may show one result.
import type { Sentence } from '../series/reading.ts';
import type { Result } from '../series/result.ts';
import type { AnySettings } from '../settings/schema.ts';
import type { Status } from './machine.ts';

export interface Stored {
	readonly result: Result;
	readonly status: Status;
	readonly notes: readonly Sentence[];
	/** The update at which the loss ran away, where it did. */
	readonly updates: number;
}
export interface Key {
	readonly experiment: string;
	readonly settings: AnySettings;
	readonly seed: number;
	/** As the reader chose it; null left it to the device. */
	readonly engine: string | null;
}

/** Settings in one order, so that equal ones are equal texts. */
const canonical = (settings: AnySettings): string =>
	JSON.stringify(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1)));

export const sameSettings = (a: AnySettings, b: AnySettings): boolean => canonical(a) === canonical(b);

const keyText = ({ experiment, settings, seed, engine }: Key): string =>
	JSON.stringify([experiment, canonical(settings), seed, engine]);

export function createStore() {
	const results = new Map<string, Stored>();
	return {
		get: (key: Key): Stored | null => results.get(keyText(key)) ?? null,
		put: (key: Key, stored: Stored): void => void results.set(keyText(key), stored),
		forget: (key: Key): void => void results.delete(keyText(key)),
	};
}
export type Store = ReturnType<typeof createStore>;
