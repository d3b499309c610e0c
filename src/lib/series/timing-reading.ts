// The tables, sentences and doubts of the figures `update-time` and `epoch-time`.
import { doublingBatch } from '../numbers/fit.ts';
import type { Cell, Reading, Sentence, Table } from './reading.ts';
import { publishedLine, timingLines, type PublishedTimes, type TimingLine, type TimingPoint } from './timing.ts';
import {
	CLAIMED_UP_TO,
	CLEARLY_LONGER,
	epochRatio,
	growsWithBatch,
	isAboutEqual,
	timingEnds as ends,
} from './timing-claims.ts';

/** A doubling beyond this is not told: no batch is so large. */
const LARGEST = 60_000;

const rounded = (value: number) => Number(value.toPrecision(2));

const rows = (lines: readonly TimingLine[], row: (line: TimingLine, point: TimingPoint) => Cell[]): Cell[][] =>
	lines.flatMap((line) => line.points.map((point) => row(line, point)));

function growth(line: TimingLine): Sentence[] {
	const both = ends(line, Infinity);
	if (!both) return [];
	const [first, last] = both;
	const times = { first: first.time, last: last.time, ratio: rounded(last.time / first.time) };
	const sizes = { small: first.batchSize, large: last.batchSize, share: rounded(last.batchSize / first.batchSize) };
	return [{ key: 'growth', values: { line: line.name, ...sizes, ...times } }];
}

function costs({ name, fit }: TimingLine): Sentence[] {
	if (!fit) return [];
	const double = rounded(doublingBatch(fit));
	const values = { line: name, fixed: rounded(fit.a), each: rounded(fit.c) };
	if (double > LARGEST) return [{ key: 'fixedOnly', values }];
	return [fit.a === 0 ? { key: 'exampleOnly', values } : { key: 'costs', values: { ...values, double } }];
}

function updateTable(lines: readonly TimingLine[]): Table {
	return {
		columns: ['batchSize', 'line', 'time', 'low', 'high', 'intervals', 'updatesPerInterval'],
		rows: rows(lines, ({ name }, { batchSize, time, low, high, intervals, updatesPerInterval }) => [
			...[batchSize, name, time, low, high, intervals, updatesPerInterval],
		]),
	};
}

/** A software adapter whose line is level though nothing is parallel: its own case, which neither speaks for nor against a claim. */
const isSoftware = ({ name, parallel }: TimingLine) => !parallel && name !== 'plain';
function flatSoftware(lines: readonly TimingLine[]): Sentence[] {
	const flat = lines.some((line) => {
		const both = ends(line, CLAIMED_UP_TO);
		return isSoftware(line) && both && !growsWithBatch(both);
	});
	return flat ? [{ key: 'softwareFlat', values: {} }] : [];
}

/**
 * Against N4: on parallel hardware the time grew more like the batch than not at all. Against N6: on one thread it did the
 * reverse.
 */
function updateDoubt(line: TimingLine): string | null {
	const both = ends(line, CLAIMED_UP_TO);
	if (!both || isSoftware(line)) return null;
	if (line.parallel) return growsWithBatch(both) ? 'parallelGrows' : null;
	return growsWithBatch(both) ? null : 'threadFlat';
}

export function updateTimeReading(published: PublishedTimes): Reading {
	const ghost = publishedLine(published);
	return {
		table: (result) => updateTable(timingLines(result)),
		summary(result) {
			const lines = timingLines(result);
			const found = lines.flatMap((line) => [...growth(line), ...costs(line)]);
			const compared = costs(ghost).map(({ values }) => ({ key: 'published', values }));
			return found.length > 0 ? [...found, ...flatSoftware(lines), ...compared] : [];
		},
		disagreement: (result) => timingLines(result).map(updateDoubt).find(Boolean) ?? null,
	};
}

function epochTable(lines: readonly TimingLine[]): Table {
	return {
		columns: ['batchSize', 'line', 'updates', 'time', 'epoch', 'kind'],
		rows: rows(lines, ({ name }, { batchSize, updates, time, epoch, measured }) => [
			...[batchSize, name, updates, time, epoch, measured ? 'measured' : 'computed'],
		]),
	};
}

function epochs(line: TimingLine, key: string): Sentence[] {
	const both = ends(line, CLAIMED_UP_TO);
	if (!both) return [];
	const [first, last] = both;
	const sizes = { small: first.batchSize, large: last.batchSize, examples: line.examples };
	const updates = { firstUpdates: first.updates, lastUpdates: last.updates };
	const times = { first: first.epoch, last: last.epoch, ratio: rounded(first.epoch / last.epoch) };
	return [{ key, values: { line: line.name, ...sizes, ...updates, ...times } }];
}

function howTold(lines: readonly TimingLine[]): Sentence[] {
	const points = lines.flatMap((line) => line.points);
	const measured = points.filter((point) => point.measured).length;
	return points.length > 0 ? [{ key: 'told', values: { measured, computed: points.length - measured } }] : [];
}

function longSoftware(lines: readonly TimingLine[]): Sentence[] {
	const long = lines.some((line) => {
		const both = ends(line, CLAIMED_UP_TO);
		return isSoftware(line) && both && !isAboutEqual(epochRatio(both));
	});
	return long ? [{ key: 'softwareLonger', values: {} }] : [];
}

/**
 * Against N5: on parallel hardware an epoch of small batches was not clearly longer. Against N6: on one thread, epochs differed
 * by more than a factor of 4.
 */
function epochDoubt(line: TimingLine): string | null {
	const both = ends(line, CLAIMED_UP_TO);
	if (!both || isSoftware(line)) return null;
	const ratio = epochRatio(both);
	if (line.parallel) return ratio < CLEARLY_LONGER ? 'parallelEqual' : null;
	if (isAboutEqual(ratio)) return null;
	return ratio > 1 ? 'threadLonger' : 'threadShorter';
}

export function epochTimeReading(published: PublishedTimes): Reading {
	const ghost = publishedLine(published);
	return {
		table: (result) => epochTable(timingLines(result)),
		summary(result) {
			const lines = timingLines(result);
			const found = lines.flatMap((line) => epochs(line, 'epochs'));
			return found.length > 0
				? [...found, ...longSoftware(lines), ...howTold(lines), ...epochs(ghost, 'published')]
				: [];
		},
		disagreement: (result) => timingLines(result).map(epochDoubt).find(Boolean) ?? null,
	};
}
