// What this browser's runs said of the scorecard's rows: the last verdict on each, kept here and nowhere else.
import { isScored, type Scored } from '../series/scorecard.ts';

const KEY = 'noisy-descent.scorecard.v1';

/** Why something is not kept beyond this page, or was not found again. */
export type Trouble = 'denied' | 'full' | 'unreadable';

interface Read {
	readonly entries: readonly Scored[];
	readonly trouble: Trouble | null;
}

function parsed(text: string | null): Read {
	if (text === null) return { entries: [], trouble: null };
	try {
		const values: unknown = JSON.parse(text);
		const entries = Array.isArray(values) ? values.filter(isScored) : [];
		return { entries, trouble: Array.isArray(values) && entries.length === values.length ? null : 'unreadable' };
	} catch {
		return { entries: [], trouble: 'unreadable' };
	}
}

export class Kept {
	readonly #storage: () => Storage;
	#entries = $state.raw<readonly Scored[]>([]);
	#trouble = $state.raw<Trouble | null>(null);

	/** @param storage throws where a page may keep nothing */
	constructor(storage: () => Storage) {
		this.#storage = storage;
	}

	/** At most one a row. */
	get entries(): readonly Scored[] {
		return this.#entries;
	}
	get trouble(): Trouble | null {
		return this.#trouble;
	}

	/** What is stored, which another page may have changed; unless this page knows what could not be stored. */
	load(): void {
		if (this.#isUnsaved) return;
		const read = this.#read();
		this.#entries = read.entries;
		this.#trouble = read.trouble;
	}

	/** A newer verdict takes the place of an older one on its row. */
	keep(scored: readonly Scored[]): void {
		if (scored.length === 0) return;
		const before = this.#isUnsaved ? this.#entries : this.#read().entries;
		this.#entries = [...before.filter(({ row }) => !scored.some((each) => each.row === row)), ...scored];
		this.#trouble = this.#write(JSON.stringify(this.#entries));
	}

	clear(): void {
		this.#entries = [];
		this.#trouble = this.#write(null);
	}

	get #isUnsaved(): boolean {
		return this.#trouble === 'full' || (this.#trouble === 'denied' && this.#entries.length > 0);
	}

	#read(): Read {
		try {
			return parsed(this.#storage().getItem(KEY));
		} catch {
			return { entries: [], trouble: 'denied' };
		}
	}

	#write(text: string | null): Trouble | null {
		try {
			if (text === null) this.#storage().removeItem(KEY);
			else this.#storage().setItem(KEY, text);
			return null;
		} catch (error) {
			return (error as Error).name === 'QuotaExceededError' ? 'full' : 'denied';
		}
	}
}

export const kept = new Kept(() => localStorage);
