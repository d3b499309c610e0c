// Arrows in units of a chart's viewBox: a shaft and a head whose size does not depend on the arrow's length, unless it is shorter.
import { linePath, type Point } from './path.ts';

/** `open` is two strokes, the others a triangle. */
export type Head = 'filled' | 'hollow' | 'open';

export interface ArrowPath {
	/** '' where the head is all of the arrow. */
	readonly shaft: string;
	/** '' where from and to are one place: nothing moves. */
	readonly head: string;
}

const NONE: ArrowPath = { shaft: '', head: '' };
/** Shorter arrows have no direction that could be seen. */
const SHORTEST = 0.5;
/** Half of a head's width, as a share of its length. */
const HALF = 0.45;

/** @param size of the head along the arrow; one that is shorter is all head */
export function arrowPath(from: Point, to: Point, head: Head, size: number): ArrowPath {
	const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
	const length = Math.hypot(dx, dy);
	if (!(length >= SHORTEST)) return NONE;
	const [ux, uy] = [dx / length, dy / length];
	const back = Math.min(size, length);
	const neck: Point = [to[0] - back * ux, to[1] - back * uy];
	const wing = (side: number): Point => [neck[0] - side * HALF * back * uy, neck[1] + side * HALF * back * ux];
	return {
		shaft: back < length ? linePath([from, head === 'open' ? to : neck]) : '',
		head: `${linePath([wing(1), to, wing(-1)])}${head === 'open' ? '' : 'Z'}`,
	};
}
