// A laboratory whose engine trains nothing: a rule says what a model scores after so many updates.
import type { Split } from '../../src/lib/datasets/dataset.ts';
import type { Engine, Progress, Trainer, TrainSpec } from '../../src/lib/engine/engine.ts';
import type { Experiment, Lab, Step } from '../../src/lib/experiments/experiment.ts';
import { begin, withStep } from '../../src/lib/run/grow.ts';
import type { Result } from '../../src/lib/series/result.ts';
import type { AnySettings } from '../../src/lib/settings/schema.ts';

const nothing = () => Promise.reject(new Error('not asked for here'));

export interface Rules {
	/** Accuracy, 0 … 1. */
	score(spec: TrainSpec, updates: number, model: number, split: Split): number;
	/** The update at which a model's loss runs away, null where it does not. */
	diverged?(spec: TrainSpec, model: number): number | null;
	/** The update after which a model's loss is low enough; left out: never. */
	stopped?(spec: TrainSpec, model: number): number;
}

export function populationLab({ score, diverged = () => null, stopped = () => Infinity }: Rules) {
	let time = 0;
	const held = new Set<Trainer>();
	const specs: TrainSpec[] = [];
	const signed: unknown[] = [];
	const trainerOf = (spec: TrainSpec): Trainer => {
		let updates = 0;
		const lost = (model: number) => {
			const at = diverged(spec, model);
			return at !== null && updates >= at ? at : null;
		};
		const trainer: Trainer = {
			spec,
			update(count) {
				updates += count;
				time += count * (0.01 + 0.004 * spec.batchSize) * spec.models.length;
				return Promise.resolve(
					spec.models.map((_, model): Progress => {
						const end = Math.min(lost(model) ?? Infinity, stopped(spec, model));
						const ended = { updates: Math.min(updates, end), stopped: updates >= end && lost(model) === null };
						return { ...ended, diverged: lost(model), loss: 1, accuracy: 0.5 };
					}),
				);
			},
			evaluate: (split) =>
				Promise.resolve(spec.models.map((_, model) => ({ loss: 1, accuracy: score(spec, updates, model, split) }))),
			parameters: () => Promise.resolve(spec.models.map((_, model) => Float32Array.of(1, model))),
			order: () => Uint32Array.of(0),
			// Of a bowl that curves five times as much along its first direction.
			hessianVector: (vectors) =>
				Promise.resolve(vectors.map((vector) => vector.map((value, i) => (i === 0 ? 5 : 1) * value))),
			...{ gradient: nothing, checkpoint: nothing },
			...{ load: () => undefined, restore: () => undefined, dispose: () => void held.delete(trainer) },
		};
		held.add(trainer);
		specs.push(spec);
		return trainer;
	};
	const engine: Engine = {
		...{ name: 'plain', adapter: '', software: true, versions: {}, sweep: nothing, dispose: () => Promise.resolve() },
		train: (spec) => Promise.resolve(trainerOf(spec)),
	};
	const lab: Lab = {
		...{ seed: 7, engineName: 'plain', engine: () => Promise.resolve(engine), now: () => time, tick: 0.005 },
		...{ interruptions: () => 0, rest: () => Promise.resolve(), artefacts: new Map() },
		sign: (...both) => Promise.resolve(void signed.push(both)),
	};
	return { lab, specs, signed, held: () => held.size };
}

/** Runs an experiment to its end. */
export async function runIn(lab: Lab, experiment: Experiment, settings: AnySettings) {
	const steps: Step[] = [];
	const provenance = { engine: 'plain', adapter: '', software: true, startedAt: '', versions: {}, dataHash: '' };
	const asked = { experiment: experiment.id, settings, preset: null, seed: lab.seed };
	let result: Result = begin(asked, { ...provenance, codeHash: '', start: '', order: '' });
	for await (const step of experiment.run(settings, lab)) {
		steps.push(step);
		result = withStep(result, step);
	}
	return { steps, result };
}
