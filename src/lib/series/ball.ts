// The two balls of the figure `ball`, and where balls of other momenta come to rest, as its drawing and its words read them off a result.
import { curveOf, type Curve } from '../landscapes/curve.ts';
import { doubleWell } from '../landscapes/double-well.ts';
import { stopStates, type StopState } from '../landscapes/roll.ts';
import { terraces } from '../landscapes/terraces.ts';
import type { Result } from './result.ts';

export const grounds = ['double-well', 'terraces'] as const;
/** What of the settings the ground depends on. */
export interface GroundSettings {
	readonly landscape: (typeof grounds)[number];
	readonly tilt: number;
	readonly hump: number;
}
export const groundOf = ({ landscape, tilt, hump }: GroundSettings): Curve =>
	landscape === 'terraces' ? terraces({ tilt, hump }) : curveOf(doubleWell, { tilt, hump });
export const groundIn = ({ settings }: Result): Curve => groundOf(settings as unknown as GroundSettings);

export const ballNames = ['plain', 'rolling'] as const;
export type BallName = (typeof ballNames)[number];
export interface RolledBall {
	readonly name: BallName;
	readonly momentum: number;
	/** After 0, 1, 2 … updates. */
	readonly places: readonly number[];
	readonly losses: readonly number[];
	readonly state: StopState;
}

const finite = (values: readonly (number | null)[] | undefined): number[] => (values ?? []).map((each) => each ?? NaN);

export function ballOf(result: Result, name: BallName): RolledBall {
	const own = result.series.filter(({ at }) => at.ball === name);
	const column = (wanted: string) => own.find((series) => series.name === wanted);
	return {
		...{ name, momentum: column('state')?.x[0] ?? NaN },
		...{ places: finite(column('w')?.value), losses: finite(column('loss')?.value) },
		state: stopStates[column('state')?.value[0] ?? 0],
	};
}
export const ballsOf = (result: Result): readonly [plain: RolledBall, rolling: RolledBall] => [
	ballOf(result, 'plain'),
	ballOf(result, 'rolling'),
];

export interface Rest {
	readonly momentum: number;
	/** null where a ball of this momentum does not come to rest. */
	readonly w: number | null;
}
/** Where balls of every momentum rest, from the same start. */
export function restsOf({ series }: Result): readonly Rest[] {
	const scan = series.find(({ name }) => name === 'rest');
	return (scan?.x ?? []).map((momentum, i) => ({ momentum, w: scan?.value[i] ?? null }));
}

/** Places nearer to each other than this are one valley: balls stop a little before its lowest point. */
export const SAME = 0.05;
