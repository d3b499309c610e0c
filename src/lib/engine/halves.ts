// A population too large for the device, trained in two halves that take turns on it. A model's numbers do not depend on its neighbours.
import { epochOrder } from './batches.ts';
import type { Checkpoint, Engine, Progress, Score, Trainer, TrainSpec } from './engine.ts';
import { parameterCount } from './layout.ts';
import { checkCheckpoint, checkParameters } from './spec.ts';
import type { SweepName } from './sweeps.ts';
import type { Split } from '../datasets/dataset.ts';

const cut = (count: number): number => Math.ceil(count / 2);

/** One half: on the device, or away with all that is needed to come back. */
class Half {
	readonly spec: TrainSpec;
	readonly #engine: Engine;
	#trainer: Trainer | null = null;
	/** null: the start. */
	#checkpoint: Checkpoint | null = null;
	/** What was loaded on top of it meanwhile. */
	#loaded: readonly Float32Array[] | null = null;

	constructor(engine: Engine, spec: TrainSpec) {
		this.#engine = engine;
		this.spec = spec;
	}

	get isHere(): boolean {
		return this.#trainer !== null;
	}

	async come(): Promise<Trainer> {
		if (this.#trainer) return this.#trainer;
		this.#trainer = await this.#engine.train(this.spec);
		if (this.#checkpoint) this.#trainer.restore(this.#checkpoint);
		if (this.#loaded) this.#trainer.load(this.#loaded);
		return this.#trainer;
	}

	async go(): Promise<void> {
		if (!this.#trainer) return;
		this.#checkpoint = await this.#trainer.checkpoint();
		this.#loaded = null;
		this.dispose();
	}

	load(parameters: readonly Float32Array[]): void {
		if (this.#trainer) this.#trainer.load(parameters);
		else this.#loaded = parameters.map((model) => model.slice());
	}

	restore(checkpoint: Checkpoint): void {
		if (this.#trainer) return this.#trainer.restore(checkpoint);
		this.#checkpoint = checkpoint;
		this.#loaded = null;
	}

	dispose(): void {
		this.#trainer?.dispose();
		this.#trainer = null;
	}
}

/** Only one half is on the device at a time; a call visits the half that is there first, then the other. */
export class HalvedTrainer implements Trainer {
	readonly spec: TrainSpec;
	readonly #halves: readonly Half[];
	/** Calls take turns: each sends a half away that another may be using. */
	#turn: Promise<unknown> = Promise.resolve();
	#disposed = false;

	/** @param spec of at least two models */
	constructor(engine: Engine, spec: TrainSpec) {
		this.spec = spec;
		const { models } = spec;
		const parts = [models.slice(0, cut(models.length)), models.slice(cut(models.length))];
		this.#halves = parts.map((part) => new Half(engine, { ...spec, models: part }));
	}

	/** Resolves when a first half stands on the device. @throws as `Engine.train` does */
	async ready(): Promise<void> {
		await this.#halves[0].come();
	}

	update(count: number): Promise<Progress[]> {
		return this.#each((trainer) => trainer.update(count));
	}

	evaluate(split: Split): Promise<Score[]> {
		return this.#each((trainer) => trainer.evaluate(split));
	}

	gradient(examples: Uint32Array): Promise<Float32Array[]> {
		return this.#each((trainer) => trainer.gradient(examples));
	}

	hessianVector(vectors: readonly Float32Array[], examples: Uint32Array): Promise<Float32Array[]> {
		const parts = this.#cut(vectors);
		return this.#each((trainer, half) => trainer.hessianVector(parts[half], examples));
	}

	parameters(): Promise<Float32Array[]> {
		return this.#each((trainer) => trainer.parameters());
	}

	load(parameters: readonly Float32Array[]): void {
		checkParameters(parameters, this.spec.models.length, parameterCount(this.spec.widths));
		const parts = this.#cut(parameters);
		this.#halves.forEach((half, index) => half.load(parts[index]));
	}

	order(model: number, epoch: number): Uint32Array {
		const { models, order, data } = this.spec;
		return epochOrder(models[model].seed, order, data.examples, epoch);
	}

	async checkpoint(): Promise<Checkpoint> {
		const [first, second] = await this.#each(async (trainer) => [await trainer.checkpoint()]);
		return {
			...first,
			standings: [...first.standings, ...second.standings],
			parameters: [...first.parameters, ...second.parameters],
			movement: [...first.movement, ...second.movement],
			squares: [...first.squares, ...second.squares],
		};
	}

	restore(checkpoint: Checkpoint): void {
		checkCheckpoint(checkpoint, this.spec);
		const standings = this.#cut(checkpoint.standings);
		const parameters = this.#cut(checkpoint.parameters);
		const movement = this.#cut(checkpoint.movement);
		const squares = this.#cut(checkpoint.squares);
		this.#halves.forEach((half, i) => {
			const part = { standings: standings[i], parameters: parameters[i], movement: movement[i], squares: squares[i] };
			half.restore({ ...checkpoint, ...part });
		});
	}

	dispose(): void {
		this.#disposed = true;
		this.#halves.forEach((half) => half.dispose());
	}

	/** What belongs to the models of each half. */
	#cut<T>(models: readonly T[]): T[][] {
		const middle = cut(this.spec.models.length);
		return [models.slice(0, middle), models.slice(middle)];
	}

	/** Does the work with each half and puts the results in the order of the models. */
	#each<T>(work: (trainer: Trainer, half: number) => Promise<T[]>): Promise<T[]> {
		const turn = this.#turn.then(() => this.#visit(work));
		this.#turn = turn.catch(() => undefined);
		return turn;
	}

	async #visit<T>(work: (trainer: Trainer, half: number) => Promise<T[]>): Promise<T[]> {
		const results: T[][] = [];
		for (const index of this.#halves[1].isHere ? [1, 0] : [0, 1]) {
			if (this.#disposed) throw new Error('trainer: expected one in use, got one that was disposed of');
			await this.#halves[1 - index].go();
			results[index] = await work(await this.#halves[index].come(), index);
		}
		return results.flat();
	}
}

/** `Engine.sweep`, half of the runs at a time. @param count at least two */
export async function sweepInHalves(
	engine: Engine,
	name: SweepName,
	inputs: readonly Float32Array[],
	count: number,
): Promise<Float32Array> {
	const run = (from: number, to: number): Promise<Float32Array> => {
		const part = inputs.map((input) => (input.length === count ? input.slice(from, to) : input));
		return engine.sweep(name, part, to - from);
	};
	const [first, second] = [await run(0, cut(count)), await run(cut(count), count)];
	const all = new Float32Array(first.length + second.length);
	all.set(first);
	all.set(second, first.length);
	return all;
}
