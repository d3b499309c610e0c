// What the two figures of times have in common: which lines stand in which panel, in which shape, under which name.
import type { Point, Shape } from '../../lib/chart/path.ts';
import { halfDecades, logSamples } from '../../lib/chart/scale.ts';
import { doublingBatch } from '../../lib/numbers/fit.ts';
import type { Result } from '../../lib/series/result.ts';
import {
	publishedLine,
	timingLines,
	type PublishedTimes,
	type TimingLine,
	type TimingPoint,
} from '../../lib/series/timing.ts';
import { say } from '../../lib/text/template.ts';
import type { Role } from '../charts/plot.ts';
import type { Drawn, DrawnGuess } from '../frame/drawn.ts';

/** What a figure reads off a point, on its y-axis. */
export interface Quantity {
	readonly id: 'update' | 'epoch';
	value(point: TimingPoint): number;
	low(point: TimingPoint): number;
	high(point: TimingPoint): number;
	isHollow(point: TimingPoint): boolean;
	/** The fitted curve at a batch size. */
	curve(line: TimingLine, batchSize: number): number;
}
const fitted = ({ fit }: TimingLine, batchSize: number) => (fit ? fit.a + fit.c * batchSize : NaN);

/** Milliseconds an update. */
export const ofUpdate: Quantity = {
	id: 'update',
	value: ({ time }) => time,
	low: ({ low }) => low,
	high: ({ high }) => high,
	isHollow: () => false,
	curve: fitted,
};
/** Seconds an epoch. */
export const ofEpoch: Quantity = {
	id: 'epoch',
	value: ({ epoch }) => epoch,
	low: ({ epochLow }) => epochLow,
	high: ({ epochHigh }) => epochHigh,
	isHollow: ({ measured }) => !measured,
	curve: (line, batchSize) => (fitted(line, batchSize) * line.examples) / batchSize / 1000,
};

export interface DrawnLine {
	readonly role: Role;
	readonly line: TimingLine;
	readonly shape: Shape;
	readonly faded: boolean;
}

const shapeOf = ({ name }: TimingLine): Shape => (name === 'plain' ? 'circle' : 'square');

/** All lines, in the order of drawing: the reader's own lie on top. */
export function drawnLines({ recorded, own, faded }: Drawn, published: PublishedTimes): DrawnLine[] {
	const of = (result: Result | null, role: Role, isFaded: boolean): DrawnLine[] =>
		result ? timingLines(result).map((line) => ({ role, line, shape: shapeOf(line), faded: isFaded })) : [];
	return [
		{ role: 'published', line: publishedLine(published), shape: 'diamond', faded: false },
		...of(recorded, 'recorded', faded),
		...of(own, 'own', false),
	];
}

/** Half decades around everything that is drawn, the bars and the guesses too, so that both panels have the same axis. */
export function domainOf(
	lines: readonly DrawnLine[],
	{ value, low, high }: Quantity,
	guess: DrawnGuess,
): readonly [number, number] {
	const guessed = Object.values(guess.curves).flatMap((points) => points.map(([, y]) => y));
	const points = lines.flatMap(({ line }) => line.points);
	return halfDecades([...guessed, ...points.flatMap((point) => [value(point), low(point), high(point)])]);
}

/** The fitted curve between the line's first and last batch size; nothing without a fit. */
export function curveOf({ line }: DrawnLine, { curve }: Quantity): Point[] {
	const [first, last] = [line.points[0], line.points.at(-1)];
	if (!line.fit || !first || !last) return [];
	return logSamples(first.batchSize, last.batchSize, 49).map((batchSize) => [batchSize, curve(line, batchSize)]);
}

/** The name of a line in two rows: whose it is, and what it ran on. Other examples make another epoch: the name says so. */
export function nameOf(
	{ line, role }: DrawnLine,
	{ id }: Quantity,
	usual: number,
	labels: Readonly<Record<string, string>>,
	lang: string,
): readonly [string, string] {
	const key = id === 'epoch' && line.examples !== usual ? `${role}Examples` : role;
	return [say({ key, values: { examples: line.examples } }, labels, labels, lang), labels[line.name] ?? line.name];
}

/** Where an update takes twice as long as with batch 1. */
export interface Doubling {
	readonly role: Role;
	readonly batchSize: number;
	/** Milliseconds an update there. */
	readonly time: number;
}

/** Of the last line of a panel for which the doubling is inside the picture. */
export function doublingOf(lines: readonly DrawnLine[], { id }: Quantity): Doubling | null {
	if (id !== 'update') return null;
	const found = lines.flatMap(({ line, role }): Doubling[] => {
		const batchSize = line.fit ? doublingBatch(line.fit) : NaN;
		const isInside = batchSize > 4 && batchSize < line.examples / 2;
		return isInside ? [{ role, batchSize, time: fitted(line, batchSize) }] : [];
	});
	return found.at(-1) ?? null;
}

/** Points of the doubling's guide, down to the axis' begin. */
export const guideOf = (doubling: Doubling | null, foot: number): Point[] =>
	doubling ? logSamples(foot, doubling.time, 20).map((at): Point => [doubling.batchSize, at]) : [];
