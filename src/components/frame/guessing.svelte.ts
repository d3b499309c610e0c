// What the reader expects, before they look. In memory only: it outlives runs, and goes with the page.
import type * as guesswork from '../../lib/series/prediction.ts';
import type PredictCurve from './PredictCurve.svelte';

/** What the step is made of. */
export interface Step {
	readonly prediction: guesswork.Prediction;
	readonly guesswork: typeof guesswork;
	readonly Curve: typeof PredictCurve;
}

export class Guessing {
	/** The step stands open. */
	open = $state(false);
	#step = $state.raw<Step | null>(null);
	#guesses = $state.raw<guesswork.Guesses>({});
	#revealed = $state(false);

	/** null until it is loaded. */
	get step(): Step | null {
		return this.#step;
	}
	get guesses(): guesswork.Guesses {
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

	/** Called when the reader first opens the step: most never do. */
	async load(predict: () => Promise<guesswork.Prediction>): Promise<void> {
		if (this.#step) return;
		const [prediction, work, { default: Curve }] = await Promise.all([
			predict(),
			import('../../lib/series/prediction.ts'),
			import('./PredictCurve.svelte'),
		]);
		this.#step = { prediction, guesswork: work, Curve };
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
