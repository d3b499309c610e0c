// An engine that outlives its device: it opens a fresh one, goes back to the last checkpoint and makes the lost updates again.
import { ResilientTrainer } from './resilient-trainer.ts';
import type { Engine, EngineName, Trainer, TrainSpec } from './engine.ts';
import { EngineUnavailable } from './errors.ts';

/** What it tells while it recovers. */
export interface Watch {
	recovering(): void;
	/** @param degraded whether a slower engine has taken over for good */
	recovered(engine: EngineName, degraded: boolean): void;
}

/** Milliseconds. After two losses within this time browsers refuse another adapter. */
const SOON = 120_000;
/** Milliseconds that a browser's GPU process is given to come back. */
const RETRY_AFTER = 500;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

export class ResilientEngine implements Engine {
	readonly #open: (name: EngineName) => Promise<Engine>;
	readonly #watch: Watch;
	readonly #now: () => number;
	#engine: Engine;
	#lastLoss = -Infinity;
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

	async dispose(): Promise<void> {
		await this.#engine.dispose();
	}

	/** Resolves when another engine stands in for the broken one; trainers that break together share the recovery. */
	async recover(broken: Engine): Promise<void> {
		if (broken !== this.#engine) return;
		this.#recovery ??= this.#replace().finally(() => (this.#recovery = null));
		await this.#recovery;
	}

	async #replace(): Promise<void> {
		const { name } = this.#engine;
		this.#watch.recovering();
		await this.#engine.dispose();
		this.#engine = await this.#reopen(name);
		this.#watch.recovered(this.#engine.name, this.#engine.name !== name);
	}

	async #reopen(name: EngineName): Promise<Engine> {
		const before = this.#lastLoss;
		this.#lastLoss = this.#now();
		const again = this.#lastLoss - before < SOON;
		return (!again && (await this.#tryTwice(name))) || this.#open('plain');
	}

	async #tryTwice(name: EngineName): Promise<Engine | null> {
		const first = await this.#openIfAny(name);
		if (first) return first;
		await pause(RETRY_AFTER);
		return this.#openIfAny(name);
	}

	#openIfAny(name: EngineName): Promise<Engine | null> {
		return this.#open(name).catch((error: unknown) => {
			if (error instanceof EngineUnavailable) return null;
			throw error;
		});
	}
}

/**
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
