// What the figure `hill` draws: the ball as far as the film has come, the four positions, and the sum of every movement shown.
import type { Point } from '../../lib/chart/path.ts';
import { linearScale, type Scale } from '../../lib/chart/scale.ts';
import type { HillSettings } from '../../lib/experiments/hill.ts';
import { hill as hillOf, HUMP_AT } from '../../lib/landscapes/hill.ts';
import type { Film } from '../../lib/run/figure-run.svelte.ts';
import { DECIMALS, hillIn, movesOf, positionsOf, shownMove, type Move, type Position } from '../../lib/series/hill.ts';
import type { Result } from '../../lib/series/result.ts';
import { formatDecimals } from '../../lib/text/format.ts';

/** What is seen of the hill; low enough for a name below the deepest place. */
export const placeScale = linearScale([-2.9, 3.1]);
export const heightScale = linearScale([-0.9, 3.3], 4);
const PIECES = 150;

export const groundOf = (result: Result): Point[] => {
	const [from, to] = placeScale.domain;
	const curve = hillIn(result);
	return Array.from({ length: PIECES + 1 }, (_, i): Point => {
		const w = from + ((to - from) * i) / PIECES;
		return [w, curve.loss(w)];
	});
};
/** Handles stand so far below what they move, in the ground. */
const BELOW = 0.55;
export function handlesOf({ settings }: Result): { readonly start: Point; readonly hump: Point } {
	const { start, hump } = settings as HillSettings;
	return { start: [start, hillOf(hump).loss(start) - BELOW], hump: [HUMP_AT, hump - BELOW] };
}

export interface Seen {
	/** The update that the film shows; null at its end. */
	readonly now: Move | null;
	/** All that can be shown with the same scale: at the end the positions, in the film every update. */
	readonly scaled: readonly Move[];
	/** Positions that the ball has come by. */
	readonly positions: readonly (Position & { readonly number: string })[];
	/** Places where it has been, the last one where it is. */
	readonly places: readonly number[];
}
export function seenOf(result: Result, { moment, last }: Film): Seen {
	const moves = movesOf(result);
	const ended = moment >= last;
	const made = ended ? moves.length : moment;
	const positions = positionsOf(result);
	return {
		...{ now: ended ? null : moves[moment], scaled: ended ? positions : moves },
		positions: positions
			.map((position, i) => ({ ...position, number: String(i + 1) }))
			.filter(({ update }) => ended || update < moment),
		places: [
			...moves.slice(0, made).map(({ w }) => w),
			moves[made]?.w ?? moves.at(-1)?.to ?? Number(result.settings.start),
		],
	};
}

/** A movement as a row of arrows: both parts, one where the other ends, and their sum. */
export function rowOf(move: Move, name: string, lang: string) {
	const { downhill, carried, movement } = shownMove(move);
	const [first, second, sum] = [downhill, carried, movement].map((each) => formatDecimals(each, lang, DECIMALS));
	const signed = carried < 0 ? `− ${second.slice(1)}` : `+ ${second}`;
	return {
		...{ key: String(move.update), name, numbers: `${first} ${signed} = ${sum}` },
		arrows: [
			{ role: 'downhill', from: 0, to: move.downhill },
			{ role: 'carried', from: move.downhill, to: move.movement },
			{ role: 'movement', from: 0, to: move.movement },
		] as const,
	};
}

/** Beside the longest arrows, as a share of what they take. */
const ROOM = 0.06;
/** Around the arrows of all these movements, and 0. */
export function movementScale(moves: readonly Move[]): Scale {
	const ends = [0, ...moves.flatMap(({ downhill, movement }) => [downhill, movement])];
	const [low, high] = [Math.min(...ends), Math.max(...ends)];
	const room = ROOM * (high - low) || 1;
	return linearScale([low - room, high + room], 4);
}
