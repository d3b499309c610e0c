// The engine contract's trainer over TensorFlow.js models.
import { add, dispose } from '@tensorflow/tfjs-core';
import type { Dataset, Split } from '../../datasets/dataset.ts';
import { ascending } from '../../numbers/shuffle.ts';
import { batchPlace, Orders } from '../batches.ts';
import type { Checkpoint, Progress, Score, Trainer, TrainSpec } from '../engine.ts';
import { parameterCount } from '../layout.ts';
import { checkParameters, checkPositions, checkUpdates } from '../spec.ts';
import { startWeights } from '../start.ts';
import { flat, Model, type Slope } from './model.ts';
import { Pacer } from './pacer.ts';
import type { Pictures } from './pictures.ts';
import { Resident } from './resident.ts';
import type { Session } from './session.ts';
import { sliceRows, slices } from './slices.ts';

/** A batch of more than this share of what fits is handed over at once, lest the next one need memory of its own. */
const LARGE = 1 / 8;

const added = (a: Slope, b: Slope): Slope => ({
	loss: add(a.loss, b.loss),
	gradients: a.gradients.map((gradient, index) => add(gradient, b.gradients[index])),
});

export class TensorflowTrainer implements Trainer {
	readonly spec: TrainSpec;
	/** Most examples in one slice of a batch. */
	readonly #rows: number;
	readonly #session: Session;
	readonly #resident: Resident;
	readonly #models: readonly Model[];
	readonly #orders: readonly Orders[];
	readonly #pacer = new Pacer();
	#updates = 0;
	#disposed = false;

	/** @param spec checked */
	constructor(session: Session, spec: TrainSpec, data: Dataset) {
		const { widths, models, order } = spec;
		this.spec = spec;
		this.#session = session;
		this.#resident = new Resident(session, data);
		this.#rows = sliceRows({ data: this.#resident.bytes, widths, models: models.length, limit: session.limit });
		this.#models = session.within(() =>
			models.map((model) => new Model(model, widths, startWeights(model.seed, widths))),
		);
		this.#orders = models.map(({ seed }) => new Orders(seed, order, data.training.count));
	}

	update(count: number): Promise<Progress[]> {
		return this.#guard(async () => {
			checkUpdates(count);
			this.#session.within(() => this.#models.forEach((model) => model.clearLoss()));
			await this.#pacer.run(
				count,
				() => this.#updateOnce(),
				() => this.#session.finished(),
			);
			const losses = await Promise.all(this.#models.map((model) => flat([model.loss])));
			return losses.map(([loss]) => ({ updates: this.#updates, loss: loss / count }));
		});
	}

	evaluate(split: Split): Promise<Score[]> {
		return this.#guard(async () => {
			const pictures = this.#resident.of(split);
			const scores: Score[] = [];
			for (const model of this.#models) scores.push(await this.#score(model, pictures));
			return scores;
		});
	}

	gradient(examples: Uint32Array): Promise<Float32Array[]> {
		return this.#guard(async () => {
			checkPositions(examples, this.#resident.of('training').count);
			const gradients: Float32Array[] = [];
			for (const model of this.#models) {
				const { gradients: tensors, loss } = this.#slope(model, examples);
				gradients.push(await flat(tensors));
				dispose([loss, ...tensors]);
			}
			return gradients;
		});
	}

	parameters(): Promise<Float32Array[]> {
		return this.#guard(() => Promise.all(this.#models.map((model) => flat(model.parameters))));
	}

	load(parameters: readonly Float32Array[]): void {
		this.#load(parameters, []);
	}

	order(model: number, epoch: number): Uint32Array {
		return this.#orders[model].epoch(epoch).slice();
	}

	checkpoint(): Promise<Checkpoint> {
		return this.#guard(async () => {
			const parameters = await Promise.all(this.#models.map((model) => flat(model.parameters)));
			const movement = await Promise.all(this.#models.map((model) => flat(model.movement)));
			return { updates: this.#updates, parameters, movement };
		});
	}

	restore({ updates, parameters, movement }: Checkpoint): void {
		checkUpdates(updates);
		this.#check(movement);
		this.#load(parameters, movement);
		this.#updates = updates;
	}

	dispose(): void {
		if (this.#disposed) return;
		this.#disposed = true;
		this.#models.forEach((model) => model.dispose());
		this.#resident.dispose();
		this.#session.trim();
	}

	#load(parameters: readonly Float32Array[], movement: readonly Float32Array[]): void {
		this.#check(parameters);
		this.#session.within(() => this.#models.forEach((model, m) => model.load(parameters[m], movement[m])));
	}

	#updateOnce(): void {
		const { epoch, from, to } = batchPlace(this.#updates, this.#resident.of('training').count, this.spec.batchSize);
		this.#models.forEach((model, index) => {
			const positions = this.#orders[index].epoch(epoch).subarray(from, to);
			this.#session.within(() => model.move(this.#slope(model, positions)));
		});
		this.#updates++;
	}

	/** Mean loss over these examples and its gradient; to be disposed of, or within a tidy. */
	#slope(model: Model, positions: Uint32Array): Slope {
		const [first, ...others] = slices(positions, this.#rows);
		return others.reduce(
			(total, part) => {
				const sum = this.#session.tidy(() => added(total, this.#sliceSlope(model, part, positions.length)));
				dispose([total.loss, ...total.gradients]);
				return sum;
			},
			this.#sliceSlope(model, first, positions.length),
		);
	}

	#sliceSlope(model: Model, part: Uint32Array, batch: number): Slope {
		const slope = this.#session.tidy(() => model.slope(this.#resident.of('training').batch(part), 1 / batch));
		if (part.length > LARGE * this.#rows) this.#session.flush();
		return slope;
	}

	async #score(model: Model, pictures: Pictures): Promise<Score> {
		const sums = { loss: 0, right: 0 };
		for (const part of slices(ascending(pictures.count), this.#rows)) {
			const { loss, right } = this.#session.tidy(() => model.score(pictures.batch(part)));
			sums.loss += (await flat([loss]))[0];
			sums.right += (await flat([right]))[0];
			dispose([loss, right]);
		}
		return { loss: sums.loss / pictures.count, accuracy: sums.right / pictures.count };
	}

	#check(arrays: readonly Float32Array[]): void {
		checkParameters(arrays, this.#models.length, parameterCount(this.spec.widths));
	}

	#guard<T>(work: () => Promise<T>): Promise<T> {
		return this.#session.guard(() => {
			if (this.#disposed) throw new Error('trainer: expected one in use, got one that was disposed of');
			return work();
		});
	}
}
