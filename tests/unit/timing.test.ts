import { expect, test } from 'vitest';
import { Diverged } from '../../src/lib/experiments/experiment.ts';
import { predicted } from '../../src/lib/experiments/forecast.ts';
import { timeEpoch, timeUpdates, type Clock } from '../../src/lib/experiments/timing.ts';

const going = { stopped: false, diverged: null, accuracy: 0.5 };

/** A device on which an update takes exactly `ms` and a call `latency` more, and a clock that shows it. */
function bench(ms: number | ((made: number) => number), { latency = 0, tick = 0.005 } = {}) {
	let time = 0;
	let made = 0;
	let interruptions = 0;
	const calls: number[] = [];
	let after: (() => void) | null = null;
	const clock: Clock = { now: () => time, tick, interruptions: () => interruptions, rest: () => Promise.resolve() };
	const update = (count: number) => {
		calls.push(count);
		time += latency;
		for (let i = 0; i < count; i++) time += typeof ms === 'number' ? ms : ms(made + i);
		made += count;
		after?.();
		return Promise.resolve([{ ...going, updates: made, loss: count > 0 ? 0.5 : NaN }]);
	};
	return {
		clock,
		trainer: { update },
		calls,
		interruptAfter: (calls_: number, delay: number) => {
			let left = calls_;
			after = () => {
				if (left-- !== 0) return;
				time += delay;
				interruptions++;
			};
		},
	};
}

test('a steady update time is recovered, with quartiles on it', async () => {
	const { clock, trainer } = bench(0.25);
	const timing = await timeUpdates(trainer, clock, 9);
	expect(timing.median).toBeCloseTo(0.25, 9);
	expect(timing.low).toBeCloseTo(0.25, 9);
	expect(timing.high).toBeCloseTo(0.25, 9);
	expect(timing.intervals).toBe(9);
});

test('what a call costs besides its updates is taken off', async () => {
	const { clock, trainer } = bench(3, { latency: 4 });
	expect((await timeUpdates(trainer, clock, 9)).median).toBeCloseTo(3, 9);
});

test('an interval lasts at least 10 ms, 20 ticks and 5 latencies', async () => {
	for (const [options, shortest] of [
		[{}, 10],
		[{ tick: 1 }, 20],
		[{ latency: 8 }, 40],
	] as const) {
		const { clock, trainer } = bench(0.3, options);
		const { updates, latency } = await timeUpdates(trainer, clock, 9);
		expect(updates * 0.3 + latency).toBeGreaterThanOrEqual(shortest);
		expect((updates / 2) * 0.3 + latency).toBeLessThan(shortest);
	}
});

test('warm-up is dropped', async () => {
	const { clock, trainer } = bench((made) => 2 + 400 * Math.exp(-made));
	expect((await timeUpdates(trainer, clock, 9)).median).toBeCloseTo(2, 3);
});

test('three intervals do when one takes over a second', async () => {
	const { clock, trainer } = bench(1500);
	expect((await timeUpdates(trainer, clock, 9)).intervals).toBe(3);
});

test('an interrupted interval is thrown away and repeated', async () => {
	const { clock, trainer, interruptAfter } = bench(5);
	interruptAfter(12, 100_000);
	const timing = await timeUpdates(trainer, clock, 9);
	expect([timing.low, timing.median, timing.high]).toEqual([5, 5, 5]);
	expect(timing.intervals).toBe(9);
});

test('a loss that is not finite ends the timing and names the update', async () => {
	const { clock } = bench(1);
	const update = (count: number) => Promise.resolve([{ ...going, updates: 17, loss: count > 0 ? NaN : 0 }]);
	await expect(timeUpdates({ update }, clock, 9)).rejects.toEqual(new Diverged(17));
});

test('a run that diverged ends the timing, whatever loss it tells', async () => {
	const { clock } = bench(1);
	const update = () => Promise.resolve([{ ...going, updates: 17, diverged: 9, loss: 2e6 }]);
	await expect(timeUpdates({ update }, clock, 9)).rejects.toEqual(new Diverged(9));
});

test('an epoch is really run, in chunks, and begins again when interrupted', async () => {
	const { clock, trainer, calls, interruptAfter } = bench(1);
	const timing = { median: 1, low: 1, high: 1, intervals: 9, updates: 10, latency: 0 };
	expect(await timeEpoch(trainer, clock, 1200, timing)).toBe(1200);
	expect(calls).toEqual([500, 500, 200]);
	interruptAfter(1, 9_999);
	expect(await timeEpoch(trainer, clock, 1200, timing)).toBe(1200);
	expect(calls.slice(3)).toEqual([500, 500, 500, 500, 200]);
});

test('larger batches are predicted along the line of the last two', () => {
	const known = [1, 10, 100].map((batchSize) => ({ batchSize, ms: 3 + 0.5 * batchSize }));
	expect(predicted(known, 1000)).toBeCloseTo(503, 6);
	expect(
		predicted(
			[
				{ batchSize: 1, ms: 4 },
				{ batchSize: 10, ms: 3 },
			],
			1000,
		),
	).toBe(3);
});
