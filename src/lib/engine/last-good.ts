// What the weights were while training still went well. A diverged model's own are of no use to anybody.
import type { Checkpoint, Progress, TrainSpec } from './engine.ts';
import { startWeights } from './start.ts';

interface Weights {
	readonly parameters: Float32Array;
	/** null: zeros. */
	readonly movement: Float32Array | null;
	/** null: zeros, where the optimiser has any. */
	readonly squares: Float32Array | null;
}

/** Zero times an infinity, or times no number, is no number. */
function isFinite(array: Float32Array): boolean {
	let probe = 0;
	for (const value of array) probe += value * 0;
	return probe === 0;
}

/** The last good weights of each model of a trainer, as of its latest checkpoint. */
export class LastGood {
	readonly #spec: TrainSpec;
	/** null: the start, which the seed gives. */
	readonly #weights: (Weights | null)[];
	/** Models whose last good weights have been put back. */
	readonly #put: boolean[];

	constructor(spec: TrainSpec) {
		this.#spec = spec;
		this.#weights = spec.models.map(() => null);
		this.#put = spec.models.map(() => false);
	}

	/** Keeps what is good of a checkpoint: models that go on, with finite parameters. */
	note({ standings, parameters, movement, squares }: Checkpoint): void {
		standings.forEach(({ diverged }, m) => {
			this.#put[m] = diverged !== null;
			if (diverged !== null || !isFinite(parameters[m])) return;
			this.#weights[m] = { parameters: parameters[m], movement: movement[m], squares: squares[m] ?? null };
		});
	}

	/** These were loaded, and every model goes on from them. */
	load(parameters: readonly Float32Array[]): void {
		parameters.forEach((model, m) => {
			this.#weights[m] = { parameters: model, movement: null, squares: null };
			this.#put[m] = false;
		});
	}

	/** Whether a model has diverged that still has its own weights. */
	isWanted(progress: readonly Progress[]): boolean {
		return progress.some(({ diverged }, m) => diverged !== null && !this.#put[m]);
	}

	/** The checkpoint with the last good weights of models that have diverged since the latest one noted. */
	putInto(checkpoint: Checkpoint): Checkpoint {
		const wanted = checkpoint.standings.map(({ diverged }, m) => diverged !== null && !this.#put[m]);
		const replaced = (arrays: readonly Float32Array[], good: (m: number, length: number) => Float32Array) =>
			arrays.map((array, m) => (wanted[m] ? good(m, array.length) : array));
		return {
			...checkpoint,
			parameters: replaced(checkpoint.parameters, (m) => this.#parameters(m)),
			movement: replaced(checkpoint.movement, (m, n) => this.#weights[m]?.movement ?? new Float32Array(n)),
			squares: replaced(checkpoint.squares, (m, n) => this.#weights[m]?.squares ?? new Float32Array(n)),
		};
	}

	#parameters(m: number): Float32Array {
		return this.#weights[m]?.parameters ?? startWeights(this.#spec.models[m].seed, this.#spec.widths);
	}
}
