// The ball of the figure `hill`: at each update the two parts of its movement, and the four positions that the figure looks at.
import { hill, HUMP_AT, stations, type Station } from '../landscapes/hill.ts';
import type { Curve } from '../landscapes/curve.ts';
import { stopStates, type StopState } from '../landscapes/roll.ts';
import { exactSum } from '../text/exact.ts';
import type { Result } from './result.ts';

/** One update: movement = downhill + carried. */
export interface Move {
	readonly update: number;
	/** Before it, and after. */
	readonly w: number;
	readonly to: number;
	/** ∂L/∂w at `w`. */
	readonly gradient: number;
	/** −η·∂L/∂w */
	readonly downhill: number;
	/** λ times the last movement. */
	readonly carried: number;
	readonly movement: number;
}
export interface Position extends Move {
	/** `start`: the ball did not begin on the steep slope. */
	readonly station: Station | 'start';
}

/** Decimals of the numbers that are shown. */
export const DECIMALS = 3;
/** The parts of a movement, rounded so that they add up as they are shown. */
export function shownMove({ downhill, carried }: Move): Pick<Move, 'downhill' | 'carried' | 'movement'> {
	const { parts, sum } = exactSum([downhill, carried], DECIMALS);
	return { downhill: parts[0], carried: parts[1], movement: sum };
}

export const hillIn = ({ settings }: Result): Curve => hill(Number(settings.hump));

/** Every update that was made, in order. */
export function movesOf({ series }: Result): Move[] {
	const column = (wanted: string) => series.find(({ name }) => name === wanted)?.value ?? [];
	const [places, gradient, downhill, carried] = ['w', 'gradient', 'downhill', 'carried'].map(column);
	const at = (values: readonly (number | null)[], update: number) => values[update] ?? NaN;
	return gradient.map((_, update) => ({
		...{ update, w: at(places, update), to: at(places, update + 1), gradient: at(gradient, update) },
		...{ downhill: at(downhill, update), carried: at(carried, update) },
		movement: at(downhill, update) + at(carried, update),
	}));
}

/** Before the ball turns for the first time. */
function firstPassage(moves: readonly Move[]): readonly Move[] {
	const turn = moves.findIndex(({ movement }, i) => i > 0 && movement * moves[0].movement <= 0);
	return turn === -1 ? moves : moves.slice(0, turn);
}

/** A place counts as a station's if it is no farther from it than this; the steep slope is longer. */
const [NEAR, SLOPE] = [0.35, 0.5];

/** The start, and on the first passage the places nearest to the gentle slope, the floor and the rise, as far as the ball comes by there. */
export function positionsOf(result: Result): Position[] {
	const moves = firstPassage(movesOf(result));
	if (moves.length === 0) return [];
	const nearest = (station: Station): Position & { readonly station: Station } => {
		const off = (move: Move) => Math.abs(move.w - stations[station]);
		return { station, ...moves.reduce((best, move) => (off(move) < off(best) ? move : best)) };
	};
	const later = (['gentle', 'floor', 'rise'] as const)
		.map(nearest)
		.filter(({ station, w, update }) => update > 0 && Math.abs(w - stations[station]) <= NEAR);
	const isSteep = Math.abs(moves[0].w - stations.steep) <= SLOPE;
	const first: Position = { station: isSteep ? 'steep' : 'start', ...moves[0] };
	return [first, ...later].filter((one, i, all) => i === 0 || one.update !== all[i - 1].update);
}

/** How the ball's way ended. */
export interface Ending {
	readonly w: number;
	readonly loss: number;
	readonly updates: number;
	readonly state: StopState;
	/** Farthest to the right. */
	readonly farthest: number;
	/** It was beyond the hump, and it is. */
	readonly passed: boolean;
	readonly beyond: boolean;
}
export function endingOf(result: Result): Ending {
	const places = (result.series.find(({ name }) => name === 'w')?.value ?? []).map((each) => each ?? NaN);
	const state = result.series.find(({ name }) => name === 'state')?.value[0] ?? 0;
	const [w, farthest] = [places.at(-1) ?? NaN, Math.max(...places)];
	return {
		...{ w, farthest, loss: hillIn(result).loss(w), updates: places.length - 1 },
		state: stopStates[state],
		...{ passed: farthest > HUMP_AT, beyond: w > HUMP_AT },
	};
}
