// Contour lines of a function of two numbers, as paths in the units of a chart's viewBox.
import { contours } from 'd3-contour';
import type { Point } from './path.ts';

export interface Area {
	readonly x: readonly [number, number];
	readonly y: readonly [number, number];
}

/** Cells of the grid across and down. Lines are straight inside a cell, so that few points make a smooth curve. */
const [ACROSS, DOWN] = [40, 30];
/** Cells beyond each edge: there the lines close, out of sight. */
const BEYOND = 2;

const along = ([from, to]: readonly [number, number], cells: number, place: number): number =>
	from + ((to - from) * (place - BEYOND)) / cells;

/**
 * One path for each level.
 * @param to the place in the viewBox of a point of the area
 */
export function contourPaths(
	area: Area,
	value: (x: number, y: number) => number,
	levels: readonly number[],
	to: (point: Point) => Point,
): string[] {
	const [width, height] = [ACROSS + 2 * BEYOND + 1, DOWN + 2 * BEYOND + 1];
	const at = ([column, row]: Point): Point => [along(area.x, ACROSS, column), along(area.y, DOWN, row)];
	const values = Array.from({ length: width * height }, (_, place) =>
		value(...at([place % width, Math.floor(place / width)])),
	);
	// A value stands in the middle of its cell.
	const placed = ([column, row]: number[]) => to(at([column - 0.5, row - 0.5])).map((each) => each.toFixed(1));
	const ring = (points: number[][]) => `M${points.map((point) => placed(point).join()).join('L')}Z`;
	return contours()
		.size([width, height])
		.thresholds([...levels])(values)
		.map(({ coordinates }) => coordinates.flat().map(ring).join(''));
}
