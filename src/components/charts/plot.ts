// What a chart tells its marks: where values lie in its drawing.
import { createContext } from 'svelte';
import type { Point } from '../../lib/chart/path.ts';

/** Whose numbers a mark shows. Each has its colour and its dash. */
export type Role = 'own' | 'recorded' | 'published';
/** What the reader expects: nobody's numbers, so that it has a look of its own. */
export type Expected = 'guess';
/** Which of several arms in one chart: again colour and dash. */
export type Arm = 'arm-1' | 'arm-2' | 'arm-3' | 'arm-4';

export interface Plot {
	/** Edges of the drawing area, in units of the viewBox. */
	readonly left: number;
	readonly right: number;
	readonly top: number;
	readonly bottom: number;
	/** Values to units of the viewBox; NaN where the scale has no place. */
	x(value: number): number;
	y(value: number): number;
	/** Values at a place of the drawing area, in shares from its left and from its bottom. */
	at(across: number, up: number): Point;
	/** Keeps a line inside the drawing area: an address for `clip-path`. */
	readonly clip: string;
}

/** A place of the drawing; what lies beyond the edge waits at it. @param inset so far inside the edge */
export function edged({ left, right, top, bottom, x, y }: Plot, [across, up]: Point, inset = 0): Point {
	const within = (at: number, least: number, most: number) => Math.max(least + inset, Math.min(most - inset, at));
	return [within(x(across), left, right), within(y(up), top, bottom)];
}

/** A function, so that marks follow when the scales change. */
export const [getPlot, setPlot] = createContext<() => Plot>();
