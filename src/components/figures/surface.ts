// How a surface is drawn from above: what is seen of it, and its contours. A unit is as long across as upwards.
import type { Area } from '../../lib/chart/contours.ts';
import type { Point } from '../../lib/chart/path.ts';
import { linearScale, type Scale } from '../../lib/chart/scale.ts';

/** Of a chart's drawing area: its height over its width. */
export const SHAPE = 232 / 322;

/** What is seen of a surface. */
export interface View {
	readonly area: Area;
	readonly x: Scale;
	readonly y: Scale;
	isSeen(at: Point): boolean;
}
export function viewAround([x, y]: Point, halfWidth: number): View {
	const halfHeight = halfWidth * SHAPE;
	const area: Area = { x: [x - halfWidth, x + halfWidth], y: [y - halfHeight, y + halfHeight] };
	return {
		...{ area, x: linearScale(area.x, 5), y: linearScale(area.y, 4) },
		isSeen: (at) => Math.abs(at[0] - x) <= halfWidth && Math.abs(at[1] - y) <= halfHeight,
	};
}
/** Of the book's landscapes. */
export const usualView = viewAround([0, 0], 1.9);

/** Contours: each has so much more of the area above it than the next. */
const LEVELS = 12;
/** Samples along an edge. */
const SAMPLES = 24;

/** Losses between which equal parts of the area lie. */
export function levelsOf(loss: (at: Point) => number, area = usualView.area): number[] {
	const along = ([from, to]: readonly [number, number], i: number) => from + ((to - from) * (i + 0.5)) / SAMPLES;
	const losses = Float64Array.from({ length: SAMPLES * SAMPLES }, (_, i) =>
		loss([along(area.x, i % SAMPLES), along(area.y, Math.floor(i / SAMPLES))]),
	).sort();
	return Array.from({ length: LEVELS }, (_, i) => losses[Math.floor(((i + 0.5) * losses.length) / LEVELS)]);
}
