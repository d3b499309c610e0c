// N8: noise leads out of a valley, out of the sharp one and not the flat one, and the full batch stays.
import { groundOf, lossesOf } from '../../src/components/figures/descent.ts';
import type { EscapeSettings } from '../../src/lib/experiments/escape.ts';
import { escapeLines } from '../../src/lib/series/escape.ts';
import { escapeReading } from '../../src/lib/series/escape-reading.ts';
import { above, below, holds, toldBy, type Claims } from './claim.ts';

/** Shares by batch size of an independent program's 2,048 runs. */
const MEASURED: Readonly<Record<number, number>> = { 1: 1, 2: 1, 4: 0.868, 5: 0.531, 10: 0, 20: 0 };
export const MEASURED_RUNS = 2048;
/** Four standard deviations of the difference of two shares; one of 0 or 1 is known to about one run in those 2,048. */
export const spread = (share: number, runs: number) => {
	const variance = Math.max(share * (1 - share), 1 / MEASURED_RUNS);
	return 4 * Math.sqrt(variance / MEASURED_RUNS + variance / runs);
};

export const reading = escapeReading(({ settings }) => lossesOf(groundOf(settings as EscapeSettings)));

export const escape: Claims = {
	'counts at least 4,096 descents a point; the full batch is one': (result) => {
		for (const { batchSize, runs } of escapeLines(result)[0].points) above(runs, batchSize === 20 ? 0 : 4095, 'runs');
	},
	'the shares that leave the sharp valley are the measured ones within their binomial error': (result) => {
		const [{ points }] = escapeLines(result);
		holds(points.map(({ batchSize }) => batchSize).join() === Object.keys(MEASURED).join(), 'other batch sizes');
		for (const { batchSize, share, runs } of points)
			below(Math.abs(share - MEASURED[batchSize]), spread(MEASURED[batchSize], runs), `B = ${batchSize}`);
	},
	'nobody leaves the flat valley': (result) => {
		for (const { left, batchSize } of escapeLines(result)[1].points) holds(left === 0, `${left} left at ${batchSize}`);
	},
	'intervals are there but for the full batch': (result) => {
		for (const { batchSize, interval } of escapeLines(result)[0].points)
			holds((interval === null) === (batchSize === 20), `B = ${batchSize}`);
	},
	'so the page tells it': toldBy(reading, 'fall', 'nobody'),
};
