// What the figure `critical` says of a place on a surface, and how its ways left the saddle, as read off a result.
import { bendsOf, type Bend } from '../landscapes/bends.ts';
import type { Vector } from '../landscapes/ground.ts';
import { surfaceOf, type Surface, type SurfaceName } from '../landscapes/surfaces.ts';
import type { Result, Series } from './result.ts';

/** A place nearer to a critical point than this is taken for it: nobody hits a point by hand. */
export const SNAP = 0.12;
/** An eigenvalue smaller than this share of the largest cannot be told from zero. */
const SILENT = 1e-3;

export type Verdict = 'slope' | 'minimum' | 'maximum' | 'saddle' | 'undecided';
export interface Looked {
	readonly verdict: Verdict;
	/** The place itself, or the critical point that it was taken for. */
	readonly at: Vector;
	readonly gradient: Vector;
	/** The larger curvature first. */
	readonly bends: readonly [Bend, Bend];
}

/** What a curvature is taken for beside the other one. */
export function signOf(curvature: number, most: number): -1 | 0 | 1 {
	if (!(Math.abs(curvature) >= SILENT * most && most > 0)) return 0;
	return curvature > 0 ? 1 : -1;
}
export const signsOf = (bends: readonly [Bend, Bend]): (-1 | 0 | 1)[] => {
	const most = Math.max(...bends.map(({ curvature }) => Math.abs(curvature)));
	return bends.map(({ curvature }) => signOf(curvature, most));
};

function verdictOf(bends: readonly [Bend, Bend]): Verdict {
	const [first, second] = signsOf(bends);
	if (first === 0 || second === 0) return 'undecided';
	if (first !== second) return 'saddle';
	return first > 0 ? 'minimum' : 'maximum';
}

/** What a place on a surface is, by its gradient and its Hessian. */
export function look({ critical, gradient, hessian }: Surface, place: Vector): Looked {
	const near = critical.find(([x, y]) => Math.hypot(place[0] - x, place[1] - y) < SNAP);
	const at = near ?? place;
	const bends = bendsOf(hessian(at));
	// A zero has no sign.
	const [slopeX, slopeY] = gradient(at);
	return { verdict: near ? verdictOf(bends) : 'slope', at, gradient: [slopeX + 0, slopeY + 0], bends };
}

export interface Chosen {
	readonly surface: SurfaceName;
	readonly pointX: number;
	readonly pointY: number;
	readonly awayPower: number;
	readonly momentum: number;
	readonly noise: number;
	readonly batchSize: string;
}
export const chosenIn = ({ settings }: Result): Chosen => settings as unknown as Chosen;
/** |y| where the ways without noise start. */
export const startOf = ({ awayPower }: Pick<Chosen, 'awayPower'>): number => Number(`1e-${awayPower}`);
export const lookedAt = (result: Result): Looked => {
	const { surface, pointX, pointY } = chosenIn(result);
	return look(surfaceOf(surface), [pointX, pointY]);
};

/** Ways from beside the saddle's ridge, and from exactly on it. */
export const leavingNames = ['plain', 'momentum', 'noise', 'plainOnRidge', 'momentumOnRidge'] as const;
export type LeavingName = (typeof leavingNames)[number];

export const GONE = 1;
export interface Leaving {
	readonly name: LeavingName;
	/** |y| after 0, 1, 2 … updates. */
	readonly away: readonly number[];
	/** Updates until |y| ≥ 1; null where that is never. */
	readonly updates: number | null;
}
const columnOf = ({ series }: Result, name: string, at: Series['at'] = {}): readonly (number | null)[] =>
	series.find((each) => each.name === name && each.at.way === at.way)?.value ?? [];

export function leavingOf(result: Result, name: LeavingName): Leaving {
	const away = columnOf(result, 'away', { way: name }).map((value) => value ?? NaN);
	const first = away.findIndex((value) => value >= GONE);
	return { name, away, updates: first < 0 ? null : first };
}

/** Updates that noise took in other orders, the shown one the first of them; null where it did not leave. */
export const noiseUpdates = (result: Result): readonly (number | null)[] => columnOf(result, 'noiseUpdates');
