// N6: without parallel hardware the time of an update follows its batch, so that an epoch takes about as long at every batch size.
import type { Result } from '../../src/lib/series/result.ts';
import lee from '../../src/content/published/lee-2021-time.json' with { type: 'json' };
import { epochTimeReading, updateTimeReading } from '../../src/lib/series/timing-reading.ts';
import { timingLines } from '../../src/lib/series/timing.ts';
import { above, below, toldBy, type Claims } from './claim.ts';

/** The line of one thread; a run on another engine may have none. */
const thread = (result: Result) => timingLines(result).filter(({ name }) => name === 'plain');

export const updateTime: Claims = {
	'a line has a time for every batch size that was asked for': (result) => {
		const asked = (result.settings.batchSizes as number[]).length;
		const timed = timingLines(result).map(({ points }) => points.filter(({ time }) => time > 0).length);
		above(Math.max(0, ...timed), asked - 1, 'times');
	},
	// Other programs may have had the processor meanwhile: what is strict stands in the test of the recordings.
	'on one thread the time of an update grows more like its batch than not at all': (result) => {
		for (const { points } of thread(result)) {
			const [first, last] = [points[0], points.at(-1)!];
			above(last.time / first.time, Math.sqrt(last.batchSize / first.batchSize));
		}
	},
	'on one thread an epoch takes about the same time at every batch size': (result) => {
		for (const { points } of thread(result)) {
			const epochs = points.map(({ epoch }) => epoch);
			below(Math.max(...epochs) / Math.min(...epochs), 4);
		}
	},
	'so the page tells how an update grows': toldBy(updateTimeReading(lee), 'growth'),
	'and how long an epoch is': toldBy(epochTimeReading(lee), 'epochs'),
};
