// What a model's batches add up to since the last reading, kept on the device until someone asks.
import { add, maximum, type Scalar, scalar, type Tensor, type Variable, variable } from '@tensorflow/tfjs-core';

export interface Sums {
	/** Of the batches' mean losses. */
	readonly loss: number;
	/** Largest of them. */
	readonly worst: number;
	/** Right answers. */
	readonly right: number;
}

/** All but `read` and `dispose` are called within a tidy. */
export class Tally {
	readonly #loss = variable(scalar(0), false);
	readonly #worst = variable(scalar(0), false);
	/** Whole numbers: in float32 the count would stand still at 2²⁴. */
	readonly #right = variable(scalar(0, 'int32'), false);

	addLoss(loss: Tensor): void {
		this.#loss.assign(add(this.#loss, loss));
		this.#worst.assign(maximum(this.#worst, loss));
	}

	addRight(count: Scalar): void {
		this.#right.assign(add(this.#right, count));
	}

	clear(): void {
		this.#loss.assign(scalar(0));
		this.#worst.assign(scalar(0));
		this.#right.assign(scalar(0, 'int32'));
	}

	async read(): Promise<Sums> {
		const [loss, worst, right] = await Promise.all(this.#all.map(async (held) => (await held.data())[0]));
		return { loss, worst, right };
	}

	dispose(): void {
		this.#all.forEach((held) => held.dispose());
	}

	get #all(): Variable[] {
		return [this.#loss, this.#worst, this.#right];
	}
}
