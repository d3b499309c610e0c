// What the figure `ledger` draws: a bar a movement, stacked of what each gradient gave; and the ways that the notations go.
import type { Point } from '../../lib/chart/path.ts';
import { linearScale, type Scale } from '../../lib/chart/scale.ts';
import { entriesOf, sameWays, type Ledger, type Notation, type Picked } from '../../lib/series/ledger.ts';

export interface Piece {
	readonly step: number;
	readonly from: number;
	readonly to: number;
	/** Of the gradient that is followed. */
	readonly lit: boolean;
	readonly pointed: boolean;
}
export interface Stack {
	/** The update. */
	readonly x: number;
	/** The movement. */
	readonly sum: number;
	/** By step, the oldest nearest to zero on its side. */
	readonly pieces: readonly Piece[];
}

function piecesOf(contributions: readonly number[], update: number, picked: Picked | null): Piece[] {
	let [above, below] = [0, 0];
	return contributions.map((value, step) => {
		const from = value < 0 ? below : above;
		if (value < 0) below += value;
		else above += value;
		const lit = step === picked?.step;
		return { step, from, to: from + value, lit, pointed: lit && update === picked.update };
	});
}

/** The bars of the updates made so far. */
export const stacksOf = (ledger: Ledger, made: number, picked: Picked | null): Stack[] =>
	ledger.path.movement.slice(0, made).map((sum, index) => {
		const entries = entriesOf(ledger.notation, ledger, ledger.path.gradient, index + 1);
		const contributions = entries.map(({ contribution }) => contribution);
		return { x: index + 1, sum, pieces: piecesOf(contributions, index + 1, picked) };
	});

const distance = ({ from, to }: Piece, y: number) => Math.max(Math.min(from, to) - y, y - Math.max(from, to), 0);
/** The piece at a place of the chart, or the nearest of its bar; null where no bar is. */
export function pieceAt(stacks: readonly Stack[], [x, y]: Point): Picked | null {
	const stack = stacks.find((each) => each.x === Math.round(x));
	if (!stack) return null;
	const { step } = stack.pieces.reduce((a, b) => (distance(b, y) < distance(a, y) ? b : a));
	return { update: stack.x, step };
}

/** All updates, the odd ones first to go where room is short. */
export function updateScale(updates: number, from: number, to: number): Scale {
	const every = updates > 12 ? 2 : 1;
	const all = Array.from({ length: updates + 1 }, (_, update) => update);
	const ticks = all.filter((update) => update >= from && update % every === 0);
	return { ...linearScale([from, to]), ticks: ticks.map((value, index) => ({ value, minor: index % 2 === 1 })) };
}

const roomy = (values: readonly number[], share: number): readonly [number, number] => {
	const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
	const room = share * (high - low || 1);
	return [low - room, high + room];
};
/** Of the whole film, so that it does not jump. */
export const movementScale = (ledger: Ledger): Scale =>
	linearScale(
		roomy(
			stacksOf(ledger, ledger.updates, null).flatMap(({ pieces }) => pieces.map(({ to }) => to)),
			0.12,
		),
		5,
	);
export const placeScale = ({ paths }: Ledger): Scale => linearScale(roomy(paths.flatMap(({ w }) => w), 0.12), 5); // prettier-ignore

/** The way of one notation or of several, as far as the film has come. */
export interface Way {
	readonly key: Notation;
	readonly notations: readonly Notation[];
	/** The chosen notation goes it. */
	readonly chosen: boolean;
	readonly points: readonly Point[];
}
export const waysOf = (ledger: Ledger, made: number): Way[] =>
	sameWays(ledger).map((group) => {
		const names = group.map(({ notation }) => notation);
		return {
			...{ key: names[0], notations: names, chosen: names.includes(ledger.notation) },
			points: group[0].w.slice(0, made + 1).map((w, update): Point => [update, w]),
		};
	});
