// Forward and backward over any number of examples, a slice at a time, so that memory does not grow with the batch.
import { add, dispose, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import type { Dataset, Split } from '../../datasets/dataset.ts';
import { ascending } from '../../numbers/shuffle.ts';
import type { Score, TrainSpec } from '../engine.ts';
import { flat, scoreOf, type Slope, slopeOf, type Wish } from './network.ts';
import { Resident } from './resident.ts';
import type { Session } from './session.ts';
import { sliceRows, slices } from './slices.ts';

/** A batch of more than this share of what fits is handed over at once, lest the next one need memory of its own. */
const LARGE = 1 / 8;

const added = (a: Slope, b: Slope): Slope => ({
	loss: add(a.loss, b.loss),
	gradients: a.gradients.map((gradient, index) => add(gradient, b.gradients[index])),
});

export class Passes {
	/** Most examples in one slice. */
	readonly #rows: number;
	readonly #session: Session;
	readonly #resident: Resident;

	/** @throws RangeError where not even one example fits into the session's memory */
	constructor(session: Session, spec: TrainSpec, data: Dataset) {
		this.#session = session;
		this.#resident = new Resident(session, data);
		this.#rows = sliceRows(this.#resident.bytes, spec, session.limit);
	}

	/** Of a split. @throws RangeError where the spec did not ask for it */
	count(split: Split): number {
		return this.#resident.of(split).count;
	}

	/** Mean loss over these examples of the training split, and its gradient; to be disposed of, or within a tidy. */
	slope(parameters: readonly Variable[], positions: Uint32Array, wish?: Wish): Slope {
		const of = (part: Uint32Array): Slope => {
			const weight = 1 / positions.length;
			const batch = () => this.#resident.of('training').batch(part);
			const slope = this.#session.tidy(() => slopeOf(parameters, batch(), weight, wish));
			if (part.length > LARGE * this.#rows) this.#session.flush();
			return slope;
		};
		const [first, ...others] = slices(positions, this.#rows);
		return others.reduce((total, part) => {
			const sum = this.#session.tidy(() => added(total, of(part)));
			dispose([total.loss, ...total.gradients]);
			return sum;
		}, of(first));
	}

	async gradient(parameters: readonly Variable[], positions: Uint32Array, wish?: Wish): Promise<Float32Array> {
		const { loss, gradients } = this.slope(parameters, positions, wish);
		try {
			return await flat(gradients);
		} finally {
			dispose([loss, ...gradients]);
		}
	}

	async score(parameters: readonly Tensor[], split: Split): Promise<Score> {
		const pictures = this.#resident.of(split);
		const sums = { loss: 0, right: 0 };
		for (const part of slices(ascending(pictures.count), this.#rows)) {
			const { loss, right } = this.#session.tidy(() => scoreOf(parameters, pictures.batch(part)));
			sums.loss += (await loss.data())[0];
			sums.right += (await right.data())[0];
			dispose([loss, right]);
		}
		return { loss: sums.loss / pictures.count, accuracy: sums.right / pictures.count };
	}

	dispose(): void {
		this.#resident.dispose();
	}
}
