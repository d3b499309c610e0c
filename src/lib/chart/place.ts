// Where the names of lines stand: beside their own points, off every line, and apart from each other.
import type { Point } from './path.ts';

export interface Box {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}
export interface Wanted {
	/** Where the label may stand beside, the best first. At least one. */
	readonly anchors: readonly Point[];
	readonly width: number;
	readonly height: number;
}
export interface Placed extends Box {
	/** The side on which the label touches its point. */
	readonly side: 'start' | 'end';
}

/** Room between a label and what it stands beside: near, or farther away where that is better. */
const gaps = [9, 22];
const CLEAR = 3;

/** Widths of bold letters in ems, as the widest of the usual typefaces have them (DejaVu Sans); the first that fits counts. */
const letterWidths: readonly (readonly [RegExp, number])[] = [
	[/[\u2E80-\uFFEF]/, 1],
	[/[mwMW%@…]/, 1],
	[/[=+−×÷≈<>]/, 0.84],
	[/[\s.,:;'’|ijl]/, 0.38],
	[/[ftrI()[\]/-]/, 0.47],
	[/./, 0.7],
];

/** Rough width of bold text, from above. @param size height of a letter's em */
export const textWidth = (text: string, size: number): number =>
	[...text].reduce((sum, letter) => sum + (letterWidths.find(([kind]) => kind.test(letter))?.[1] ?? 0) * size, 0);

const within = (wish: number, least: number, most: number) => Math.max(least, Math.min(most, wish));

function around([x, y]: Point, { width, height }: Wanted, gap: number, area: Box): Placed[] {
	const wishes = [
		{ left: x + 4 - width, top: y - gap - height, side: 'end' },
		{ left: x - 4, top: y - gap - height, side: 'start' },
		{ left: x + gap + 2, top: y - height / 2, side: 'start' },
		{ left: x - 4, top: y + gap, side: 'start' },
		{ left: x + 4 - width, top: y + gap, side: 'end' },
	] as const;
	return wishes.map((wish) => {
		const left = within(wish.left, area.left, area.right - width);
		const top = within(wish.top, area.top, area.bottom - height);
		return { left, top, right: left + width, bottom: top + height, side: wish.side };
	});
}

const overlap = (a: Box, b: Box): boolean =>
	a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const covers = (box: Box, [x, y]: Point): boolean =>
	x > box.left - CLEAR && x < box.right + CLEAR && y > box.top - CLEAR && y < box.bottom + CLEAR;

const count = <T>(many: readonly T[], holds: (one: T) => boolean): number => many.filter(holds).length;

/** What is drawn already: points that lines go through, and boxes (markers, other words) that matter more. */
export interface Drawing {
	readonly points: readonly Point[];
	readonly boxes: readonly Box[];
}

interface Candidate {
	readonly box: Placed;
	readonly cost: number;
}
/** So many places are tried together, of all labels; more of them would take time that a growing curve has not. */
const TRIED = 48;
const OVERLAP = 5000;
/** Places nearer to a better one than this are no other choice. */
const APART = 12;
const isOther = (a: Box, b: Box): boolean => Math.abs(a.left - b.left) + Math.abs(a.top - b.top) >= APART;

function candidates(label: Wanted, { points, boxes }: Drawing, area: Box): Candidate[] {
	const cost = (box: Box) =>
		100 * count(boxes, (other) => overlap(box, other)) + 10 * count(points, (point) => covers(box, point));
	return label.anchors
		.flatMap((anchor, rank) =>
			gaps.flatMap((gap, ring) =>
				around(anchor, label, gap, area).map((box, side) => ({ box, cost: cost(box) + rank + side / 10 + 2 * ring })),
			),
		)
		.sort((a, b) => a.cost - b.cost);
}

/** The best `most` of them that are not nearly the same place; they come the best first. */
function different(all: readonly Candidate[], most: number): Candidate[] {
	const kept: Candidate[] = [];
	for (const one of all) {
		if (kept.length === most) break;
		if (kept.every(({ box }) => isOther(box, one.box))) kept.push(one);
	}
	return kept;
}

interface Choice {
	readonly boxes: readonly Placed[];
	readonly cost: number;
}
/** The cheapest way to go on from `chosen` that is cheaper than `best`; else `best`. */
function cheapest(left: readonly (readonly Candidate[])[], chosen: Choice, best: Choice): Choice {
	const [now, ...later] = left;
	if (chosen.cost >= best.cost) return best;
	if (!now) return chosen;
	return now.reduce((found, { box, cost }) => {
		const sum = chosen.cost + cost + OVERLAP * count(chosen.boxes, (other) => overlap(box, other));
		return cheapest(later, { boxes: [...chosen.boxes, box], cost: sum }, found);
	}, best);
}

/**
 * A place for each label inside the area: off each other, off boxes, off points, in this order of weight, and as near to their
 * best anchors as that allows.
 */
export function place(wanted: readonly Wanted[], drawing: Drawing, area: Box): readonly Placed[] {
	const share = Math.ceil(TRIED / wanted.length);
	const tried = wanted.map((label) => different(candidates(label, drawing, area), share));
	return cheapest(tried, { boxes: [], cost: 0 }, { boxes: [], cost: Infinity }).boxes;
}
