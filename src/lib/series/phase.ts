// What a run of the experiment `phase` found, row by row of its map, and at the points that theory names.
import type { Result, Series } from './result.ts';

/** Runs at one momentum. */
export interface PhaseRun {
	readonly momentum: number;
	/** Times h_max. */
	readonly rate: number;
	/** null where it has not converged. */
	readonly steps: number | null;
}
export interface Best extends PhaseRun {
	readonly steps: number;
}
/** What starts come to at one momentum, in shares of all: against no momentum, for the better, for the worse. */
export interface MovedRow {
	readonly momentum: number;
	readonly gained: number;
	readonly lost: number;
	/** Not at rest after the last step. */
	readonly unsettled: number;
}

const find = ({ series }: Result, name: string, run?: string): Series | undefined =>
	series.find((each) => each.name === name && each.at.run === run);

function runsOf(result: Result, run: string): PhaseRun[] {
	const [steps, rate] = [find(result, 'steps', run), find(result, 'rate', run)];
	return (steps?.x ?? []).map((momentum, index) => ({
		...{ momentum, steps: steps!.value[index], rate: rate?.value[index] ?? NaN },
	}));
}
const hasSteps = (run: PhaseRun): run is Best => run.steps !== null;

/** Every row's fewest steps, from momentum 0 upwards. The result may still be growing. */
export const fewestRuns = (result: Result): PhaseRun[] => runsOf(result, 'fewest');

/** Run exactly where theory has the best asymptotic rate, with momentum and without; null before it is known. */
export const namedRun = (result: Result, run: 'point' | 'plain'): PhaseRun | null => runsOf(result, run)[0] ?? null;

/** The fewest steps of the whole map; of equal ones the one in their midst. Null where nothing converged. */
export function bestRun(result: Result): Best | null {
	const runs = fewestRuns(result).filter(hasSteps);
	const least = Math.min(...runs.map(({ steps }) => steps));
	const equal = runs.filter(({ steps }) => steps === least);
	return equal[Math.floor((equal.length - 1) / 2)] ?? null;
}

/** The fewest steps without momentum; null where none of its runs converged. */
export function plainRun(result: Result): Best | null {
	const first = fewestRuns(result).find(({ momentum }) => momentum === 0);
	return first && hasSteps(first) ? first : null;
}

/** How many runs at or beyond the boundary converged. */
export const outsideRuns = (result: Result): number =>
	(find(result, 'outside')?.value ?? []).reduce<number>((sum, value) => sum + (value ?? 0), 0);

/** Rows of the map of basins, from momentum 0 upwards. */
export function movedRows(result: Result): MovedRow[] {
	const [gained, lost, unsettled] = ['gained', 'lost', 'unsettled'].map((name) => find(result, name));
	return (gained?.x ?? []).map((momentum, index) => ({
		...{ momentum, gained: gained!.value[index] ?? 0 },
		...{ lost: lost?.value[index] ?? 0, unsettled: unsettled?.value[index] ?? 0 },
	}));
}
