// N12 and its caveat: scaled rates keep a large batch's accuracy up to a limit, and steps sized by layers carry further.
import { accuracyLines } from '../../src/lib/series/accuracy.ts';
import { endsOf, holdsTo, lineBy } from '../../src/lib/series/both.ts';
import { bothReading } from '../../src/lib/series/both-reading.ts';
import type { Result } from '../../src/lib/series/result.ts';
import { above, below, toldBy, type Claims } from './claim.ts';

const line = (result: Result, policy: string) => lineBy(accuracyLines(result), policy)!;
/** Mean validation accuracies at the smallest and the largest batch. */
const ends = (result: Result, policy: string) => endsOf(line(result, policy))!.map(({ validation }) => validation.mean);
const at = (result: Result, policy: string, batchSize: number) =>
	line(result, policy).points.find((point) => point.batchSize === batchSize)!.validation.mean;

export const both: Claims = {
	'there are three seeds or more at every batch size of every line': (result) => {
		for (const { points } of accuracyLines(result))
			for (const { runs } of points) above(runs.validation.length, 2, 'seeds');
	},
	'with a fixed rate the largest batch loses five points or more': (result) => {
		const [first, last] = ends(result, 'fixed');
		above(first - last, 0.05, 'loss');
	},
	'four times the rate for four times the batch loses less than two points, and is ahead of a fixed rate': (result) => {
		below(at(result, 'fixed', 16) - at(result, 'linear', 64), 0.02, 'loss');
		above(at(result, 'linear', 64), at(result, 'fixed', 64), 'validation accuracy');
	},
	'scaling the rate comes to an end where the batch is large enough': (result) => {
		const { points } = line(result, 'linear');
		if (points.at(-1)!.batchSize >= 1024) below(holdsTo(line(result, 'linear'))!.batchSize, 1024, 'batch size');
	},
	'LARS and LAMB are ahead of a fixed rate at the largest batch, LAMB by five points or more': (result) => {
		const [, last] = ends(result, 'fixed');
		above(ends(result, 'lars')[1], last, 'LARS');
		above(ends(result, 'lamb')[1], last + 0.05, 'LAMB');
	},
	'so the page tells it': toldBy(bothReading, 'fixedFalls', 'layers'),
};
