// The training curve of the figure `sharp-flat`, a test curve moved against it, and the gap between them at both minima.
import { escape } from '../landscapes/escape.ts';
import { valleysOf } from '../landscapes/valleys.ts';
import type { Result } from './result.ts';

/** How the test curve lies to the training curve. */
export interface Moved {
	/** To the right, in units of w. */
	readonly shift: number;
	/** Upwards, in units of the loss. */
	readonly lift: number;
}

export const trainingLoss = (w: number): number => escape.loss([w], escape.parameters);
/** The training curve in another place. */
export const testLoss = (w: number, { shift, lift }: Moved): number => trainingLoss(w - shift) + lift;

const valleyNames = ['sharp', 'flat'] as const;
export interface Valley {
	readonly name: (typeof valleyNames)[number];
	/** Where the training loss is least. */
	readonly w: number;
}

const places = valleysOf(escape, escape.parameters);
/** Where the ridge between the minima is highest. */
export const { barrier } = places;
export const curvature = (w: number): number => escape.hessian([w], escape.parameters)[0];

/** The minimum that curves more comes first. */
const minima = [places.left, places.right].sort((a, b) => curvature(b) - curvature(a));
export const valleys: readonly Valley[] = valleyNames.map((name, index) => ({ name, w: minima[index] }));

export interface Gap extends Valley {
	readonly training: number;
	readonly test: number;
}
export const sizeOf = ({ training, test }: Gap): number => test - training;

export const gapsOf = (moved: Moved): Gap[] =>
	valleys.map(({ name, w }) => ({ name, w, training: trainingLoss(w), test: testLoss(w, moved) }));

/** As a result holds them. */
export function gapsIn({ series }: Result): Gap[] {
	const columnOf = (valley: string, wanted: string) =>
		series.find(({ name, at }) => at.valley === valley && name === wanted);
	return valleyNames.map((name) => {
		const [training, test] = ['trainingLoss', 'testLoss'].map((wanted) => columnOf(name, wanted));
		return { name, w: training?.x[0] ?? NaN, training: training?.value[0] ?? NaN, test: test?.value[0] ?? NaN };
	});
}
