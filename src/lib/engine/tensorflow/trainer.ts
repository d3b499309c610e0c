// The engine contract's trainer over TensorFlow.js models.
import { dispose, variable } from '@tensorflow/tfjs-core';
import type { Dataset, Split } from '../../datasets/dataset.ts';
import { batchPlace } from '../batches.ts';
import type { Checkpoint, Progress, Score, Trainer, TrainSpec } from '../engine.ts';
import { differenceHessianVector } from '../hessian-vector.ts';
import { parameterCount } from '../layout.ts';
import { isAdaptive } from '../optimiser.ts';
import { factorAt } from '../schedule.ts';
import { checkCheckpoint, checkParameters, checkPositions, checkUpdates } from '../spec.ts';
import { Model } from './model.ts';
import { flat, unpacked } from './network.ts';
import { Pacer } from '../pacer.ts';
import { Passes } from './passes.ts';
import type { Session } from './session.ts';

/** Cuts `count` updates after `made` others so that each part but the last ends where a measurement is due. */
function* parts(made: number, count: number, every: number): Generator<number> {
	const end = made + count;
	for (let at = made; at < end;) {
		const next = Math.min(end, (Math.floor(at / every) + 1) * every);
		yield next - at;
		at = next;
	}
}

export class TensorflowTrainer implements Trainer {
	readonly spec: TrainSpec;
	readonly #session: Session;
	readonly #passes: Passes;
	readonly #models: readonly Model[];
	readonly #pacer = new Pacer();
	#updates = 0;
	/** Since the moments were zero. */
	#steps = 0;
	#disposed = false;

	/** @param spec checked */
	constructor(session: Session, spec: TrainSpec, data: Dataset) {
		this.spec = spec;
		this.#session = session;
		this.#passes = new Passes(session, spec, data);
		this.#models = session.within(() => spec.models.map((model) => new Model(model, spec, this.#passes.trained)));
	}

	update(count: number): Promise<Progress[]> {
		return this.#guard(async () => {
			checkUpdates(count);
			this.#session.within(() => this.#models.forEach((model) => model.begin()));
			for (const part of parts(this.#updates, count, this.spec.stopBelow?.every ?? Infinity)) {
				await this.#make(part);
				await this.#stopBelow();
			}
			return Promise.all(this.#models.map((model) => model.progress(this.#updates)));
		});
	}

	evaluate(split: Split): Promise<Score[]> {
		return this.#each((model) => this.#passes.score(model, split));
	}

	gradient(examples: Uint32Array): Promise<Float32Array[]> {
		return this.#each((model) => {
			checkPositions(examples, this.#passes.trained);
			return this.#passes.gradient(model.parameters, this.#passes.placed(model.spec, examples));
		});
	}

	hessianVector(vectors: readonly Float32Array[], examples: Uint32Array): Promise<Float32Array[]> {
		return this.#guard(async () => {
			this.#check(vectors, 'vectors');
			checkPositions(examples, this.#passes.trained);
			return differenceHessianVector((at) => this.#gradientsAt(at, examples), await this.parameters(), vectors);
		});
	}

	parameters(): Promise<Float32Array[]> {
		return this.#each((model) => flat(model.parameters));
	}

	load(parameters: readonly Float32Array[]): void {
		this.#check(parameters, 'parameters');
		this.#session.within(() => this.#models.forEach((model, m) => model.load(parameters[m])));
		this.#steps = 0;
	}

	order(model: number, epoch: number): Uint32Array {
		return this.#models[model].orders.epoch(epoch).slice();
	}

	async checkpoint(): Promise<Checkpoint> {
		const adaptive = isAdaptive(this.spec.optimiser);
		return {
			updates: this.#updates,
			steps: this.#steps,
			standings: this.#models.map((model) => model.standing(this.#updates)),
			parameters: await this.parameters(),
			movement: await this.#each((model) => flat(model.movement)),
			squares: adaptive ? await this.#each((model) => flat(model.squares)) : [],
		};
	}

	restore(checkpoint: Checkpoint): void {
		checkCheckpoint(checkpoint, this.spec);
		this.#session.within(() => this.#models.forEach((model, m) => model.restore(checkpoint, m)));
		this.#updates = checkpoint.updates;
		this.#steps = checkpoint.steps;
	}

	dispose(): void {
		if (this.#disposed) return;
		this.#disposed = true;
		this.#models.forEach((model) => model.dispose());
		this.#passes.dispose();
		this.#session.trim();
	}

	/** Gradients at other parameters, every ReLU on the side where it is at the models' own. */
	#gradientsAt(parameters: readonly Float32Array[], examples: Uint32Array): Promise<Float32Array[]> {
		return this.#each(async (model, m) => {
			const moved = this.#session.within(() =>
				unpacked(parameters[m], this.spec.widths).map((values) => variable(values)),
			);
			try {
				const placed = this.#passes.placed(model.spec, examples);
				return await this.#passes.gradient(moved, placed, { sides: model.parameters });
			} finally {
				dispose(moved);
			}
		});
	}

	async #make(count: number): Promise<void> {
		if (this.#models.some((model) => model.goesOn)) {
			await this.#pacer.run(
				count,
				(size) => {
					for (let made = 0; made < size; made++) this.#updateOnce();
				},
				() => this.#session.finished(),
			);
		} else {
			this.#updates += count;
			this.#steps += count;
		}
	}

	#updateOnce(): void {
		const { batchSize, schedule } = this.spec;
		const { epoch, from, to } = batchPlace(this.#updates, this.#passes.trained, batchSize);
		const factor = factorAt(schedule, this.#updates);
		this.#updates++;
		this.#steps++;
		for (const model of this.#models) {
			if (!model.goesOn) continue;
			const positions = this.#passes.placed(model.spec, model.orders.epoch(epoch).subarray(from, to));
			const stride = { rate: model.spec.rate * factor, step: this.#steps };
			this.#session.within(() => model.update(this.#passes, positions, stride));
		}
	}

	/** Stops the models whose loss is to be measured after so many updates, and came below the wish. */
	async #stopBelow(): Promise<void> {
		const { stopBelow } = this.spec;
		if (!stopBelow || this.#updates % stopBelow.every !== 0) return;
		for (const model of this.#models) {
			if (!model.goesOn) continue;
			const { loss } = await this.#passes.score(model, 'training');
			if (loss <= stopBelow.loss) model.stop(this.#updates);
		}
	}

	#check(arrays: readonly Float32Array[], name: string): void {
		checkParameters(arrays, this.#models.length, parameterCount(this.spec.widths), name);
	}

	/** One model after the other, so that they share the memory they work in. */
	#each<T>(work: (model: Model, index: number) => Promise<T>): Promise<T[]> {
		return this.#guard(async () => {
			const results: T[] = [];
			for (const [index, model] of this.#models.entries()) results.push(await work(model, index));
			return results;
		});
	}

	#guard<T>(work: () => Promise<T>): Promise<T> {
		return this.#session.guard(() => {
			if (this.#disposed) throw new Error('trainer: expected one in use, got one that was disposed of');
			return work();
		});
	}
}
