// The shape of a run's result: a recording on disk, the JSON take-away and the page's results store are this one shape.
import type { AnySettings } from '../settings/schema.ts';

export const presets = ['small', 'quick', 'full'] as const;
export type Preset = (typeof presets)[number];

export type Axis = 'updates' | 'batchSize' | 'batches' | 'alpha' | 'order' | 'place' | 'scale' | 'w' | 'momentum';
/** What a series was measured at, besides its axis, e.g. `{ engine: 'plain' }`. */
export type Place = Readonly<Record<string, string | number>>;

/** One value of one series, as an experiment yields it. `null` stands for "not finite". */
export interface Measurement {
	readonly series: string;
	readonly at: Place;
	/** Which model of a population, from 0. */
	readonly model: number;
	readonly axis: Axis;
	readonly x: number;
	readonly value: number | null;
	readonly epochs?: number;
	readonly examples?: number;
	readonly seconds?: number;
}

export interface Series {
	readonly name: string;
	readonly at: Place;
	readonly model: number;
	readonly axis: Axis;
	readonly x: readonly number[];
	readonly value: readonly (number | null)[];
	readonly epochs?: readonly number[];
	readonly examples?: readonly number[];
	readonly seconds?: readonly number[];
}

/** A grid of values, row by row; row 0 is the lowest, as on a chart. */
export interface GridMap {
	readonly name: string;
	readonly width: number;
	readonly height: number;
	/** A byte a value, in base64: 0 for none (not finite, or not known yet), 1 … 255 by equal factors over the range. */
	readonly encoding: 'u8-log-base64';
	/** Positive; values beyond it stand at its ends. */
	readonly range: readonly [number, number];
	readonly values: string;
}

/** Whole rows of a map, as an experiment yields them. */
export interface MapRows extends Pick<GridMap, 'name' | 'width' | 'height' | 'range'> {
	/** The first one's number. */
	readonly row: number;
	/** [rows · width], not finite for none */
	readonly values: Float32Array;
}

/** What the run ran on, as the badge and the take-away tell it. */
export interface Provenance {
	/** Name of the engine that the run chose by itself or was told to use; `javascript` for a toy. */
	readonly engine: string;
	/** The WebGPU adapter as "vendor/architecture", or '' where none was used. */
	readonly adapter: string;
	/** True where no parallel hardware was used: a software adapter, or plain loops. */
	readonly software: boolean;
	/** ISO 8601, UTC; '' where nothing depends on it, as in a toy. */
	readonly startedAt: string;
	readonly versions: Readonly<Record<string, string>>;
	/** SHA-256 over the data set's shards, from its manifest. */
	readonly dataHash: string;
	/** Hash over the experiment's sources; a recording with another one is stale. */
	readonly codeHash: string;
	/** CRC-32 of the start weights (float32, little endian) and of the first epoch's order (uint32, little endian), in hexadecimal. */
	readonly start: string;
	readonly order: string;
}

export interface Result extends Provenance {
	readonly experiment: string;
	readonly settings: AnySettings;
	/** The preset whose settings these are, unchanged; else null. One of `presets`, or one of the experiment's own. */
	readonly preset: string | null;
	/** 0 … 2³² − 1 */
	readonly seed: number;
	readonly series: readonly Series[];
	/** Beside series, where there are any. */
	readonly maps?: readonly GridMap[];
}
