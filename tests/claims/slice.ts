// A slice of a real network's loss is a valley that momentum gets down sooner; there is no hump on the way to the solution.
import { bendsOf } from '../../src/lib/landscapes/bends.ts';
import { gridIn, hessianAtSolution, straightLine, trainingIn } from '../../src/lib/series/slice.ts';
import { humpOf, outcomesIn, sliceReading } from '../../src/lib/series/slice-reading.ts';
import { above, below, holds, toldBy, type Claims } from './claim.ts';

/** With the ways' settings as they are at first. */
export const slice: Claims = {
	'momentum is down in less than two thirds of the updates, and after as many its loss is less than half': (result) => {
		const { plain, momentum } = outcomesIn(result)!;
		below(momentum.down, (2 / 3) * plain.down, 'updates');
		below(momentum.loss, plain.loss / 2, 'loss');
	},
	'at the solution the slice bends at least twice as much one way as the other': (result) => {
		const [most, least] = bendsOf(hessianAtSolution(gridIn(result.series)!));
		above(least.curvature, 0, 'curvature');
		above(most.curvature, 2 * least.curvature, 'curvature');
	},
	'the straight line from start to solution has no hump': (result) => {
		const losses = straightLine(gridIn(result.series)!);
		below(humpOf(losses), 0.001, 'hump');
		above(losses[0], 2, 'at the start');
		below(losses.at(-1), 0.1, 'at the solution');
	},
	'the slice goes through three points of the training, which left the straight line': (result) => {
		const looks = trainingIn(result.series);
		const on = looks.filter(({ outside }) => outside < 1e-4);
		holds(on.length === 3, `${on.length} looks on the slice, 3 expected`);
		above(Math.max(...looks.map(({ at }) => at[1])), 0.1, 'beside the line');
	},
	'so the page tells it': toldBy(sliceReading, 'down', 'ravine', 'straight', 'training', 'step'),
};
