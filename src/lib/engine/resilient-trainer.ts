// A trainer that remembers how it came to where it is, and goes there again on another engine.
import type { Checkpoint, Engine, Progress, Score, Trainer, TrainSpec } from './engine.ts';
import { DeviceLost } from './errors.ts';
import { parameterCount } from './layout.ts';
import { checkParameters, checkUpdates } from './spec.ts';
import type { Split } from '../datasets/dataset.ts';

/** Milliseconds of training between two checkpoints: what a loss costs at most, besides opening a device. */
const CHECKPOINT_EVERY = 2000;

const DISPOSED = 'trainer: expected one in use, got one that was disposed of';

/** Where trainers find the engine of the moment. */
interface Host {
	readonly current: Engine;
	recover(broken: Engine): Promise<void>;
}
/** What was done since the checkpoint: so many updates, or parameters loaded. */
type Deed = number | readonly Float32Array[];

export class ResilientTrainer implements Trainer {
	readonly spec: TrainSpec;
	readonly #host: Host;
	readonly #now: () => number;
	#inner: Trainer | null = null;
	#engine: Engine | null = null;
	/** null: the start, which the seed gives on every engine. */
	#checkpoint: Checkpoint | null = null;
	#since: Deed[] = [];
	#trained = 0;
	#disposed = false;

	constructor(host: Host, spec: TrainSpec, now: () => number) {
		this.spec = spec;
		this.#host = host;
		this.#now = now;
	}

	/** Resolves when the trainer stands. @throws as `Engine.train` does */
	ready(): Promise<void> {
		return this.#call(async () => undefined);
	}

	async update(count: number): Promise<Progress[]> {
		const begun = this.#now();
		const progress = await this.#call((trainer) => trainer.update(count));
		this.#note(count);
		this.#trained += this.#now() - begun;
		if (this.#trained >= CHECKPOINT_EVERY) await this.checkpoint();
		return progress;
	}

	evaluate(split: Split): Promise<Score[]> {
		return this.#call((trainer) => trainer.evaluate(split));
	}

	gradient(examples: Uint32Array): Promise<Float32Array[]> {
		return this.#call((trainer) => trainer.gradient(examples));
	}

	parameters(): Promise<Float32Array[]> {
		return this.#call((trainer) => trainer.parameters());
	}

	load(parameters: readonly Float32Array[]): void {
		this.#check(parameters);
		this.#since.push(parameters.map((model) => model.slice()));
		this.#present()?.load(parameters);
	}

	order(model: number, epoch: number): Uint32Array {
		if (!this.#inner) throw new Error(DISPOSED);
		return this.#inner.order(model, epoch);
	}

	async checkpoint(): Promise<Checkpoint> {
		const checkpoint = await this.#call((trainer) => trainer.checkpoint());
		this.#remember(checkpoint);
		return checkpoint;
	}

	restore(checkpoint: Checkpoint): void {
		checkUpdates(checkpoint.updates);
		this.#check(checkpoint.parameters);
		this.#check(checkpoint.movement);
		this.#remember(checkpoint);
		this.#present()?.restore(checkpoint);
	}

	dispose(): void {
		this.#disposed = true;
		this.#inner?.dispose();
		this.#inner = null;
	}

	/** Makes the call, and again on another engine when the device was lost under it. */
	async #call<T>(work: (trainer: Trainer) => Promise<T>): Promise<T> {
		while (!this.#disposed) {
			const engine = this.#host.current;
			try {
				return await work(this.#present() ?? (await this.#moveTo(engine)));
			} catch (error) {
				if (!(error instanceof DeviceLost)) throw error;
				await this.#host.recover(engine);
			}
		}
		throw new Error(DISPOSED);
	}

	/** The trainer on the engine of the moment, if it is there already. */
	#present(): Trainer | null {
		return this.#engine === this.#host.current ? this.#inner : null;
	}

	async #moveTo(engine: Engine): Promise<Trainer> {
		const trainer = await engine.train(this.spec);
		if (this.#checkpoint) trainer.restore(this.#checkpoint);
		for (const deed of this.#since) {
			if (typeof deed === 'number') await trainer.update(deed);
			else trainer.load(deed);
		}
		this.#inner = trainer;
		this.#engine = engine;
		return trainer;
	}

	#note(updates: number): void {
		const last = this.#since.at(-1);
		if (typeof last === 'number') this.#since[this.#since.length - 1] = last + updates;
		else this.#since.push(updates);
	}

	#remember(checkpoint: Checkpoint): void {
		this.#checkpoint = checkpoint;
		this.#since = [];
		this.#trained = 0;
	}

	#check(arrays: readonly Float32Array[]): void {
		checkParameters(arrays, this.spec.models.length, parameterCount(this.spec.widths));
	}
}
