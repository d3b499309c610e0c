// How a figure comes to the words of its results. The build has them for first paint; a browser loads them when it has something else to tell.
import { untrack } from 'svelte';
import type { Reading } from '../../lib/series/reading.ts';
import type { Result } from '../../lib/series/result.ts';
import { sameSettings } from '../../lib/run/store.ts';
import type * as Told from './told.ts';
import type { Tellable, Voice } from './told.ts';

/** How a figure's results are read: at build time at once, in a browser once it is asked for. */
export type ReadingSource = Reading | (() => Promise<Reading>);

export interface Teller {
	readonly reading: Reading;
	readonly told: typeof Told;
}

/** HTML that stands for what the build has put there: Svelte takes over the page's own. */
export const AS_BUILT = ' ';

const sameSeries = (a: Result, b: Result): boolean =>
	a.series === b.series || JSON.stringify(a.series) === JSON.stringify(b.series);
const sameResult = (a: Result, b: Result): boolean =>
	a.startedAt === b.startedAt && a.seed === b.seed && sameSettings(a.settings, b.settings) && sameSeries(a, b);
/** Whether one sounds like the other: what is computed anew, and comes to the same, does. */
export const sameTold = (a: Tellable, b: Tellable): boolean =>
	(a.result && b.result ? sameResult(a.result, b.result) : a.result === b.result) &&
	a.isOwn === b.isOwn &&
	a.doubts === b.doubts &&
	a.notes.length === 0;

export class Telling {
	#teller = $state.raw<Teller | null>(null);
	#failure = $state('');
	#wanted = $state(false);
	readonly #source: ReadingSource;

	/** @param told known at build time only */
	constructor(source: ReadingSource, told: typeof Told | null) {
		this.#source = source;
		if (told && typeof source !== 'function') this.#teller = { reading: source, told };
	}
	/** null until it is loaded. */
	get teller(): Teller | null {
		return this.#teller;
	}
	/** Why it could not be loaded; empty while nothing is known against it. */
	get failure(): string {
		return this.#failure;
	}
	/** @throws Error when it can't be fetched; the next call tries again */
	async load(): Promise<Teller> {
		if (this.#teller) return this.#teller;
		const source = this.#source;
		const [reading, told] = await Promise.all([typeof source === 'function' ? source() : source, import('./told.ts')]);
		this.#failure = '';
		return (this.#teller = { reading, told });
	}
	/** Loads it for a reader who does something; what goes wrong is told instead. */
	want(): void {
		this.#wanted = true;
		this.load().catch((error: unknown) => (this.#failure = String(error)));
	}
	/** Asks again with every other result, after a failure too. */
	follow(_: Tellable, isFirst: boolean): void {
		if (!isFirst || untrack(() => this.#failure !== '')) this.want();
	}
	/** What a screen reader is told of a result; nothing before the reader has done something. @param status of its run */
	announced(result: Result, status: string, voice: Voice): string[] {
		if (!this.#wanted) return [];
		const teller = this.#teller;
		return [status, ...(teller ? teller.told.sentencesOf(result, teller.reading, voice) : [])];
	}
}
