// How much of a timing run is done, by predicted cost: what is measured so far predicts the larger batches of the same engine.
import { intervalsFor, type Timing } from './timing.ts';

interface Point {
	readonly engine: { readonly name: string };
	readonly batchSize: number;
	readonly updates: number;
}
interface Known {
	readonly batchSize: number;
	readonly ms: number;
}
export interface Forecast {
	/** Whether an update at point `index` is predicted to take longer than an epoch may; never before two batch sizes are known. */
	isTooLong(index: number): boolean;
	/** Share done once point `index` is left out. */
	leftOut(index: number): number;
	/** Share done once point `index` has its update time, and its epoch is, or is not, still to come. */
	updateTimed(index: number, timing: Timing, epochComes: boolean): number;
	/** Share done once its epoch was run too. */
	epochTimed(index: number): number;
}

/** Time of an update before anything is measured, in milliseconds: plain loops on a two-core machine. */
const unmeasured = (batchSize: number): number => 0.05 + 0.06 * batchSize;
/** What a first point may be thought to cost an example, in milliseconds: the rest of a slow one is fixed cost. */
const STEEPEST = 0.1;
/** Intervals that go into finding how many updates fill one. */
const WARM_UP = 4;
const SHORTEST = 10;

/** Milliseconds an update at `batchSize`: the line through the last two known points or a guess from one, never less than the last. */
export function predicted(known: readonly Known[], batchSize: number): number {
	const last = known.at(-1);
	if (!last) return unmeasured(batchSize);
	const before = known.at(-2);
	const slope = before
		? (last.ms - before.ms) / (last.batchSize - before.batchSize)
		: Math.min(last.ms / last.batchSize, STEEPEST);
	return last.ms + Math.max(0, slope * (batchSize - last.batchSize));
}

/** @param points in the order in which they are measured, batch sizes ascending */
export function forecast(
	points: readonly Point[],
	{ repeats, epochLimit }: { readonly repeats: number; readonly epochLimit: number },
): Forecast {
	const known = new Map<string, Known[]>();
	let spent = 0;
	let shown = 0;
	const knownOf = ({ engine }: Point) => known.get(engine.name) ?? [];
	const updateCost = (ms: number) => (intervalsFor(ms, repeats) + WARM_UP) * Math.max(SHORTEST, ms);
	const epochCost = (ms: number, updates: number) => (ms * updates <= epochLimit * 1000 ? ms * updates : 0);
	const isTooLong = (point: Point) => {
		const known = knownOf(point);
		return known.length > 1 && predicted(known, point.batchSize) > epochLimit * 1000;
	};
	const cost = (point: Point) => {
		if (isTooLong(point)) return 0;
		const ms = predicted(knownOf(point), point.batchSize);
		return updateCost(ms) + epochCost(ms, point.updates);
	};
	const share = (index: number, alsoComes: number) => {
		const left = points.slice(index + 1).reduce((sum, point) => sum + cost(point), alsoComes);
		shown = Math.max(shown, spent / (spent + left));
		return shown;
	};
	return {
		isTooLong: (index) => isTooLong(points[index]),
		leftOut: (index) => share(index, 0),
		updateTimed(index, timing, epochComes) {
			const point = points[index];
			known.set(point.engine.name, [...knownOf(point), { batchSize: point.batchSize, ms: timing.median }]);
			spent += (timing.intervals + WARM_UP) * timing.median * timing.updates;
			return share(index, epochComes ? timing.median * point.updates : 0);
		},
		epochTimed(index) {
			const timed = knownOf(points[index]);
			const { ms } = timed[timed.length - 1];
			spent += ms * points[index].updates;
			return share(index, 0);
		},
	};
}
