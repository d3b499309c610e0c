// The path of one pixel's run in the figure `phase`, computed in the page. Pure.
import type { Area } from '../../lib/chart/contours.ts';
import type { Point } from '../../lib/chart/path.ts';
import { CONVERGED, FAR, RESTING } from '../../lib/engine/bounds.ts';
import { BASIN_RATE, BASIN_STEPS, MOST_STEPS } from '../../lib/experiments/phase-grid.ts';
import type { PhaseSettings } from '../../lib/experiments/phase.ts';
import type { Landscape } from '../../lib/landscapes/landscape.ts';
import { ravine } from '../../lib/landscapes/ravine.ts';
import { twoMinima } from '../../lib/landscapes/two-minima.ts';
import type { Pixel } from './phase.ts';

interface Run {
	readonly landscape: Landscape;
	readonly parameters: Readonly<Record<string, number>>;
	readonly rate: number;
	readonly start: Point;
	readonly most: number;
	/** Not there yet. @param moved the last movement's length, gradient the gradient's */
	moves(point: Point, moved: number, gradient: number): boolean;
}
const runs = {
	steps: ({ across }: Pixel, condition: number): Run => ({
		...{ landscape: ravine, parameters: { condition }, rate: across, start: [1, 1], most: MOST_STEPS },
		moves: ([x, y]) => Math.hypot(x, y) > CONVERGED * Math.SQRT2,
	}),
	basins: ({ across }: Pixel): Run => ({
		...{
			landscape: twoMinima,
			parameters: twoMinima.parameters,
			rate: BASIN_RATE,
			start: [across, 0],
			most: BASIN_STEPS,
		},
		moves: (_, moved, gradient) => moved > RESTING || gradient > RESTING,
	}),
};
export interface Path {
	/** Until it is there, or far away. */
	readonly points: readonly Point[];
	/** null where it does not get there. */
	readonly steps: number | null;
	readonly end: Point;
}
/** The run of one pixel in float64, from numbers rounded as its sweep takes them. */
export function pathOf(kind: PhaseSettings['map'], pixel: Pixel, condition: number): Path {
	const { landscape, parameters, rate: exact, start, most, moves } = runs[kind](pixel, condition);
	const [rate, momentum] = [Math.fround(exact), Math.fround(pixel.momentum)];
	let [x, y, mx, my, steps] = [Math.fround(start[0]), start[1], 0, 0, 0];
	const points: Point[] = [[x, y]];
	for (let t = 0; t < most && Math.hypot(x, y) <= FAR; t++) {
		const [gx, gy] = landscape.gradient([x, y], parameters) as [number, number];
		if (moves([x, y], Math.hypot(mx, my), Math.hypot(gx, gy))) steps = t + 1;
		[mx, my] = [momentum * mx - rate * gx, momentum * my - rate * gy];
		[x, y] = [x + mx, y + my];
		points.push([x, y]);
	}
	const isThere = steps < most && Math.hypot(x, y) <= FAR;
	return { points: points.slice(0, steps + 1), steps: isThere ? steps : null, end: [x, y] };
}

/** What the path is drawn on: to the right the flat direction of the ravine, or x. */
interface Ground {
	readonly area: Area;
	readonly levels: readonly number[];
	loss(x: number, y: number): number;
	/** A point of the run as a point of the drawing. */
	place(point: Point): Point;
	/** Where runs may end. */
	readonly minima: readonly Point[];
}
/** Half the width of the drawing, and its half heights: the first that a path fits into, so that they seldom change under a pointer. */
const WIDE = 1.15;
const heights = [1.25, 1.75, 2.4, 3.3];
/** Lines so far from the floor, in units of the steep direction. */
const radii = [0.04, 0.12, 0.3, 0.6, 1, 1.5, 2.1, 2.8];

/** How high the drawing of a path in the ravine must be. */
export function heightOf({ points }: Path): number {
	const reach = points.reduce((most, [x]) => Math.max(most, Math.abs(x)), 0);
	return heights.find((height) => reach < 0.96 * height) ?? heights.at(-1);
}
function ravineGround(condition: number, high: number): Ground {
	return {
		area: { x: [-WIDE, WIDE], y: [-high, high] },
		levels: radii.map((radius) => radius ** 2 / 2),
		loss: (flat, steep) => ravine.loss([steep, flat], { condition }),
		place: ([x, y]) => [y, x],
		minima: [[0, 0]],
	};
}
/** Found by descending without momentum from either side. */
const minima = [-2, 2].map((across): Point => pathOf('basins', { across, momentum: 0 }, 1).end);
const basinsGround: Ground = {
	area: { x: [-2.3, 2.3], y: [-2.1, 2.1] },
	levels: [-0.4, -0.3, -0.2, -0.1, -0.04, 0.04, 0.2, 0.6, 1.2, 2.2, 3.6, 6],
	loss: (x, y) => twoMinima.loss([x, y], twoMinima.parameters),
	place: (point) => point,
	minima,
};
export const groundOf = (kind: PhaseSettings['map'], condition: number, high: number): Ground =>
	kind === 'steps' ? ravineGround(condition, high) : basinsGround;
