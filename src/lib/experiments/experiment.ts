// An experiment is a plan, settings schema and presets, and a generator of measurements. It names no engine and no pixel.
import type { Engine, EngineName } from '../engine/engine.ts';
import type { Sentence } from '../series/reading.ts';
import type { MapRows, Measurement, Preset } from '../series/result.ts';
import type { Schema, Settings } from '../settings/schema.ts';

/** What one `yield` tells: the unit of pausing, stepping and drawing. */
export interface Step {
	readonly measurements: readonly Measurement[];
	/** Rows of maps; what a finer grid does not say yet stands as the coarser one had it. */
	readonly maps?: readonly MapRows[];
	/** Share of the whole run that is done, 0 … 1, by predicted time. */
	readonly done: number;
	/** What the reader must be told besides, by key among the frame's notes; a note said twice shows once. */
	readonly notes?: readonly Sentence[];
}

/** What a run leaves to another experiment that builds on it. */
export interface Artefact {
	/** Of the settings and the seed that made it: nothing else may be taken for it. */
	readonly key: string;
	/** Flat parameters, by a name and the model. */
	readonly parameters: Readonly<Record<string, readonly Float32Array[]>>;
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
	/** Resolves at once while the run goes on, and when it does again while it is paused. Rejects with Stopped after a stop. */
	rest(): Promise<void>;
	/** What runs of this visit leave to later ones, by experiment: in memory only, and gone with the worker. */
	readonly artefacts: Map<string, Artefact>;
	/** Reports the start weights and first order of the run's first trainer, for the take-away. */
	sign(start: Float32Array, order: Uint32Array): Promise<void>;
}

/** The reader asked for an end; the run's `finally` blocks free what it holds. */
export class Stopped extends Error {
	override readonly name = 'Stopped';
}

/** The loss is no longer finite. */
export class Diverged extends Error {
	override readonly name = 'Diverged';
	/** Updates made since the start, the one that went wrong included. */
	readonly updates: number;
	constructor(updates: number) {
		super(`the loss is not finite after ${updates} updates`);
		this.updates = updates;
	}
}

/** What a reader may set, whether a worker measures it or a toy computes it. */
export interface Plan<S extends Schema = Schema> {
	readonly id: string;
	readonly settings: S;
	/** What each preset changes of the defaults, the first one first chosen. */
	readonly presets: Readonly<Record<string, Partial<Settings<S>>>>;
	/** Keys of settings that only say where a reader looks: nothing that is measured depends on them. */
	readonly looks?: readonly string[];
	/** Nothing in it is drawn at random: no seed changes it, so none is asked for. */
	readonly seedless?: true;
}

/** The plan of what a worker measures: a figure shows and sets it, and loads nothing that measures. */
export interface ExperimentPlan<S extends Schema = Schema> extends Plan<S> {
	/** By size, and situations worth a look. All of them are recorded. */
	readonly presets: Plan<S>['presets'] & Readonly<Record<Preset, Partial<Settings<S>>>>;
}
/** Gives a plan its type. */
export const definePlan = <const S extends Schema>(plan: ExperimentPlan<S>): ExperimentPlan<S> => plan;

export interface Experiment<S extends Schema = Schema> extends ExperimentPlan<S> {
	run(settings: Settings<S>, lab: Lab): AsyncGenerator<Step, void, void>;
}

/** Gives an experiment its type; the settings of `run` follow from the schema. */
export const defineExperiment = <const S extends Schema>(experiment: Experiment<S>): Experiment<S> => experiment;
