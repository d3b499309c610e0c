// The table, sentences and doubts of the figure `escape`.
import { escapeLines, type EscapeLine, type EscapePoint } from './escape.ts';
import type { Reading, Sentence, Table } from './reading.ts';
import type { Result } from './result.ts';

/** What the reading must know of the landscape that a result was measured on. */
export interface Ground {
	/** Loss at both minima. */
	readonly left: number;
	readonly right: number;
}
/** From this loss on, one valley is clearly better than another. */
const CLEARLY = 0.01;
/** More than this share is not nobody. */
const HARDLY = 0.01;

/** For the table, and for a sentence: one decimal is about what so many runs tell. */
const percent = (share: number) => Number((100 * share).toPrecision(3));
const about = (share: number) => Math.round(1000 * share) / 10;
/** Names of lines are told by the landscape: of the tilted one no valley is the sharp one. */
const nameOf = (result: Result, start: EscapeLine['start']) => `${String(result.settings.landscape)}-${start}`;

function table(result: Result): Table {
	const columns = ['start', 'batchSize', 'runs', 'left', 'share', 'low', 'high', 'crossing'];
	const bound = (point: EscapePoint, key: 'low' | 'high') => (point.interval ? percent(point.interval[key]) : null);
	const rows = escapeLines(result).flatMap(({ start, points }) =>
		points.map((point) => [
			...[nameOf(result, start), point.batchSize, point.runs, point.left, percent(point.share)],
			...[bound(point, 'low'), bound(point, 'high'), point.crossing],
		]),
	);
	return { columns, rows };
}

/** The smallest and the largest batch of a line; null with only one. */
function ends({ points }: EscapeLine): readonly [EscapePoint, EscapePoint] | null {
	const last = points.at(-1);
	return last && points.length > 1 ? [points[0], last] : null;
}
const most = (points: readonly EscapePoint[]) => points.reduce((a, b) => (b.share > a.share ? b : a));

function fall(result: Result, { start, points }: EscapeLine): Sentence[] {
	const line = nameOf(result, start);
	const top = most(points);
	const { runs } = points[0];
	if (top.share === 0) return [{ key: 'nobody', values: { line, runs } }];
	if (top.share <= HARDLY) return [{ key: 'hardly', values: { line, runs, share: about(top.share) } }];
	const [first, last] = [points[0], points.at(-1)!];
	const sizes = { small: first.batchSize, large: last.batchSize };
	const shares = { most: about(first.share), least: about(last.share) };
	return [{ key: 'fall', values: { line, runs, ...sizes, ...shares } }];
}

/** Between which batch sizes the share falls through a half. */
function turn({ points }: EscapeLine): Sentence[] {
	const after = points.findIndex((point, index) => index > 0 && point.share < 0.5 && points[index - 1].share >= 0.5);
	if (after < 1) return [];
	const [above, below] = [points[after - 1], points[after]];
	const values = { from: above.batchSize, more: about(above.share), to: below.batchSize, less: about(below.share) };
	return [{ key: 'turn', values }];
}

function crossing({ points }: EscapeLine): Sentence[] {
	const known = points.filter((point) => point.crossing !== null && point.share > HARDLY);
	if (known.length < 2) return [];
	const [first, last] = [known[0], known[known.length - 1]];
	const values = { small: first.batchSize, soon: first.crossing!, large: last.batchSize, late: last.crossing! };
	return [{ key: 'crossing', values }];
}

/** Which valley is better, where one clearly is. */
function better({ left, right }: Ground): Sentence[] {
	if (Math.abs(left - right) < CLEARLY) return [];
	const values = { left: Number(left.toPrecision(2)), right: Number(right.toPrecision(2)) };
	return [{ key: left < right ? 'leftBetter' : 'rightBetter', values }];
}

const lineFrom = (result: Result, start: EscapeLine['start']) =>
	escapeLines(result).find((line) => line.start === start);

function summary(result: Result, groundOf: (result: Result) => Ground): Sentence[] {
	const lines = escapeLines(result).filter((line) => ends(line));
	if (lines.length === 0) return [];
	const left = lineFrom(result, 'left');
	const isTelling = result.settings.landscape === 'escape' && result.settings.order === 'epoch';
	return [
		...lines.flatMap((line) => fall(result, line)),
		...(left ? [...turn(left), ...crossing(left)] : []),
		...better(groundOf(result)),
		...(isTelling
			? []
			: [{ key: `${String(result.settings.landscape)}-${String(result.settings.order)}`, values: {} }]),
	];
}

/**
 * Against N8 and N10: a small batch did not leave the sharp valley, a large one left as often, the flat one was left too; or they
 * leave for the worse.
 */
function disagreement(result: Result, groundOf: (result: Result) => Ground): string | null {
	const [left, right] = [lineFrom(result, 'left'), lineFrom(result, 'right')];
	if (right && most(right.points).share > HARDLY) return 'flatLeft';
	const both = left ? ends(left) : null;
	if (!both) return null;
	const [first, last] = both;
	if (first.share < 0.5) return result.settings.landscape === 'tilts' ? 'tilts' : 'nobodyLeaves';
	if (last.share >= first.share - HARDLY) return 'allLeave';
	const { left: here, right: there } = groundOf(result);
	return here < there - CLEARLY ? 'forTheWorse' : null;
}

/** @param groundOf the losses at the two minima of the landscape of a result */
export const escapeReading = (groundOf: (result: Result) => Ground): Reading => ({
	table,
	summary: (result) => summary(result, groundOf),
	disagreement: (result) => disagreement(result, groundOf),
});
