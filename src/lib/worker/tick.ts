// The step of a clock. Browsers coarsen theirs to between 0.005 and 1 ms, and a timed interval must be long against it.

/** Steps looked at, the smallest counts: a busy machine can only make one look longer. */
const STEPS = 12;
/** Reads after which a clock that stands still is given up. */
const MOST_READS = 5_000_000;

/** Smallest step seen, in the clock's unit; 1 for a clock that does not move. */
export function probeTick(now: () => number): number {
	let smallest = Infinity;
	let last = now();
	for (let steps = 0, reads = 0; steps < STEPS && reads < MOST_READS; reads++) {
		const time = now();
		if (time === last) continue;
		smallest = Math.min(smallest, time - last);
		last = time;
		steps++;
	}
	return Number.isFinite(smallest) ? smallest : 1;
}
