// A plain engine that passes for another one, on a device that is lost or full when a test tells it to be.
import type { Engine, EngineName, Trainer, TrainSpec } from '../../src/lib/engine/engine.ts';
import { DeviceLost, EngineUnavailable, OutOfMemory } from '../../src/lib/engine/errors.ts';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { resilientEngine, type Watch } from '../../src/lib/engine/resilient.ts';
import { madeUpSource } from './cases.ts';

export const lost = () => new DeviceLost('gone');

/** What a resilient engine tells while it recovers, one line each. */
export function listener(): { told: string[]; watch: Watch } {
	const told: string[] = [];
	const watch: Watch = {
		recovering: (reason) => void told.push(reason),
		recovered: (name, degraded) => void told.push(`${name} ${degraded}`),
	};
	return { told, watch };
}

export class Fragile {
	/** Thrown by the coming calls of `update`, one each; null passes. */
	readonly failures: (Error | null)[] = [];
	/** Names as they were asked for; the adapter is missing for as many opens as `missing` says. */
	readonly opened: EngineName[] = [];
	readonly told: string[];
	readonly restored: number[] = [];
	readonly updated: number[] = [];
	missing = 0;
	clock = 0;
	/** Milliseconds that an update takes. */
	pace = 0;
	/** Models, or runs of a sweep, for which the device has memory. */
	capacity = Infinity;
	#models = 0;
	readonly #watch: Watch;

	constructor() {
		({ told: this.told, watch: this.#watch } = listener());
	}

	readonly open = async (name: EngineName): Promise<Engine> => {
		this.opened.push(name);
		if (name !== 'plain' && this.missing-- > 0) throw new EngineUnavailable('no adapter');
		const engine = plainEngine(madeUpSource);
		if (name === 'plain') return engine;
		const train = async (spec: TrainSpec) => {
			this.#take(spec.models.length);
			return this.#fragile(await engine.train(spec));
		};
		const sweep: Engine['sweep'] = async (_, [input], count) => {
			this.#check(count);
			return Float32Array.from({ length: 2 * count }, (__, i) => 10 * input[i >> 1] + (i % 2));
		};
		const dispose = async () => void (this.#models = 0);
		return { ...engine, name, train, sweep, dispose };
	};

	resilient(): Promise<Engine> {
		return resilientEngine('wgsl', this.open, this.#watch, () => this.clock);
	}

	#check(models: number): void {
		if (models > this.capacity) throw new OutOfMemory('full');
	}

	#take(models: number): void {
		this.#models += models;
		this.#check(this.#models);
	}

	#fragile(trainer: Trainer): Trainer {
		const instead: Partial<Trainer> = {
			update: async (count) => {
				const failure = this.failures.shift();
				if (failure) throw failure;
				this.clock += count * this.pace;
				this.updated.push(count);
				return trainer.update(count);
			},
			restore: (checkpoint) => {
				this.restored.push(checkpoint.updates);
				trainer.restore(checkpoint);
			},
			dispose: () => {
				this.#models -= trainer.spec.models.length;
				trainer.dispose();
			},
		};
		return new Proxy(trainer, {
			get: (target, key) => {
				const member: unknown = Reflect.get(key in instead ? instead : target, key, target);
				return typeof member === 'function' ? (member.bind(target) as unknown) : member;
			},
		});
	}
}
