// An experiment is a settings schema, presets and a generator of measurements. It names no engine and no pixel.
import type { Engine, EngineName } from '../engine/engine.ts';
import type { Measurement, Preset } from '../series/result.ts';
import type { Schema, Settings } from '../settings/schema.ts';

/** What one `yield` tells: the unit of pausing, stepping and drawing. */
export interface Step {
	readonly measurements: readonly Measurement[];
	/** Share of the whole run that is done, 0 … 1, by predicted time. */
	readonly done: number;
}

/** What an experiment may use of the place it runs in. */
export interface Lab {
	readonly seed: number;
	/** The engine that this device chose or the reader forced. */
	readonly engineName: EngineName;
	/** Opens an engine once a run and keeps it to the run's end. Rejects with EngineUnavailable where it cannot be had. */
	engine(name?: EngineName): Promise<Engine>;
	/** Milliseconds, monotonic. */
	now(): number;
	/** Step of that clock, in milliseconds, as probed. */
	readonly tick: number;
	/** Grows whenever the run was paused, hidden or recovered: a timed interval across a change is thrown away. */
	interruptions(): number;
	/** Reports the start weights and first order of the run's first trainer, for the take-away. */
	sign(start: Float32Array, order: Uint32Array): void;
}

export interface Experiment<S extends Schema = Schema> {
	readonly id: string;
	readonly settings: S;
	/** What each preset changes of the defaults. */
	readonly presets: Readonly<Record<Preset, Partial<Settings<S>>>>;
	run(settings: Settings<S>, lab: Lab): AsyncGenerator<Step, void, void>;
}

/** Gives an experiment its type; the settings of `run` follow from the schema. */
export const defineExperiment = <const S extends Schema>(experiment: Experiment<S>): Experiment<S> => experiment;
