// The two arms of the figure `cooldown`, as its drawing and its words read them off a result.
import type { Result, Series } from './result.ts';

export const SMALL = 'small';
export type ArmName = typeof SMALL | 'full';

export interface Arm {
	readonly name: ArmName;
	readonly batchSize: number;
	/** Updates made. */
	readonly updates: number;
	/** After 0, 1, 2 … updates: the line, and the share of the first distance that is left. */
	readonly w: readonly number[];
	readonly b: readonly number[];
	readonly distance: readonly number[];
	readonly loss: readonly number[];
	/** Examples seen by then. */
	readonly examples: readonly number[];
}

const finite = (series: Series | undefined): number[] => (series?.value ?? []).map((value) => value ?? NaN);

export function armOf(result: Result, name: ArmName): Arm {
	const own = result.series.filter(({ at }) => at.arm === name);
	const column = (wanted: string) => own.find((series) => series.name === wanted);
	const distance = column('distance');
	return {
		name,
		batchSize: Number(distance?.at.batchSize),
		updates: (distance?.x.length ?? 0) - 1,
		...{ w: finite(column('w')), b: finite(column('b')), loss: finite(column('loss')) },
		...{ distance: finite(distance), examples: distance?.examples ?? [] },
	};
}

export const armsOf = (result: Result): readonly [small: Arm, full: Arm] => [
	armOf(result, SMALL),
	armOf(result, 'full'),
];

/** How many updates an arm has made when the small batch has made so many: at equal examples, or at equal updates. */
export const updatesAt = (arm: Arm, small: Arm, moment: number): number =>
	small.updates > 0 ? Math.floor((moment * arm.updates) / small.updates) : 0;

/** Steps that led farther away from the lowest point. */
export const stepsAway = ({ distance }: Arm): number =>
	distance.filter((far, update) => update > 0 && far > distance[update - 1]).length;

/** Length of the path in first distances. @param first distance from the start to the lowest point */
export function pathLength({ w, b }: Arm, first: number): number {
	const steps = w.slice(1).map((at, i) => Math.hypot(at - w[i], b[i + 1] - b[i]));
	return steps.reduce((sum, step) => sum + step, 0) / first;
}

/** Shares left at the end of other orders, the shown one the first of them. */
export const lastDistances = (result: Result): readonly number[] =>
	finite(result.series.find(({ name }) => name === 'lastDistance'));
