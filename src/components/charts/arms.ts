// How the arms of a comparison are told apart: each has a colour with its dash and, as a further cue, a shape.
import type { Shape } from '../../lib/chart/path.ts';
import type { Arm } from './plot.ts';

export interface ArmLook {
	readonly arm: Arm;
	readonly shape: Shape;
}
const looks: readonly ArmLook[] = [
	{ arm: 'arm-1', shape: 'circle' },
	{ arm: 'arm-2', shape: 'square' },
	{ arm: 'arm-3', shape: 'diamond' },
	{ arm: 'arm-4', shape: 'triangle' },
];

/** @param index place among the arms of the comparison, from 0; after the fourth they begin again */
export const armLook = (index: number): ArmLook => looks[index % looks.length];
