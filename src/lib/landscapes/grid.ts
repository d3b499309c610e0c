// A surface through losses that were measured on a grid.
import type { Ground, Vector } from './ground.ts';

/** Evenly spaced places, two at least along each axis. */
export interface Lattice {
	/** The first and the last place. */
	readonly x: readonly [number, number];
	readonly y: readonly [number, number];
	readonly columns: number;
	readonly rows: number;
}
export interface Grid extends Lattice {
	/** [rows · columns], row by row from the lowest y on, each above 0 */
	readonly values: readonly number[];
}

/** From one end to the other, both included. */
export const placesOf = ([from, to]: readonly [number, number], count: number): number[] =>
	Array.from({ length: count }, (_, place) => Number((from + ((to - from) * place) / (count - 1)).toFixed(9)));

/** Shares of four neighbours in the value between the middle two, and in its slope, at t from 0 to 1. */
const shares = (t: number): readonly number[] => [
	(-t + 2 * t * t - t ** 3) / 2,
	(2 - 5 * t * t + 3 * t ** 3) / 2,
	(t + 4 * t * t - 3 * t ** 3) / 2,
	(t ** 3 - t * t) / 2,
];
const slopes = (t: number): readonly number[] => [
	(-1 + 4 * t - 3 * t * t) / 2,
	(-10 * t + 9 * t * t) / 2,
	(1 + 8 * t - 9 * t * t) / 2,
	(3 * t * t - 2 * t) / 2,
];

/** With a place more at either end, on a straight line through the last two. */
const lengthened = (line: readonly number[]): number[] => [
	2 * line[0] - line[1],
	...line,
	2 * line.at(-1)! - line.at(-2)!,
];

/** The cell that a value lies in, beyond the ends the last one's edge. @returns its number, and the share of it that is passed */
function cellOf([from, to]: readonly [number, number], cells: number, value: number): [number, number] {
	const place = Math.max(0, Math.min(cells, ((value - from) / (to - from)) * cells));
	const cell = Math.min(cells - 1, Math.floor(place));
	return [cell, place - cell];
}

/**
 * The surface through a grid's values, with its own gradient: smooth up to the first derivative. Between places it is the logarithm
 * that is interpolated, so that a loss stays above 0. Beyond the grid it goes on as at the edge.
 * Source: Catmull, Rom 1974, along both axes; Keys 1981, doi:10.1109/TASSP.1981.1163711
 */
export function gridSurface({ x, y, values, columns, rows }: Grid): Ground {
	const logarithms = values.map(Math.log);
	const lines = Array.from({ length: rows }, (_, row) =>
		lengthened(logarithms.slice(row * columns, (row + 1) * columns)),
	);
	const turned = lines[0].map((_, column) => lengthened(lines.map((line) => line[column])));
	function sum(at: Vector, across: typeof shares, upwards: typeof shares): number {
		const [[column, right], [row, up]] = [cellOf(x, columns - 1, at[0]), cellOf(y, rows - 1, at[1])];
		const [horizontal, vertical] = [across(right), upwards(up)];
		return horizontal.reduce(
			(total, share, i) =>
				total + share * vertical.reduce((part, each, j) => part + each * turned[column + i][row + j], 0),
			0,
		);
	}
	const [perX, perY] = [(columns - 1) / (x[1] - x[0]), (rows - 1) / (y[1] - y[0])];
	const loss = (at: Vector): number => Math.exp(sum(at, shares, shares));
	return {
		loss,
		gradient(at) {
			const height = loss(at);
			return [height * perX * sum(at, slopes, shares), height * perY * sum(at, shares, slopes)];
		},
	};
}
