// N10 and its caveat: the full batch's solution is the sharper one, and the difference lies far from the floor.
import { mean } from '../../src/lib/numbers/statistics.ts';
import { pairLines, sharpnessRatios, valueAt } from '../../src/lib/series/line.ts';
import { lineReading } from '../../src/lib/series/line-reading.ts';
import type { Result } from '../../src/lib/series/result.ts';
import { above, below, toldBy, type Claims } from './claim.ts';

const lossesAt = (result: Result, alpha: number) =>
	pairLines(result).map(({ points }) => valueAt(points.trainingLoss, alpha));

export const line: Claims = {
	'training loss and accuracy, test loss and accuracy are there at 25 places of every line': (result) => {
		for (const { points } of pairLines(result))
			for (const each of Object.values(points)) {
				above(each.length, 24, 'places');
				for (const { value } of each) above(value, 0);
			}
	},
	'the leading eigenvalue is larger at the full batch’s solution, in every pair': (result) => {
		above(sharpnessRatios(pairLines(result)).length, 0, 'pairs');
		for (const ratio of sharpnessRatios(pairLines(result))) above(ratio, 1, 'ratio');
	},
	'beyond the full batch’s solution the training loss climbs, and beyond the small one’s it stays below': (result) => {
		const [far, near] = [lossesAt(result, 2), lossesAt(result, -1)];
		far.forEach((loss, pair) => {
			above(loss, 0.1, 'training loss at 2');
			above(loss, 2 * near[pair], 'training loss at 2');
		});
	},
	'near either solution the line is as flat as the other: the difference is far from the floor': (result) => {
		for (const end of [0, 1])
			for (const offset of [-0.25, 0, 0.25]) below(mean(lossesAt(result, end + offset)), 0.025, `at ${end + offset}`);
	},
	'so the page tells it': toldBy(lineReading, 'steeper', 'near', 'solved'),
};
