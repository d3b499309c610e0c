// How the arrows of a step are told apart: each has a head and a dash of its own besides its colour.
import type { Head } from '../../lib/chart/arrow.ts';

/** What an arrow stands for: the gradient; −η times it; λ times the last movement; the movement, which is the sum of these two. */
export type ArrowRole = 'gradient' | 'downhill' | 'carried' | 'movement';

interface ArrowLook {
	readonly head: Head;
	/** Length of the head, in units of the viewBox. */
	readonly size: number;
}
export const arrowLooks: Readonly<Record<ArrowRole, ArrowLook>> = {
	gradient: { head: 'open', size: 9 },
	downhill: { head: 'filled', size: 10 },
	carried: { head: 'hollow', size: 11 },
	movement: { head: 'filled', size: 13 },
};
