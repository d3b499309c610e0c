// What the figure `steps` draws: both ways as far as the film has come, and the arrows of one step.
import type { Point } from '../../lib/chart/path.ts';
import { linearScale, type Scale } from '../../lib/chart/scale.ts';
import type { Step, Way } from '../../lib/landscapes/descent.ts';
import type { Film } from '../../lib/run/figure-run.svelte.ts';
import { DECIMALS, shownStep } from '../../lib/series/ways.ts';
import { formatDecimals, raised } from '../../lib/text/format.ts';
import { fill } from '../../lib/text/template.ts';
import type { ArrowRole } from '../charts/arrows.ts';
import { SHAPE, type View } from './surface.ts';

export const looks = {
	plain: { arm: 'arm-4', shape: 'triangle' },
	momentum: { arm: 'arm-3', shape: 'circle' },
} as const;

export interface DrawnWay {
	readonly points: readonly Point[];
	/** Where its name may stand: its end first, and only in sight. */
	readonly anchors: readonly Point[];
}
const ANCHORS = 6;
export function drawnWay({ at }: Way, { moment }: Pick<Film, 'moment'>, { isSeen }: View): DrawnWay {
	const points = at.slice(0, moment + 1);
	const seen = points.filter(isSeen).toReversed();
	const anchors = seen.filter((_, i) => i % Math.ceil(seen.length / ANCHORS) === 0);
	return { points, anchors: seen.length > 0 ? anchors : points.slice(0, 1) };
}

/** While the film runs, the step that comes next; at its end the one chosen. */
export const shownNumber = ({ moment, last }: Film, chosen: number): number =>
	moment < last ? moment + 1 : Math.min(chosen, last);

export interface DrawnArrow {
	readonly role: ArrowRole;
	readonly vector: Point;
	/** In symbols, e.g. −ηg¹. */
	readonly symbol: string;
	/** In words, symbols and numbers. */
	readonly text: string;
}
const arrowNames = [
	['gradient', 'g'],
	['downhill', 'd'],
	['carried', 'c'],
	['movement', 'm'],
] as const;

/**
 * The four arrows of a step, the sum last.
 * @param labels hold each one's symbol and name, by its role
 * @param share of the gradient's length that is drawn: it may be much longer than the step
 */
export function arrowsOf(step: Step, labels: Readonly<Record<string, string>>, lang: string, share = 1): DrawnArrow[] {
	const [gx, gy] = step.gradient;
	const vectors = { ...step, gradient: [share * gx, share * gy] as const };
	const shown = shownStep(step);
	const numbers = { last: raised(step.number - 1), next: raised(step.number) };
	return arrowNames.map(([role, letter]) => {
		const symbol = fill(labels[`${role}Symbol`], numbers, lang);
		const [x, y] = ['x', 'y'].map((axis) => formatDecimals(shown[letter + axis], lang, DECIMALS));
		return {
			role,
			symbol,
			vector: vectors[role],
			text: fill(labels[role], { symbol, x, y, times: Math.round(1 / share) }, lang),
		};
	});
}

/** Above the arrows stands their key: so much of the enlarged chart's height is theirs. */
const ROOM = 0.56;
/** Room around the arrows, for symbols at their heads. */
const MARGIN = 1.25;

/** Scales around the arrows of a step, the same along both axes; they change by steps, so that arrows are seen to grow or shrink. */
export function closeUp(arrows: readonly DrawnArrow[]): { readonly x: Scale; readonly y: Scale } {
	const most = (axis: 0 | 1) => Math.max(...arrows.map(({ vector }) => Math.abs(vector[axis])));
	const across = ROOM * SHAPE;
	const half = MARGIN * Math.max(most(1), most(0) * across) || 1;
	const reach = 2 ** (Math.ceil(2 * Math.log2(half)) / 2);
	const y = linearScale([-reach, (2 / ROOM - 1) * reach], 5);
	return {
		x: linearScale([-reach / across, reach / across], 5),
		y: { ...y, ticks: y.ticks.filter(({ value }) => value <= reach) },
	};
}
