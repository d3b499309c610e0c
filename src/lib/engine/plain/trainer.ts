// The engine contract's trainer over plain models.
import type { Dataset, Split } from '../../datasets/dataset.ts';
import { ascending } from '../../numbers/shuffle.ts';
import { Breather } from '../breather.ts';
import type { Checkpoint, Progress, Score, Trainer, TrainSpec } from '../engine.ts';
import { checkParameters, checkPositions, checkUpdates, examplesOf } from '../spec.ts';
import { type Floats, floats, type Precision } from './floats.ts';
import { Model } from './model.ts';
import { Network } from './network.ts';

interface Held {
	readonly models: readonly Model[];
	readonly data: Dataset;
}
const copies = (arrays: readonly Floats[]): Float32Array[] => arrays.map((array) => Float32Array.from(array));

export class PlainTrainer implements Trainer {
	readonly spec: TrainSpec;
	readonly #network: Network;
	readonly #breather = new Breather();
	/** null once disposed. */
	#held: Held | null;
	#updates = 0;

	/** @param spec checked */
	constructor(spec: TrainSpec, data: Dataset, precision: Precision) {
		this.spec = spec;
		this.#network = new Network(spec.widths, precision);
		const models = spec.models.map((model) => new Model(model, spec, this.#network, data.training));
		this.#held = { models, data };
	}

	async update(count: number): Promise<Progress[]> {
		checkUpdates(count);
		const { models } = this.#alive();
		const first = this.#updates;
		const totals = models.map(() => ({ loss: 0 }));
		for (const [m, model] of models.entries()) {
			for (let number = first; number < first + count; number++) {
				const slices = model.update(number, totals[m]);
				while (!slices.next().done) if (this.#breather.due) await this.#breathe();
			}
		}
		this.#updates = first + count;
		return totals.map(({ loss }) => ({ updates: this.#updates, loss: loss / count }));
	}

	async evaluate(split: Split): Promise<Score[]> {
		const { models, data } = this.#alive();
		const examples = examplesOf(data, split);
		const whole = { examples, positions: ascending(examples.count), from: 0, to: examples.count };
		const scores: Score[] = [];
		for (const { parameters } of models) {
			const sums = { loss: 0, right: 0 };
			for (const slice of this.#network.cut(whole)) {
				this.#network.score(parameters, slice, sums);
				if (this.#breather.due) await this.#breathe();
			}
			scores.push({ loss: sums.loss / examples.count, accuracy: sums.right / examples.count });
		}
		return scores;
	}

	async gradient(examples: Uint32Array): Promise<Float32Array[]> {
		const { models, data } = this.#alive();
		checkPositions(examples, data.training.count);
		const whole = { examples: data.training, positions: examples, from: 0, to: examples.length };
		const gradients: Floats[] = [];
		for (const { parameters } of models) {
			const gradient = floats(this.#network.length, this.#network.precision);
			for (const slice of this.#network.cut(whole)) {
				this.#network.learn(parameters, slice, gradient, 1 / examples.length, { loss: 0, right: 0 });
				if (this.#breather.due) await this.#breathe();
			}
			gradients.push(gradient);
		}
		return copies(gradients);
	}

	async parameters(): Promise<Float32Array[]> {
		return copies(this.#alive().models.map((model) => model.parameters));
	}

	load(parameters: readonly Float32Array[]): void {
		const { models } = this.#alive();
		checkParameters(parameters, models.length, this.#network.length);
		models.forEach((model, m) => {
			model.parameters.set(parameters[m]);
			model.movement.fill(0);
		});
	}

	order(model: number, epoch: number): Uint32Array {
		return this.#alive().models[model].orders.epoch(epoch).slice();
	}

	/** Exact for 32 bits; with 64 the arrays are rounded to float32. The movement of a model with momentum 0 is told as zeros. */
	async checkpoint(): Promise<Checkpoint> {
		const { models } = this.#alive();
		const movement = copies(models.map((model) => model.movement));
		return { updates: this.#updates, parameters: await this.parameters(), movement };
	}

	restore(checkpoint: Checkpoint): void {
		const { models } = this.#alive();
		checkUpdates(checkpoint.updates);
		checkParameters(checkpoint.movement, models.length, this.#network.length);
		this.load(checkpoint.parameters);
		models.forEach((model, m) => model.spec.momentum > 0 && model.movement.set(checkpoint.movement[m]));
		this.#updates = checkpoint.updates;
	}

	dispose(): void {
		this.#held = null;
	}

	#alive(): Held {
		if (!this.#held) throw new Error('trainer: expected one in use, got one that was disposed of');
		return this.#held;
	}

	/** Lets messages in; whoever disposed of the trainer meanwhile ends the computation that waits here. */
	async #breathe(): Promise<void> {
		await this.#breather.breathe();
		this.#alive();
	}
}
