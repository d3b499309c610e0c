// How far the gradients of batches lie from the gradient of all examples.
import { addTo, dot, squaredDistance } from '../numbers/vectors.ts';

/** The gradient of all examples, and its squared length. */
export interface Signal {
	readonly gradient: Float32Array;
	readonly squared: number;
}

/** Gathers batch gradients g_B around a signal g. */
export class Deviation {
	readonly #signal: Signal;
	readonly #sum: Float64Array;
	#batches = 0;
	#squares = 0;
	#angles = 0;

	constructor(signal: Signal) {
		this.#signal = signal;
		this.#sum = new Float64Array(signal.gradient.length);
	}

	add(batch: Float32Array): void {
		const { gradient, squared } = this.#signal;
		const [along, length] = [dot(batch, gradient), dot(batch, batch)];
		const cosine = along / Math.sqrt(squared * length);
		addTo(this.#sum, batch);
		this.#batches++;
		// ‖g_B − g‖² by the cosine rule: batches are far from g, or this would cancel.
		this.#squares += (length - 2 * along + squared) / squared;
		// Rounding may take the cosine of two equal vectors beyond 1.
		this.#angles += (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;
	}

	get batches(): number {
		return this.#batches;
	}
	/** Root mean square of ‖g_B − g‖/‖g‖. */
	get noise(): number {
		return Math.sqrt(this.#squares / this.#batches);
	}
	/** Mean angle between g_B and g, in degrees. */
	get angle(): number {
		return this.#angles / this.#batches;
	}
	/** ‖mean of the g_B − g‖/‖g‖ */
	get ofMean(): number {
		const mean = this.#sum.map((value) => value / this.#batches);
		return Math.sqrt(squaredDistance(mean, this.#signal.gradient) / this.#signal.squared);
	}
}
