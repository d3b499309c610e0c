// A measured slice through a network's parameters, and both ways down it, as the figure `slice` draws them and puts them into words.
import { descend, type Rule, type Way } from '../landscapes/descent.ts';
import { placesOf, type Grid } from '../landscapes/grid.ts';
import { sliceLattice } from '../landscapes/slice.ts';
import type { Ground, Vector } from '../landscapes/ground.ts';
import type { Result, Series } from './result.ts';
import { ruleOf, type WayName } from './ways.ts';

const rowsIn = (series: readonly Series[]): Series[] =>
	series.filter(({ axis, name }) => axis === 'place' && name === 'loss');

/** The losses of a whole slice; null while rows are missing, or where a loss is not finite. */
export function gridIn(series: readonly Series[]): Grid | null {
	const rows = rowsIn(series).toSorted((a, b) => Number(a.at.y) - Number(b.at.y));
	const values = rows.flatMap(({ value }) => value).filter((value) => value !== null);
	return values.length === sliceLattice.columns * sliceLattice.rows ? { ...sliceLattice, values } : null;
}
/** Where the loss is known by now. */
export const measuredPlaces = (series: readonly Series[]): Vector[] =>
	rowsIn(series).flatMap(({ at, x }) => x.map((each): Vector => [each, Number(at.y)]));

/** Losses on the straight line from the start of training to the solution. */
export function straightLine({ y, columns, rows, x, values }: Grid): number[] {
	const row = placesOf(y, rows).indexOf(0);
	const places = placesOf(x, columns);
	const [solution, start] = [places.indexOf(0), places.indexOf(1)];
	return values.slice(row * columns + solution, row * columns + start + 1).toReversed();
}

/** Second differences at the solution: row-major, [2 · 2]. */
export function hessianAtSolution({ x, y, columns, rows, values }: Grid): number[] {
	const [column, row] = [placesOf(x, columns).indexOf(0), placesOf(y, rows).indexOf(0)];
	const [across, up] = [(x[1] - x[0]) / (columns - 1), (y[1] - y[0]) / (rows - 1)];
	const at = (right: number, above: number) => values[(row + above) * columns + column + right];
	const mixed = (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * across * up);
	return [
		...[(at(1, 0) - 2 * at(0, 0) + at(-1, 0)) / across ** 2, mixed],
		...[mixed, (at(0, 1) - 2 * at(0, 0) + at(0, -1)) / up ** 2],
	];
}

/** What settings say of the ways. */
export interface Walk extends Rule {
	readonly startX: number;
	readonly startY: number;
	readonly updates: number;
	/** Number, from 1, of the step whose arrows are shown. */
	readonly step: number;
}
export const walkIn = ({ settings }: Pick<Result, 'settings'>): Walk => settings as unknown as Walk;

/** A way ends where nothing was measured. */
const within = ([x, y]: Vector): boolean =>
	x >= sliceLattice.x[0] && x <= sliceLattice.x[1] && y >= sliceLattice.y[0] && y <= sliceLattice.y[1];

export function waysOn(ground: Ground, { startX, startY, updates, ...walk }: Walk): Record<WayName, Way> {
	const way = (name: WayName) => descend(ground, { ...ruleOf(name, walk), start: [startX, startY], updates, within });
	return { plain: way('plain'), momentum: way('momentum') };
}

/** Where the training was, seen from the slice. */
export interface Look {
	readonly updates: number;
	readonly loss: number;
	readonly at: Vector;
	/** Distance from the slice; lengths from solution to start. */
	readonly outside: number;
}
/** Empty before the slice is begun. */
export function trainingIn(series: readonly Series[]): Look[] {
	const named = (name: string) => series.find((each) => each.name === name && each.axis === 'updates');
	const [loss, x, y, outside] = ['trainingLoss', 'x', 'y', 'outside'].map(named);
	if (!loss || !x || !y || !outside) return [];
	const number = (of: Series, index: number) => of.value[index] ?? NaN;
	return x.x.map((updates, i) => ({
		...{ updates, loss: number(loss, i), outside: number(outside, i) },
		at: [number(x, i), number(y, i)],
	}));
}
