// The engine contract's trainer over WGSL kernels: a population advances in the same dispatches.
import type { Split } from '../../datasets/dataset.ts';
import { Orders } from '../batches.ts';
import type { OpenDevice } from '../device.ts';
import type { Checkpoint, Progress, Score, Standing, Trainer, TrainSpec } from '../engine.ts';
import { differenceHessianVector } from '../hessian-vector.ts';
import { checkCheckpoint, checkParameters, checkPositions, checkUpdates } from '../spec.ts';
import type { Known } from './models.ts';
import { type Progression, Runner } from './runner.ts';
import type { Compile, Scheme } from './program.ts';
import type { State } from './state.ts';

const fresh: Standing = { updates: 0, stopped: false, diverged: null };

export class WgslTrainer implements Trainer {
	readonly spec: TrainSpec;
	readonly #open: OpenDevice;
	readonly #state: State;
	readonly #runner: Runner;
	readonly #orders: readonly Orders[];
	#updates = 0;
	/** Since the moments were zero. */
	#steps = 0;
	#standings: readonly Standing[];
	#disposed = false;

	/** @param spec checked   Holds no weights before the first `load`. */
	constructor(open: OpenDevice, spec: TrainSpec, state: State, compile: Compile, scheme: Scheme) {
		this.spec = spec;
		this.#open = open;
		this.#state = state;
		this.#orders = spec.models.map(({ seed }) => new Orders(seed, spec.order, state.count('training')));
		this.#runner = new Runner(spec, state, this.#orders, compile, scheme);
		this.#standings = spec.models.map(() => fresh);
	}

	update(count: number): Promise<Progress[]> {
		return this.#guard(async () => {
			checkUpdates(count);
			const from = this.#updates;
			const progression: Progression = { updates: from, steps: this.#steps };
			this.#updates += count;
			this.#steps += count;
			const known = await this.#runner.run(progression, count, this.#standings);
			const before = this.#standings;
			this.#standings = known;
			return known.map((model, m) => this.#progress(model, Math.min(from, before[m].updates)));
		});
	}

	evaluate(split: Split): Promise<Score[]> {
		return this.#guard(() => this.#runner.evaluate(split));
	}

	gradient(examples: Uint32Array): Promise<Float32Array[]> {
		return this.#guard(async () => {
			checkPositions(examples, this.#state.count('training'));
			return this.#runner.gradient(examples);
		});
	}

	hessianVector(vectors: readonly Float32Array[], examples: Uint32Array): Promise<Float32Array[]> {
		return this.#guard(async () => {
			this.#check(vectors, 'vectors');
			checkPositions(examples, this.#state.count('training'));
			const gradientsAt = (at: readonly Float32Array[]) => this.#runner.gradientHeld(at, examples);
			return differenceHessianVector(gradientsAt, await this.#state.parameters(), vectors);
		});
	}

	parameters(): Promise<Float32Array[]> {
		return this.#guard(() => this.#state.parameters());
	}

	load(parameters: readonly Float32Array[]): void {
		this.#alive();
		this.#check(parameters, 'parameters');
		this.#standings = this.spec.models.map(() => ({ ...fresh, updates: this.#updates }));
		this.#state.write(parameters, null, this.#standings);
		this.#steps = 0;
	}

	order(model: number, epoch: number): Uint32Array {
		this.#alive();
		return this.#orders[model].epoch(epoch).slice();
	}

	checkpoint(): Promise<Checkpoint> {
		return this.#guard(async () => ({
			updates: this.#updates,
			steps: this.#steps,
			standings: this.#standings.map(({ updates, stopped, diverged }) => ({ updates, stopped, diverged })),
			parameters: await this.#state.parameters(),
			...(await this.#state.moments()),
		}));
	}

	restore(checkpoint: Checkpoint): void {
		this.#alive();
		checkCheckpoint(checkpoint, this.spec);
		this.#standings = checkpoint.standings;
		this.#state.write(checkpoint.parameters, checkpoint, checkpoint.standings);
		this.#updates = checkpoint.updates;
		this.#steps = checkpoint.steps;
	}

	dispose(): void {
		this.#disposed = true;
		this.#state.dispose();
	}

	#progress({ updates, stopped, diverged, loss, right }: Known & { right: number }, from: number): Progress {
		const examples = this.#runner.examplesIn(from, updates);
		return { updates, stopped, diverged, loss: loss / (updates - from), accuracy: right / examples };
	}

	#check(arrays: readonly Float32Array[], name: string): void {
		checkParameters(arrays, this.spec.models.length, this.#state.shape.parameters, name);
	}

	#alive(): void {
		if (this.#disposed) throw new Error('trainer: expected one in use, got one that was disposed of');
	}

	#guard<T>(work: () => Promise<T>): Promise<T> {
		return this.#open.guard(async () => {
			this.#alive();
			return work();
		});
	}
}
