// What momentum and learning rate make of a ravine: nothing beyond the boundary, the point of theory, and fewer steps beside it.
import { boundaryRate } from '../../src/lib/experiments/phase-theory.ts';
import { grids } from '../../src/lib/experiments/phase-grid.ts';
import { valuesOf } from '../../src/lib/series/map.ts';
import { bestRun, namedRun, outsideRuns, plainRun } from '../../src/lib/series/phase.ts';
import { phaseReading } from '../../src/lib/series/phase-reading.ts';
import { above, below, holds, toldBy, type Claims } from './claim.ts';

/** Float32 may count a step more or less. */
const near = (found: number | null | undefined, expected: number, what: string) =>
	below(Math.abs((found ?? NaN) - expected), 1.5, `${what}: ${found}, ${expected} expected`);

/** At condition 100, as the presets by size have it. */
export const phase: Claims = {
	'nothing at or beyond the boundary converges, neither counted nor on the map': (result) => {
		const [map] = result.maps!;
		const { across, momentum } = grids.steps;
		const outside = valuesOf(map).filter(
			(_, at) => across(at % map.width, map.width) >= boundaryRate(momentum(Math.floor(at / map.width), map.width)),
		);
		above(outside.length, map.width ** 2 / 5, 'pixels beyond the boundary');
		holds(outside.every(Number.isNaN), 'a pixel beyond the boundary has steps');
		holds(outsideRuns(result) === 0, `${outsideRuns(result)} converged`);
	},
	'the points of best asymptotic rate take 56 steps with momentum, 346 without': (result) => {
		near(namedRun(result, 'point')?.steps, 56, 'with momentum');
		near(namedRun(result, 'plain')?.steps, 346, 'without');
	},
	'the fewest steps are about 40, near ηh_max = 3.1 and λ = 0.69': (result) => {
		const { steps, rate, momentum } = bestRun(result)!;
		near(steps, 40, 'fewest');
		below(Math.abs(rate - 3.14), 0.15, 'rate');
		below(Math.abs(momentum - 0.69), 0.02, 'momentum');
	},
	'without momentum eight times as many are needed': (result) => {
		const plain = plainRun(result)!.steps;
		below(plain, 346.5, 'fewest without momentum');
		above(plain / bestRun(result)!.steps, 8, 'times');
	},
	'so the page tells it': toldBy(phaseReading, 'best', 'plain', 'point', 'asymptotic', 'nothingOutside'),
};
