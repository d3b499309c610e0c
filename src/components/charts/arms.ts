// How the arms of a comparison are told apart: each has a colour and, as a second cue, a shape.
import type { Shape } from '../../lib/chart/path.ts';

export interface ArmLook {
	/** A colour of the palette, as CSS. */
	readonly colour: string;
	readonly shape: Shape;
}
const shapes: readonly Shape[] = ['circle', 'square', 'diamond', 'triangle'];
/** Of the palette's, for figures with a row of arms. */
const COLOURS = 6;

/** @param index place among the arms of the comparison, from 0 */
export const armLook = (index: number): ArmLook => ({
	colour: `var(--series-${(index % COLOURS) + 1})`,
	shape: shapes[index % shapes.length]!,
});
