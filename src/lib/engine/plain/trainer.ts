// The engine contract's trainer over plain models.
import type { Dataset, Examples, Split } from '../../datasets/dataset.ts';
import { ascending } from '../../numbers/shuffle.ts';
import { Breather } from '../breather.ts';
import type { Checkpoint, Progress, Score, Trainer, TrainSpec } from '../engine.ts';
import { isAdaptive } from '../optimiser.ts';
import {
	checkCheckpoint,
	checkParameters,
	checkPositions,
	checkUpdates,
	examplesOf,
	trainingCount,
	trainingOf,
} from '../spec.ts';
import { type Floats, floats, type Precision } from './floats.ts';
import { Model, type Tally } from './model.ts';
import { Network } from './network.ts';
import { arraysOf } from './step.ts';
import { Tangent } from './tangent.ts';

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
	/** Made when a product is first asked for. */
	#tangent: Tangent | null = null;
	#updates = 0;
	/** Since the moments were zero. */
	#steps = 0;

	/** @param spec checked */
	constructor(spec: TrainSpec, data: Dataset, precision: Precision) {
		this.spec = spec;
		const arrays = spec.models.length * arraysOf(spec.optimiser);
		this.#network = new Network(spec.widths, precision, { arrays });
		const models = spec.models.map((model) => new Model(model, spec, this.#network, trainingOf(spec, data, model)));
		this.#held = { models, data };
	}

	async update(count: number): Promise<Progress[]> {
		checkUpdates(count);
		const tallies: Tally[] = [];
		for (const model of this.#alive().models) tallies.push(await this.#train(model, count));
		this.#updates += count;
		this.#steps += count;
		return this.#alive().models.map((model, m) => {
			const { updates, examples, loss, right } = tallies[m];
			return { ...model.standing(this.#updates), loss: loss / updates, accuracy: right / examples };
		});
	}

	async evaluate(split: Split): Promise<Score[]> {
		const { models, data } = this.#alive();
		const examples = examplesOf(data, split);
		const scores: Score[] = [];
		for (const model of models) scores.push(await this.#score(model, split === 'training' ? model.training : examples));
		return scores;
	}

	async gradient(examples: Uint32Array): Promise<Float32Array[]> {
		const { models, data } = this.#alive();
		checkPositions(examples, trainingCount(this.spec, data));
		const gradients: Floats[] = [];
		for (const { state, training } of models) {
			const whole = { examples: training, positions: examples, from: 0, to: examples.length };
			const gradient = floats(this.#network.length, this.#network.precision);
			for (const slice of this.#network.cut(whole)) {
				this.#network.learn(state.parameters, slice, gradient, 1 / examples.length, { loss: 0, right: 0 });
				if (this.#breather.due) await this.#breathe();
			}
			gradients.push(gradient);
		}
		return copies(gradients);
	}

	async hessianVector(vectors: readonly Float32Array[], examples: Uint32Array): Promise<Float32Array[]> {
		const { models, data } = this.#alive();
		this.#check(vectors, 'vectors');
		checkPositions(examples, trainingCount(this.spec, data));
		const { widths } = this.spec;
		const tangent = (this.#tangent ??= new Tangent(widths, this.#network.precision, this.#network.slice));
		const products: Float32Array[] = [];
		for (const [m, { state, training }] of models.entries()) {
			tangent.begin(state.parameters, vectors[m]);
			const whole = { examples: training, positions: examples, from: 0, to: examples.length };
			for (const slice of this.#network.cut(whole)) {
				tangent.add(slice, 1 / examples.length);
				if (this.#breather.due) await this.#breathe();
			}
			products.push(Float32Array.from(tangent.product));
		}
		return products;
	}

	async parameters(): Promise<Float32Array[]> {
		return copies(this.#alive().models.map(({ state }) => state.parameters));
	}

	load(parameters: readonly Float32Array[]): void {
		const { models } = this.#alive();
		this.#check(parameters, 'parameters');
		models.forEach((model, m) => model.load(parameters[m]));
		this.#steps = 0;
	}

	order(model: number, epoch: number): Uint32Array {
		return this.#alive().models[model].orders.epoch(epoch).slice();
	}

	/** Exact for 32 bits; with 64 the arrays are rounded to float32. */
	async checkpoint(): Promise<Checkpoint> {
		const { models } = this.#alive();
		return {
			updates: this.#updates,
			steps: this.#steps,
			standings: models.map((model) => model.standing(this.#updates)),
			parameters: await this.parameters(),
			movement: copies(models.map(({ state }) => state.movement)),
			squares: isAdaptive(this.spec.optimiser) ? copies(models.map(({ state }) => state.squares)) : [],
		};
	}

	restore(checkpoint: Checkpoint): void {
		const { models } = this.#alive();
		checkCheckpoint(checkpoint, this.spec);
		models.forEach((model, m) => model.restore(checkpoint, m));
		this.#updates = checkpoint.updates;
		this.#steps = checkpoint.steps;
	}

	dispose(): void {
		this.#tangent = null;
		this.#held = null;
	}

	async #train(model: Model, count: number): Promise<Tally> {
		const tally: Tally = { updates: 0, examples: 0, loss: 0, right: 0 };
		for (let made = 0; made < count && model.goesOn; made++) {
			const update = this.#updates + made;
			const slices = model.update({ update, step: this.#steps + made + 1 }, tally);
			while (!slices.next().done) if (this.#breather.due) await this.#breathe();
			if (model.goesOn && (await this.#isBelow(model, update + 1))) model.stop(update + 1);
		}
		return tally;
	}

	/** Whether the model's loss is to be measured after so many updates, and came below the wish. */
	async #isBelow(model: Model, updates: number): Promise<boolean> {
		const { stopBelow } = this.spec;
		if (!stopBelow || updates % stopBelow.every !== 0) return false;
		return (await this.#score(model, model.training)).loss <= stopBelow.loss;
	}

	async #score({ state }: Model, examples: Examples): Promise<Score> {
		const whole = { examples, positions: ascending(examples.count), from: 0, to: examples.count };
		const sums = { loss: 0, right: 0 };
		for (const slice of this.#network.cut(whole)) {
			this.#network.score(state.parameters, slice, sums);
			if (this.#breather.due) await this.#breathe();
		}
		return { loss: sums.loss / examples.count, accuracy: sums.right / examples.count };
	}

	#check(arrays: readonly Float32Array[], name: string): void {
		checkParameters(arrays, this.spec.models.length, this.#network.length, name);
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
