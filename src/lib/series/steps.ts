// The two ways down of the figure `steps`, plain and with momentum, as its drawing and its words read them off a result.
import { surfaceOf, type Shape, type Surface, type SurfaceName, type Vector } from '../landscapes/surfaces.ts';
import type { Result } from './result.ts';

export const wayNames = ['plain', 'momentum'] as const;
export type WayName = (typeof wayNames)[number];

/** After 0, 1, 2 … updates: where it is, the gradient there, and the movement that led there, which is zero before the first update. */
export interface Way {
	readonly name: WayName;
	/** Updates made; fewer than asked where it ran away. */
	readonly updates: number;
	readonly at: readonly Vector[];
	readonly gradient: readonly Vector[];
	readonly movement: readonly Vector[];
	readonly loss: readonly number[];
}

/** Beyond this distance from the middle a way has run away, and ends. */
export const FAR = 100;

/** Numbers of a way's columns in a result, by their names there. */
const columns = { at: ['x', 'y'], gradient: ['gx', 'gy'], movement: ['mx', 'my'] } as const;
export const columnNames = ['x', 'y', 'gx', 'gy', 'mx', 'my', 'loss'] as const;

export function wayOf({ series }: Result, name: WayName): Way {
	const own = series.filter(({ at }) => at.way === name);
	const column = (wanted: string) => (own.find((each) => each.name === wanted)?.value ?? []).map((each) => each ?? NaN);
	const vectors = ([first, second]: readonly [string, string]): Vector[] => {
		const [x, y] = [column(first), column(second)];
		return x.map((value, i) => [value, y[i]]);
	};
	const at = vectors(columns.at);
	return {
		...{ name, at, updates: at.length - 1, loss: column('loss') },
		...{ gradient: vectors(columns.gradient), movement: vectors(columns.movement) },
	};
}

/** What a run's settings say. */
export interface Chosen extends Shape {
	readonly surface: SurfaceName;
	readonly rate: number;
	readonly momentum: number;
	readonly updates: number;
	/** Number, from 1, of the step whose arrows are shown. */
	readonly step: number;
}
export const chosenIn = ({ settings }: Result): Chosen => settings as unknown as Chosen;
export const groundOf = (chosen: Pick<Chosen, 'surface' | keyof Shape>): Surface => surfaceOf(chosen.surface, chosen);

/** What a movement is made of: carried + downhill. */
interface Parts {
	readonly gradient: Vector;
	/** −η · gradient */
	readonly downhill: Vector;
	/** λ · last movement */
	readonly carried: Vector;
}
/** One step taken apart. */
export interface Step extends Parts {
	/** Its number, from 1. */
	readonly number: number;
	readonly from: Vector;
	readonly movement: Vector;
}
type Rule = Pick<Chosen, 'rate' | 'momentum'>;

const times = (factor: number, [x, y]: Vector): Vector => [factor * x, factor * y];

/** Of the step that follows so many updates. */
export const partsAfter = (way: Way, updates: number, { rate, momentum }: Rule): Parts => ({
	gradient: way.gradient[updates],
	downhill: times(-rate, way.gradient[updates]),
	carried: times(momentum, way.movement[updates]),
});

/** @param wanted from 1; of a way that has ended before, its last step */
export function stepOf(way: Way, wanted: number, rule: Rule): Step {
	const number = Math.max(1, Math.min(wanted, way.updates));
	return {
		...{ number, from: way.at[number - 1], movement: way.movement[number] },
		...partsAfter(way, number - 1, rule),
	};
}
