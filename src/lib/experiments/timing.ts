// Honest timing of training updates: long intervals, no warm-up, nothing that was interrupted.
import type { Trainer } from '../engine/engine.ts';
import { median, quartiles } from '../numbers/statistics.ts';
import { Diverged, type Lab } from './experiment.ts';

export type Clock = Pick<Lab, 'now' | 'tick' | 'interruptions' | 'rest'>;
export type Updater = Pick<Trainer, 'update'>;

export interface Timing {
	/** Milliseconds an update: median and quartiles over the intervals. */
	readonly median: number;
	readonly low: number;
	readonly high: number;
	/** Intervals timed. */
	readonly intervals: number;
	/** Updates in each of them. */
	readonly updates: number;
	/** Milliseconds that a call without updates takes. */
	readonly latency: number;
}

/** Above this an interval is long enough for three to do, in milliseconds. */
const LONG = 1000;
/** Time and intervals given to an update that does not settle, in milliseconds. */
const [WARM_UP, TRIES] = [300, 8];
/** A chunk of an epoch lasts about this long, so that a pause or a stop need not wait for the epoch's end. */
const CHUNK = 500;

/** Intervals wanted when one takes `ms`. */
export const intervalsFor = (ms: number, repeats: number): number => (ms > LONG ? Math.min(3, repeats) : repeats);

/** Milliseconds that `updates` updates take, null when the run was interrupted meanwhile. @throws Diverged, Stopped */
async function attempt(trainer: Updater, clock: Clock, updates: number): Promise<number | null> {
	await clock.rest();
	const before = clock.interruptions();
	const start = clock.now();
	const progress = await trainer.update(updates);
	const took = clock.now() - start;
	const lost = progress.find(({ loss, diverged }) => diverged !== null || (updates > 0 && !Number.isFinite(loss)));
	if (lost) throw new Diverged(lost.diverged ?? lost.updates);
	return clock.interruptions() === before ? took : null;
}

/** The same, attempted until nothing interrupts it. */
async function timed(trainer: Updater, clock: Clock, updates: number): Promise<number> {
	for (;;) {
		const took = await attempt(trainer, clock, updates);
		if (took !== null) return took;
	}
}

async function latencyOf(trainer: Updater, clock: Clock): Promise<number> {
	const calls = [];
	for (let call = 0; call < 5; call++) calls.push(await timed(trainer, clock, 0));
	return median(calls);
}

/** Updates that fill an interval, found by doubling until one lasts `shortest` and two in a row agree within a tenth. */
async function settle(trainer: Updater, clock: Clock, shortest: number): Promise<number> {
	let updates = 1;
	let last = NaN;
	for (let spent = 0, tries = 0; tries < TRIES && spent < WARM_UP;) {
		const took = await timed(trainer, clock, updates);
		spent += took;
		if (took < shortest) updates *= 2;
		else if (Math.abs(took - last) <= last / 10) break;
		else tries++;
		last = took < shortest ? NaN : took;
	}
	return updates;
}

/**
 * Time of one update. An interval lasts at least 20 clock ticks, 10 ms and 5 latencies of a call; one latency is taken off it.
 * @param repeats intervals to time; three do when one takes over a second
 * @throws Diverged, Stopped
 */
export async function timeUpdates(trainer: Updater, clock: Clock, repeats: number): Promise<Timing> {
	await timed(trainer, clock, 1);
	const latency = await latencyOf(trainer, clock);
	const shortest = Math.max(20 * clock.tick, 10, 5 * latency);
	let updates = await settle(trainer, clock, shortest);
	let taken: number[] = [];
	while (taken.length === 0 || taken.length < intervalsFor(updates * Math.max(...taken), repeats)) {
		const took = await timed(trainer, clock, updates);
		if (took >= shortest) taken.push((took - latency) / updates);
		else [updates, taken] = [updates * 2, []];
	}
	return { median: median(taken), ...quartiles(taken), intervals: taken.length, updates, latency };
}

/**
 * Milliseconds that a whole epoch takes, really run. It goes in chunks; when one is interrupted the epoch begins again.
 * @param updates updates in an epoch @param timing of one update, for the size of a chunk
 * @throws Diverged, Stopped
 */
export async function timeEpoch(trainer: Updater, clock: Clock, updates: number, timing: Timing): Promise<number> {
	const chunk = Math.max(1, Math.round(Math.max(CHUNK, 20 * timing.latency) / timing.median));
	for (;;) {
		let total: number | null = 0;
		for (let made = 0; made < updates && total !== null; made += chunk) {
			const took: number | null = await attempt(trainer, clock, Math.min(chunk, updates - made));
			total = took === null ? null : total + took;
		}
		if (total !== null) return total;
	}
}
