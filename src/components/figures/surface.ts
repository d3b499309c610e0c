// How a surface is drawn from above: what is seen of it, and its contours. A unit is as long across as upwards.
import type { Area } from '../../lib/chart/contours.ts';
import type { Point } from '../../lib/chart/path.ts';
import { linearScale } from '../../lib/chart/scale.ts';

/** Of a chart's drawing area: its height over its width. */
export const SHAPE = 232 / 322;
const [HALF_WIDTH, HALF_HEIGHT] = [1.9, 1.9 * SHAPE];

export const area: Area = { x: [-HALF_WIDTH, HALF_WIDTH], y: [-HALF_HEIGHT, HALF_HEIGHT] };
export const xScale = linearScale(area.x, 5);
export const yScale = linearScale(area.y, 4);

/** Contours: each has so much more of the area above it than the next. */
const LEVELS = 12;
/** Samples along an edge. */
const SAMPLES = 24;

/** Losses between which equal parts of the area lie. */
export function levelsOf(loss: (at: Point) => number): number[] {
	const along = ([from, to]: readonly [number, number], i: number) => from + ((to - from) * (i + 0.5)) / SAMPLES;
	const losses = Float64Array.from({ length: SAMPLES * SAMPLES }, (_, i) =>
		loss([along(area.x, i % SAMPLES), along(area.y, Math.floor(i / SAMPLES))]),
	).sort();
	return Array.from({ length: LEVELS }, (_, i) => losses[Math.floor(((i + 0.5) * losses.length) / LEVELS)]);
}

export const isSeen = ([x, y]: Point): boolean => Math.abs(x) <= HALF_WIDTH && Math.abs(y) <= HALF_HEIGHT;
