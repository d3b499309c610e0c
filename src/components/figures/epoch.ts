// Where the tiles and batches of the figure `epoch` stand, in units of its viewBox.
import type { Film, Moment, Update } from '../../lib/series/epoch.ts';

const [COLUMNS, PITCH, ROW] = [6, 64, 84];
/** Side of a tile, and the place of the first one. */
export const TILE = 50;
const [LEFT, TOP] = [15, 78];
/** From a tile to the border of its batch. */
const GAP = 5;

export const placeOf = (place: number): readonly [x: number, y: number] => [
	LEFT + (place % COLUMNS) * PITCH,
	TOP + Math.floor(place / COLUMNS) * ROW,
];

/** `done`: used in this epoch; `now`: in use; `next`: still to come. */
export type When = 'done' | 'now' | 'next';
export interface Box {
	/** Of the update that the batch makes. */
	readonly number: number;
	readonly when: When;
	/** A batch that goes on in the next row has a box there, too; only the first one is named. */
	readonly first: boolean;
	readonly x: number;
	readonly y: number;
	readonly width: number;
}

export const boxHeight = TILE + 2 * GAP;

/** The parts of a run of places that lie in one row each. */
function rowsOf(from: number, to: number): (readonly [from: number, to: number])[] {
	const parts: (readonly [number, number])[] = [];
	for (let at = from; at < to; at = Math.floor(at / COLUMNS + 1) * COLUMNS)
		parts.push([at, Math.min(to, Math.floor(at / COLUMNS + 1) * COLUMNS)]);
	return parts;
}

const whenOf = ({ number }: Update, moment: Moment): When => {
	if (number > moment.updates || moment.kind !== 'update') return number <= moment.updates ? 'done' : 'next';
	return number === moment.updates ? 'now' : 'done';
};

/** The batches of the moment's epoch. */
export const batchesAt = ({ updates }: Film, moment: Moment): Update[] =>
	updates.filter(({ epoch }) => epoch === moment.epoch);

export function boxesAt(film: Film, moment: Moment): Box[] {
	let from = 0;
	return batchesAt(film, moment).flatMap((update) => {
		const parts = rowsOf(from, (from += update.batch.length));
		return parts.map(([first, last], row): Box => {
			const [x, y] = placeOf(first);
			const width = (last - first - 1) * PITCH + TILE + 2 * GAP;
			return { number: update.number, when: whenOf(update, moment), first: row === 0, x: x - GAP, y: y - GAP, width };
		});
	});
}

export interface Tile {
	/** Which of the pictures. */
	readonly digit: number;
	readonly x: number;
	readonly y: number;
	/** null: in no batch of this epoch. */
	readonly when: When | null;
}

/** All tiles in the order of the digits, so that the same element moves when the order changes. */
export function tilesAt(film: Film, moment: Moment): Tile[] {
	const whens = batchesAt(film, moment).flatMap((update) => update.batch.map(() => whenOf(update, moment)));
	return moment.order
		.map((digit, place) => {
			const [x, y] = placeOf(place);
			return { digit, x, y, when: whens[place] ?? null };
		})
		.sort((a, b) => a.digit - b.digit);
}
