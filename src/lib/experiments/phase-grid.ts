// The grids of the experiment `phase`: what every pixel stands for, and the inputs of its sweep. Pure.
import { twoMinima } from '../landscapes/two-minima.ts';
import type { PhaseSettings } from './phase.ts';

/** Steps after which a run in the ravine counts as not converged. */
export const MOST_STEPS = 1000;
/** The learning rate on the landscape of two minima, and steps in which a ball there may come to rest. */
export const [BASIN_RATE, BASIN_STEPS] = [0.1, 4000];
/** The map of basins shows friction, 1 − λ, from 1 down to 10^−DECADES. */
export const DECADES = 2;

/** In the map of basins: the ball rests left of the hill, in the worse minimum, or right of it. */
export const [LEFT, RIGHT] = [1, 2];

/** What a map shows to the right and upwards. */
export interface Grid {
	/** ηh_max, or where the ball starts on the x-axis. */
	across(column: number, side: number): number;
	momentum(row: number, side: number): number;
}
export const grids: Readonly<Record<PhaseSettings['map'], Grid>> = {
	steps: {
		across: (column, side) => (4 * (column + 1)) / side,
		momentum: (row, side) => row / side,
	},
	basins: {
		across: (column, side) => -2 + (4 * (column + 0.5)) / side,
		momentum: (row, side) => 1 - 10 ** ((-DECADES * row) / side),
	},
};

export interface Band {
	readonly side: number;
	/** The first row, and how many. */
	readonly row: number;
	readonly rows: number;
}

/** Inputs of the sweep in its order, for whole rows of the map. */
export function inputsOf({ map, condition }: PhaseSettings, { side, row, rows }: Band): Float32Array[] {
	const of = (value: (column: number, row: number) => number) =>
		Float32Array.from({ length: rows * side }, (_, at) => value(at % side, row + Math.floor(at / side)));
	const across = of((column) => grids[map].across(column, side));
	const momentum = of((_, each) => grids[map].momentum(each, side));
	const alike = (...values: number[]) => values.map((value) => Float32Array.of(value));
	return map === 'steps'
		? [across, momentum, ...alike(MOST_STEPS, 1, 1, condition)]
		: [
				...alike(BASIN_RATE),
				momentum,
				...alike(BASIN_STEPS),
				across,
				...alike(0, ...Object.values(twoMinima.parameters)),
			];
}
