// An engine that outlives its device: it opens a fresh one, goes back to the last checkpoint and makes the lost updates again.
import type { Engine, EngineName, Trainer, TrainSpec } from './engine.ts';
import { DeviceLost, EngineUnavailable, OutOfMemory } from './errors.ts';
import { HalvedTrainer, sweepInHalves } from './halves.ts';
import { ResilientTrainer } from './resilient-trainer.ts';
import type { SweepName } from './sweeps.ts';

/** What it tells while it recovers. */
export interface Watch {
	recovering(reason: Recoverable['reason']): void;
	/** @param degraded whether a slower engine has taken over for good */
	recovered(engine: EngineName, degraded: boolean): void;
}
export type Recoverable = DeviceLost | OutOfMemory;

/** Milliseconds. After two losses within this time browsers refuse another adapter. */
const SOON = 120_000;
/** Milliseconds that a browser's GPU process is given to come back. */
const RETRY_AFTER = 500;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const isRecoverable = (error: unknown): error is Recoverable =>
	error instanceof DeviceLost || error instanceof OutOfMemory;

export class ResilientEngine implements Engine {
	readonly #open: (name: EngineName) => Promise<Engine>;
	readonly #watch: Watch;
	readonly #now: () => number;
	#engine: Engine;
	#lastLoss = -Infinity;
	/** Memory ran out once: populations are trained in halves. */
	#halved = false;
	#recovery: Promise<void> | null = null;

	constructor(engine: Engine, open: (name: EngineName) => Promise<Engine>, watch: Watch, now: () => number) {
		this.#engine = engine;
		this.#open = open;
		this.#watch = watch;
		this.#now = now;
	}

	get name(): EngineName {
		return this.#engine.name;
	}
	get adapter(): string {
		return this.#engine.adapter;
	}
	get software(): boolean {
		return this.#engine.software;
	}
	get versions(): Readonly<Record<string, string>> {
		return this.#engine.versions;
	}
	/** The engine that does the work now. */
	get current(): Engine {
		return this.#engine;
	}

	async train(spec: TrainSpec): Promise<Trainer> {
		const trainer = new ResilientTrainer(this, spec, this.#now);
		await trainer.ready();
		return trainer;
	}

	sweep(name: SweepName, inputs: readonly Float32Array[], count: number): Promise<Float32Array> {
		return this.attempt(count, (engine) =>
			this.#inHalves(engine, count) ? sweepInHalves(engine, name, inputs, count) : engine.sweep(name, inputs, count),
		);
	}

	async dispose(): Promise<void> {
		await this.#engine.dispose();
	}

	/**
	 * Does the work on the engine of the moment. When its device is lost, or out of memory, another engine takes over and the work
	 * is done again; work that breaks together shares the recovery.
	 * @param models models, or runs of a sweep, that the work is about: what can be halved
	 */
	async attempt<T>(models: number, work: (engine: Engine) => Promise<T>): Promise<T> {
		for (;;) {
			const engine = this.#engine;
			try {
				return await work(engine);
			} catch (error) {
				// Plain loops have no device, so whatever they throw is no loss of one.
				if (!isRecoverable(error) || engine.name === 'plain') throw error;
				await this.#recover(engine, error, models);
			}
		}
	}

	/** A trainer on this engine, in halves once memory ran out. */
	async trainer(engine: Engine, spec: TrainSpec): Promise<Trainer> {
		if (!this.#inHalves(engine, spec.models.length)) return engine.train(spec);
		const halved = new HalvedTrainer(engine, spec);
		await halved.ready();
		return halved;
	}

	#inHalves(engine: Engine, models: number): boolean {
		return this.#halved && models > 1 && engine.name !== 'plain';
	}

	async #recover(broken: Engine, error: Recoverable, models: number): Promise<void> {
		if (broken !== this.#engine) return;
		this.#recovery ??= this.#replace(error, models).finally(() => (this.#recovery = null));
		await this.#recovery;
	}

	async #replace(error: Recoverable, models: number): Promise<void> {
		const { name } = this.#engine;
		this.#watch.recovering(error.reason);
		await this.#engine.dispose();
		const again = error instanceof DeviceLost ? this.#isRareLoss() : this.#halve(models);
		this.#engine = (again && (await this.#tryTwice(name))) || (await this.#open('plain'));
		this.#watch.recovered(this.#engine.name, this.#engine.name !== name);
	}

	#isRareLoss(): boolean {
		const before = this.#lastLoss;
		this.#lastLoss = this.#now();
		return this.#lastLoss - before >= SOON;
	}

	/** Whether there is something to halve that is not halved yet. */
	#halve(models: number): boolean {
		const again = !this.#halved && models > 1;
		this.#halved ||= again;
		return again;
	}

	async #tryTwice(name: EngineName): Promise<Engine | null> {
		const first = await this.#openIfAny(name);
		if (first) return first;
		await pause(RETRY_AFTER);
		return this.#openIfAny(name);
	}

	#openIfAny(name: EngineName): Promise<Engine | null> {
		return this.#open(name).catch((error: unknown) => {
			if (error instanceof EngineUnavailable || isRecoverable(error)) return null;
			throw error;
		});
	}
}

/**
 * An engine whose device may be lost or run out of memory: on a loss it opens a fresh device and goes on, at the second loss within
 * two minutes in plain loops. Out of memory, it frees all, opens a fresh device and trains populations in two halves, once; a second
 * time, or with one model, it goes on in plain loops.
 * @param open opens an engine on a fresh device   @param now milliseconds, monotonic
 * @throws as `open` does
 */
export async function resilientEngine(
	name: EngineName,
	open: (name: EngineName) => Promise<Engine>,
	watch: Watch,
	now: () => number = () => performance.now(),
): Promise<Engine> {
	return new ResilientEngine(await open(name), open, watch, now);
}
