// The two ways down of the figure `steps`, plain and with momentum, as its drawing and its words read them off a result.
import type { Rule, Way } from '../landscapes/descent.ts';
import type { Vector } from '../landscapes/ground.ts';
import { surfaceOf, type Shape, type Surface, type SurfaceName } from '../landscapes/surfaces.ts';
import type { Result } from './result.ts';
import type { WayName } from './ways.ts';

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
		...{ at, updates: at.length - 1, loss: column('loss') },
		...{ gradient: vectors(columns.gradient), movement: vectors(columns.movement) },
	};
}

/** What a run's settings say. */
export interface Chosen extends Shape, Rule {
	readonly surface: SurfaceName;
	readonly updates: number;
	/** Number, from 1, of the step whose arrows are shown. */
	readonly step: number;
}
export const chosenIn = ({ settings }: Result): Chosen => settings as unknown as Chosen;
export const groundOf = (chosen: Pick<Chosen, 'surface' | keyof Shape>): Surface => surfaceOf(chosen.surface, chosen);
