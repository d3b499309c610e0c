// How long a run has worked and how long it still will, pauses not counted.
import type { State } from './machine.ts';

export class Pace {
	readonly #now: () => number;
	#spent = 0;
	#since: number | null = null;

	/** @param now milliseconds, monotonic */
	constructor(now: () => number) {
		this.#now = now;
	}

	begin(): void {
		this.#spent = 0;
		this.#since = null;
	}

	/** Time counts only in `running`: loading is told in bytes. */
	follow(state: State): void {
		if (state === 'running') this.#since ??= this.#now();
		else if (this.#since !== null) {
			this.#spent += this.#now() - this.#since;
			this.#since = null;
		}
	}

	/** Milliseconds left when this share is done; null before anything is. @param done 0 … 1 */
	left(done: number): number | null {
		const spent = this.#spent + (this.#since === null ? 0 : this.#now() - this.#since);
		return done > 0 ? (spent * (1 - done)) / done : null;
	}
}
