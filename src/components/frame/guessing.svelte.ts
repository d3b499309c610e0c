// What the reader expects, before they look. In memory only: it outlives runs, and goes with the page.
import type { Guesses } from '../../lib/series/prediction.ts';

export class Guessing {
	/** The step stands open. */
	open = $state(false);
	#guesses = $state.raw<Guesses>({});
	#revealed = $state(false);

	get guesses(): Guesses {
		return this.#guesses;
	}
	get any(): boolean {
		return Object.keys(this.#guesses).length > 0;
	}
	get revealed(): boolean {
		return this.#revealed;
	}
	/** A guess made while looking at the answer is none: it is out of sight until the reader is done, or leaves the step. */
	get hides(): boolean {
		return this.open && !this.#revealed;
	}

	guess(curve: string, values: readonly number[]): void {
		this.#guesses = { ...this.#guesses, [curve]: values };
	}
	reveal(): void {
		this.#revealed = true;
	}
	clear(): void {
		this.#guesses = {};
		this.#revealed = false;
	}
}
