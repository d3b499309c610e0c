// What a self-test tells, in plain data: it crosses from the worker to the page and into the report that a reader copies.
import type { EngineName } from '../engine/engine.ts';
import type { FailureReason } from '../worker/protocol.ts';

/** In the order in which they are tried: each kernel, each sweep, whole updates of each engine, and the time of an update. */
export const parts = ['kernels', 'sweeps', 'engines', 'speed'] as const;
export type Part = (typeof parts)[number];

/** Batch sizes at which an update is timed. */
export const timedBatches = [1, 32, 1000] as const;

/** 'wrong': a result beyond its bound; 'not-run': no canary came to it; 'time': the time was up; 'not-asked': the reader's choice. */
export type Reason = FailureReason | 'wrong' | 'not-run' | 'time' | 'not-asked';

/** One thing that is tried. */
export interface Check {
	readonly part: Part;
	/** A kernel, a sweep, or an engine. */
	readonly name: string;
	/** Of 'speed', else null. */
	readonly batchSize: number | null;
}
export interface Finding {
	readonly outcome: 'passed' | 'failed' | 'left-out';
	/** The largest error as a share of its bound, so that 1 still passes; in 'speed' milliseconds an update; null where nothing was measured. */
	readonly value: number | null;
	/** Why it has not passed; null where it has. */
	readonly reason: Reason | null;
	/** An error's own words, or the canary with the largest error. */
	readonly detail: string;
}
export type Row = Check & Finding;

/** What a page lists before anything has run: the names come from the lists of kernels, sweeps and engines. */
export interface Plan {
	readonly kernels: readonly string[];
	readonly sweeps: readonly string[];
	readonly engines: readonly EngineName[];
}

export function checksOf({ kernels, sweeps, engines }: Plan): Check[] {
	const checks = (part: Part, names: readonly string[], batchSize: number | null = null): Check[] =>
		names.map((name) => ({ part, name, batchSize }));
	return [
		...checks('kernels', kernels),
		...checks('sweeps', sweeps),
		...checks('engines', engines),
		...timedBatches.flatMap((batchSize) => checks('speed', engines, batchSize)),
	];
}

export const keyOf = ({ part, name, batchSize }: Check): string => `${part} ${name} ${batchSize ?? ''}`;

/** What the self-test knows of the device before it computes. */
export interface Facts {
	/** "vendor/architecture", '' where there is no adapter. */
	readonly adapter: string;
	readonly software: boolean;
	/** Of the adapter, in alphabetical order. */
	readonly features: readonly string[];
	/** Of the adapter, those that training could run into. */
	readonly limits: Readonly<Record<string, number>>;
	readonly browser: string;
	/** Threads that the processor runs at once, as far as the browser tells. */
	readonly cores: number;
	/** Without it browsers offer no WebGPU. */
	readonly secure: boolean;
	/** Step of the clock, milliseconds. */
	readonly tick: number;
}

/** What the page asks of the worker. */
export interface Ask {
	/** Whether TensorFlow.js is compared, too: another 170 kB. */
	readonly tensorflow: boolean;
}
/** What the worker tells the page: rows as they come, a later one of the same check replaces the earlier. */
export type Told =
	| { readonly type: 'facts'; readonly facts: Facts }
	| { readonly type: 'row'; readonly row: Row }
	| { readonly type: 'done'; readonly seconds: number }
	| { readonly type: 'failed'; readonly reason: Reason; readonly detail: string };

/** The whole of it, as the page holds and hands it on. */
export interface Report {
	/** ISO 8601. */
	readonly startedAt: string;
	readonly facts: Facts | null;
	readonly rows: readonly Row[];
	/** null before the end. */
	readonly seconds: number | null;
	/** Where the self-test itself broke off. */
	readonly failure: { readonly reason: Reason; readonly detail: string } | null;
}

/** @param startedAt ISO 8601 */
export const noReport = (startedAt: string): Report => ({
	...{ startedAt, facts: null, rows: [] },
	...{ seconds: null, failure: null },
});

/** The report with one more message. */
export function withTold(report: Report, told: Told): Report {
	switch (told.type) {
		case 'facts':
			return { ...report, facts: told.facts };
		case 'row': {
			const others = report.rows.filter((row) => keyOf(row) !== keyOf(told.row));
			return { ...report, rows: [...others, told.row] };
		}
		case 'done':
			return { ...report, seconds: told.seconds };
		case 'failed':
			return { ...report, failure: { reason: told.reason, detail: told.detail } };
		default:
			return told satisfies never;
	}
}

export interface Verdict {
	/** 'none' before the end, and where nothing could be tried; 'broken' where the self-test itself broke off. */
	readonly key: 'passed' | 'failed' | 'broken' | 'none';
	readonly passed: number;
	readonly failed: number;
	readonly leftOut: number;
}
export function verdictOf({ rows, failure, seconds }: Report): Verdict {
	const count = (outcome: Row['outcome']): number => rows.filter((row) => row.outcome === outcome).length;
	const counts = { passed: count('passed'), failed: count('failed'), leftOut: count('left-out') };
	if (failure) return { key: 'broken', ...counts };
	if (counts.failed > 0) return { key: 'failed', ...counts };
	return { key: seconds !== null && counts.passed > 0 ? 'passed' : 'none', ...counts };
}

/** The report with the checks in their order; those that nobody came to are left out for the reason why it broke off. */
export function completed(report: Report, plan: Plan): Report {
	const known = new Map(report.rows.map((row) => [keyOf(row), row]));
	const { reason, detail } = report.failure ?? { reason: 'not-run', detail: '' };
	const missing = { outcome: 'left-out', value: null, reason, detail } as const;
	return { ...report, rows: checksOf(plan).map((check) => known.get(keyOf(check)) ?? { ...check, ...missing }) };
}

/** As a program reads it. */
export const toJson = (report: Report): string => `${JSON.stringify(report, null, '\t')}\n`;
