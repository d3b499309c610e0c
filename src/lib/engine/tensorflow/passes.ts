// Forward and backward over any number of examples, a slice at a time, so that memory does not grow with the batch.
import { add, dispose, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import type { Dataset, Split } from '../../datasets/dataset.ts';
import { ascending } from '../../numbers/shuffle.ts';
import type { ModelSpec, Score, TrainSpec } from '../engine.ts';
import { trainingCount } from '../spec.ts';
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

interface Scored {
	readonly spec: ModelSpec;
	readonly parameters: readonly Tensor[];
}

export class Passes {
	/** Most examples in one slice. */
	readonly #rows: number;
	readonly #session: Session;
	readonly #resident: Resident;
	readonly #trained: number;

	/** @throws RangeError where not even one example fits into the session's memory */
	constructor(session: Session, spec: TrainSpec, data: Dataset) {
		this.#session = session;
		this.#resident = new Resident(session, data);
		this.#trained = trainingCount(spec, data);
		this.#rows = sliceRows(this.#resident.bytes, spec, session.limit);
	}

	/** Examples in the training split of a model. */
	get trained(): number {
		return this.#trained;
	}

	/** Where positions within a model's training split lie among the examples of all parts. */
	placed({ part = 0 }: ModelSpec, positions: Uint32Array): Uint32Array {
		return part === 0 ? positions : positions.map((position) => part * this.#trained + position);
	}

	/** Mean loss over these training examples, as they are placed, and its gradient; to be disposed of, or within a tidy. */
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

	/** Of a model on its own training split, or on another one. */
	async score({ spec, parameters }: Scored, split: Split): Promise<Score> {
		const pictures = this.#resident.of(split);
		const isOwn = split === 'training';
		const positions = ascending(isOwn ? this.#trained : pictures.count);
		const sums = { loss: 0, right: 0 };
		for (const part of slices(isOwn ? this.placed(spec, positions) : positions, this.#rows)) {
			const { loss, right } = this.#session.tidy(() => scoreOf(parameters, pictures.batch(part)));
			sums.loss += (await loss.data())[0];
			sums.right += (await right.data())[0];
			dispose([loss, right]);
		}
		return { loss: sums.loss / positions.length, accuracy: sums.right / positions.length };
	}

	dispose(): void {
		this.#resident.dispose();
	}
}
