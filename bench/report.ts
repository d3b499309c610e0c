// What a run of the bench found, in the form that is written to a file.
import { median, quartiles } from '../src/lib/numbers/statistics.ts';
import {
	type ContenderName,
	type Failure,
	type Lap,
	type Limits,
	netName,
	type Point,
	type PointResult,
	type TableName,
	traits,
} from './contenders.ts';
import { outcomes, type Outcome } from './targets.ts';
import { bound, dense, shareOfLimit, workOf } from './work.ts';

export interface Row {
	readonly engine: ContenderName;
	/** Layer widths, "784-100-10". */
	readonly net: string;
	readonly batch: number;
	readonly models: number;
	/** Median over the intervals, milliseconds an update of all models. */
	readonly msPerUpdate: number;
	/** First and third quartile. */
	readonly q1: number;
	readonly q3: number;
	/** 0 … 1 of what the adapter's limits allow; null without a GPU. Products with zero pixels count as the engine treats them. */
	readonly shareOfLimit: number | null;
	/** The same if no zero pixel were skipped; above 1 shows what skipping gains. */
	readonly shareOfLimitDense: number | null;
	/** Dispatches an update, counted. */
	readonly dispatches: number;
	readonly examples: number;
	/** Intervals timed, and updates in each. */
	readonly intervals: number;
	readonly updates: number;
	readonly table: TableName;
}
/** A point that a contender was not timed at, and why. */
export interface Gap {
	readonly engine: ContenderName;
	readonly net: string;
	readonly batch: number;
	readonly models: number;
	readonly reason: string;
}
export interface Report {
	readonly date: string;
	readonly browser: string;
	/** Processor cores that the browser sees. */
	readonly cores: number;
	readonly quick: boolean;
	/** "vendor/architecture", '' without WebGPU. */
	readonly adapter: string;
	readonly software: boolean;
	readonly limits: Limits | null;
	readonly rows: readonly Row[];
	/** `wgsl` beside itself held to one scheme, "wgsl-sparse" and so on. */
	readonly schemes: readonly Row[];
	readonly targets: readonly Outcome[];
	/** Contenders that could not be opened at all. */
	readonly missing: readonly Failure[];
	/** Points left out since an update would take too long. */
	readonly skipped: readonly Gap[];
	/** Points where a contender failed or did not train as the others. */
	readonly failed: readonly Gap[];
}

function shares(lap: Lap, point: Point, density: PointResult['density'], limits: Limits | null) {
	const { gpu, skipsZeros, pixelBytes } = traits[lap.contender];
	if (!gpu || !limits) return { shareOfLimit: null, shareOfLimitDense: null };
	const job = { ...point, pixelBytes };
	const share = (counted: typeof density) =>
		shareOfLimit(bound(workOf(job, lap.dispatches, counted), limits), median(lap.times));
	return { shareOfLimit: share(skipsZeros ? density : dense), shareOfLimitDense: share(dense) };
}

/** One row a contender. */
export function rowsOf(point: Point, { laps, density }: PointResult, limits: Limits | null): Row[] {
	return laps.map((lap) => {
		const { low, high } = quartiles(lap.times);
		return {
			engine: lap.contender,
			net: netName(point.widths),
			batch: point.batch,
			models: point.models,
			msPerUpdate: median(lap.times),
			q1: low,
			q3: high,
			...shares(lap, point, density, limits),
			dispatches: lap.dispatches,
			examples: point.examples,
			intervals: lap.times.length,
			updates: lap.updates,
			table: point.table,
		};
	});
}

export const gap = (point: Point, engine: ContenderName, reason: string): Gap => ({
	engine,
	net: netName(point.widths),
	batch: point.batch,
	models: point.models,
	reason,
});

/** Losses may differ by rounding alone; this share is far above it and far below what a wrong gradient does. */
const TOLERANCE = 0.01;

/** Contenders whose loss does not fall, or not as the reference's does: plain loops where they took part, else the first. */
export function strays(point: Point, { laps }: PointResult): Gap[] {
	const reference = laps.find(({ contender }) => contender === 'plain') ?? laps[0];
	return laps.flatMap(({ contender, losses }) => {
		const differs = losses.some((loss, at) => !(Math.abs(loss / reference.losses[at] - 1) <= TOLERANCE));
		const told = losses.map((loss) => loss.toFixed(4)).join(' then ');
		const wanted = reference.losses.map((loss) => loss.toFixed(4)).join(' then ');
		if (differs) return [gap(point, contender, `loss: expected ${wanted} as ${reference.contender}, got ${told}`)];
		return losses[1] < losses[0] ? [] : [gap(point, contender, `loss: expected it to fall, got ${told}`)];
	});
}

/** Four significant digits are more than any timing has. */
const rounded = (_: string, value: unknown): unknown =>
	typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;

/** @param found rows of all tables */
export function report(found: Omit<Report, 'targets' | 'schemes'>): Report {
	const isScheme = ({ table }: Row) => table === 'schemes';
	const rows = found.rows.filter((row) => !isScheme(row));
	return { ...found, rows, schemes: found.rows.filter(isScheme), targets: outcomes(rows) };
}
export const reportText = (found: Report): string => `${JSON.stringify(found, rounded, '\t')}\n`;
