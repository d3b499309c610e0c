// A toy is a settings schema, presets and a pure function: no engine, no worker, no recording. It is computed wherever it is shown.
import type { Result, Series } from '../series/result.ts';
import type { AnySettings, Schema, Settings } from '../settings/schema.ts';
import type { Plan } from './experiment.ts';

/** A toy's presets are its own: situations worth a look. The first one changes nothing of the defaults. */
export interface Toy<S extends Schema = Schema> extends Plan<S> {
	/** Equal arguments, equal series. It runs while a control is dragged: a few milliseconds at most. */
	compute(settings: Settings<S>, seed: number): readonly Series[];
	/** How many moments its film has after the start; a toy without is a still. */
	moments?(result: Result): number;
}

/** Gives a toy its type; the settings of `compute` follow from the schema. */
export const defineToy = <const S extends Schema>(toy: Toy<S>): Toy<S> => toy;

export const isToy = (plan: Plan): plan is Toy => 'compute' in plan;

/** What no toy has: a device, a day, data of its own, weights to sign. */
const origin = { engine: 'javascript', adapter: '', software: true, startedAt: '', versions: {} };
const unsigned = { dataHash: '', codeHash: '', start: '', order: '' };

/** A toy's result in the shape that every other result has. */
export const resultOf = (toy: Toy, settings: AnySettings, preset: string | null, seed: number): Result => ({
	...{ experiment: toy.id, settings, preset, seed, ...origin, ...unsigned },
	series: toy.compute(settings, seed),
});
