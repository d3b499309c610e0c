// A trainer that remembers how it came to where it is, and goes there again on another engine.
import type { Checkpoint, Engine, Progress, Score, Trainer, TrainSpec } from './engine.ts';
import { LastGood } from './last-good.ts';
import { parameterCount } from './layout.ts';
import { checkCheckpoint, checkParameters, checkUpdates } from './spec.ts';
import { joined, type Stretch, Stretches } from './stretches.ts';
import type { Split } from '../datasets/dataset.ts';

/** Milliseconds of training after which a checkpoint is taken. With the stretch under way a loss costs twice as much at most. */
const CHECKPOINT_AFTER = 1000;

const DISPOSED = 'trainer: expected one in use, got one that was disposed of';

/** Where trainers find the engine of the moment. */
interface Host {
	readonly current: Engine;
	/** Does the work on the engine of the moment, and again on the next one while engines break under it. @param models that it is about */
	attempt<T>(models: number, work: (engine: Engine) => Promise<T>): Promise<T>;
	trainer(engine: Engine, spec: TrainSpec): Promise<Trainer>;
}
/** What was done since the checkpoint: so many updates, or parameters loaded. */
type Deed = number | readonly Float32Array[];

const copies = (arrays: readonly Float32Array[]): Float32Array[] => arrays.map((array) => array.slice());
const copyOf = (checkpoint: Checkpoint): Checkpoint => ({
	...checkpoint,
	parameters: copies(checkpoint.parameters),
	movement: copies(checkpoint.movement),
	squares: copies(checkpoint.squares),
});

/**
 * Besides what every trainer keeps: a model that diverges has from then on the weights, and the moments, of the last checkpoint in
 * which they were good, at most two seconds of training before. Its standing tells the update that went wrong.
 */
export class ResilientTrainer implements Trainer {
	readonly spec: TrainSpec;
	readonly #host: Host;
	readonly #now: () => number;
	readonly #stretches = new Stretches();
	readonly #good: LastGood;
	#inner: Trainer | null = null;
	#engine: Engine | null = null;
	/** null: the start, which the seed gives on every engine. */
	#checkpoint: Checkpoint | null = null;
	#since: Deed[] = [];
	/** Milliseconds of training since the checkpoint. */
	#trained = 0;
	/** Updates asked for since the start, and those that each model made. */
	#asked = 0;
	#made: readonly number[];
	#disposed = false;

	constructor(host: Host, spec: TrainSpec, now: () => number) {
		this.spec = spec;
		this.#host = host;
		this.#now = now;
		this.#good = new LastGood(spec);
		this.#made = spec.models.map(() => 0);
	}

	/** Resolves when the trainer stands. @throws as `Engine.train` does */
	ready(): Promise<void> {
		return this.#call(async () => undefined);
	}

	async update(count: number): Promise<Progress[]> {
		checkUpdates(count);
		const end = this.#asked + count;
		const stretches = [await this.#stretch(this.#stretches.next(count))];
		while (this.#asked < end) stretches.push(await this.#stretch(this.#stretches.next(end - this.#asked)));
		return joined(this.spec, stretches);
	}

	evaluate(split: Split): Promise<Score[]> {
		return this.#call((trainer) => trainer.evaluate(split));
	}

	gradient(examples: Uint32Array): Promise<Float32Array[]> {
		return this.#call((trainer) => trainer.gradient(examples));
	}

	hessianVector(vectors: readonly Float32Array[], examples: Uint32Array): Promise<Float32Array[]> {
		return this.#call((trainer) => trainer.hessianVector(vectors, examples));
	}

	parameters(): Promise<Float32Array[]> {
		return this.#call((trainer) => trainer.parameters());
	}

	load(parameters: readonly Float32Array[]): void {
		checkParameters(parameters, this.spec.models.length, parameterCount(this.spec.widths));
		const loaded = copies(parameters);
		this.#since.push(loaded);
		this.#good.load(loaded);
		this.#present()?.load(loaded);
	}

	order(model: number, epoch: number): Uint32Array {
		if (!this.#inner) throw new Error(DISPOSED);
		return this.#inner.order(model, epoch);
	}

	async checkpoint(): Promise<Checkpoint> {
		this.#remember(await this.#call((trainer) => trainer.checkpoint()));
		return copyOf(this.#checkpoint as Checkpoint);
	}

	restore(checkpoint: Checkpoint): void {
		checkCheckpoint(checkpoint, this.spec);
		this.#remember(copyOf(checkpoint));
		this.#asked = checkpoint.updates;
		this.#made = checkpoint.standings.map(({ updates }) => updates);
		this.#present()?.restore(checkpoint);
	}

	dispose(): void {
		this.#disposed = true;
		this.#inner?.dispose();
		this.#inner = null;
	}

	/** Makes the call, and again on another engine when this one broke under it. */
	#call<T>(work: (trainer: Trainer) => Promise<T>): Promise<T> {
		return this.#host.attempt(this.spec.models.length, async (engine) => {
			if (this.#disposed) throw new Error(DISPOSED);
			return work(this.#present() ?? (await this.#moveTo(engine)));
		});
	}

	/** The trainer on the engine of the moment, if it is there already. */
	#present(): Trainer | null {
		return this.#engine === this.#host.current ? this.#inner : null;
	}

	async #moveTo(engine: Engine): Promise<Trainer> {
		const trainer = await this.#host.trainer(engine, this.spec);
		if (this.#checkpoint) trainer.restore(this.#checkpoint);
		for (const deed of this.#since) {
			if (typeof deed === 'number') await trainer.update(deed);
			else trainer.load(deed);
		}
		if (this.#disposed) trainer.dispose();
		this.#inner = trainer;
		this.#engine = engine;
		return trainer;
	}

	async #stretch(count: number): Promise<Stretch> {
		const [from, before, begun] = [this.#asked, this.#made, this.#now()];
		const progress = await this.#call((trainer) => trainer.update(count));
		const took = this.#now() - begun;
		this.#note(count);
		this.#made = progress.map(({ updates }) => updates);
		this.#stretches.took(count, took);
		this.#trained += took;
		if (this.#good.isWanted(progress)) await this.#putGood();
		else if (this.#trained >= CHECKPOINT_AFTER) this.#remember(await this.#call((trainer) => trainer.checkpoint()));
		return { from, before, progress };
	}

	/** Gives models that have just diverged their last good weights. */
	async #putGood(): Promise<void> {
		const checkpoint = await this.#call(async (trainer) => {
			const good = this.#good.putInto(await trainer.checkpoint());
			trainer.restore(good);
			return good;
		});
		this.#remember(checkpoint);
	}

	#note(updates: number): void {
		this.#asked += updates;
		const last = this.#since.at(-1);
		if (typeof last === 'number') this.#since[this.#since.length - 1] = last + updates;
		else this.#since.push(updates);
	}

	#remember(checkpoint: Checkpoint): void {
		this.#checkpoint = checkpoint;
		this.#good.note(checkpoint);
		this.#since = [];
		this.#trained = 0;
	}
}
