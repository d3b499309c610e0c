// What the figure `phase` draws: maps as pictures, and what theory puts over them. Pure.
import type { Point } from '../../lib/chart/path.ts';
import { colouredPng } from '../../lib/chart/png.ts';
import { linearScale, logSamples, type Scale } from '../../lib/chart/scale.ts';
import { DECADES, grids, LEFT, MOST_STEPS, RIGHT } from '../../lib/experiments/phase-grid.ts';
import { bestPoint, boundaryRate, ridge } from '../../lib/experiments/phase-theory.ts';
import type { PhaseSettings } from '../../lib/experiments/phase.ts';
import { valuesOf } from '../../lib/series/map.ts';
import type { GridMap, Result } from '../../lib/series/result.ts';
import type { Role } from '../charts/plot.ts';
import type { Drawn } from '../frame/drawn.ts';

type Kind = PhaseSettings['map'];
type Colour = readonly [number, number, number];

/** Dark to bright in even steps of lightness, also for colour-blind eyes: five of viridis (van der Walt and Smith 2015), mixed between. */
const viridis: readonly Colour[] = [
	[68, 1, 84],
	[59, 82, 139],
	[33, 145, 140],
	[94, 201, 98],
	[253, 231, 37],
];
/** A palette's levels but the transparent one. */
const LEVELS = 15;
const colours = Array.from({ length: LEVELS }, (_, level): Colour => {
	const place = (level / (LEVELS - 1)) * (viridis.length - 1);
	const from = Math.min(Math.floor(place), viridis.length - 2);
	const mixed = viridis[from].map((each, index) => each + (place - from) * (viridis[from + 1][index] - each));
	return mixed.map(Math.round) as unknown as Colour;
});
const cssOf = (level: number) => `rgb(${colours[level - 1].join(' ')})`;

/** Of the worse and of the better minimum. */
const sideLevels: Readonly<Record<number, number>> = { [LEFT]: 4, [RIGHT]: 14 };
/** Where the colours of steps begin: the last of these below all of a map. */
const beginnings = [1, 3, 10, 30];
const marks = [...beginnings, 100, 300, MOST_STEPS];

/** What the colours of a map mean. */
export interface Colouring {
	/** 1 … LEVELS of a value. */
	level(value: number): number;
	/** The strip of the key, and the numbers below it, at shares of its length. */
	readonly colours: readonly string[];
	readonly ticks: readonly { readonly at: number; readonly value: number }[];
}
/** Few steps are bright. @param fewest steps of the whole map */
function stepsColouring(fewest: number): Colouring {
	const few = beginnings.findLast((steps) => steps <= fewest) ?? beginnings[0];
	const share = (steps: number) => Math.log(steps / few) / Math.log(MOST_STEPS / few);
	return {
		level: (steps) => LEVELS - Math.max(0, Math.min(LEVELS - 1, Math.floor(share(steps) * LEVELS))),
		colours: colours.map((_, index) => cssOf(LEVELS - index)),
		ticks: marks.filter((value) => value >= few).map((value) => ({ at: share(value), value })),
	};
}
const sidesColouring: Colouring = {
	level: (side) => sideLevels[Math.round(side)],
	colours: [LEFT, RIGHT].map((side) => cssOf(sideLevels[side])),
	ticks: [LEFT, RIGHT].map((value, index) => ({ at: (index + 0.5) / 2, value })),
};

/** Friction, 1 − λ, downwards on a logarithmic scale: λ from 0 to 0.99. */
const frictionScale: Scale = {
	domain: [0, 1 - 10 ** -DECADES],
	ticks: [0, 0.5, 0.8, 0.9, 0.95, 0.98].map((value, index) => ({ value, minor: index % 2 === 1 })),
	share: (momentum) => -Math.log10(1 - momentum) / DECADES,
	at: (share) => 1 - 10 ** (-DECADES * share),
};
export const scales: Readonly<Record<Kind, { readonly x: Scale; readonly momentum: Scale }>> = {
	steps: { x: linearScale([0, 4], 4), momentum: linearScale([0, 1], 5) },
	basins: { x: linearScale([-2, 2], 4), momentum: frictionScale },
};

/** The result whose map is shown: the reader's own from its first rows on. */
export function shownMap({ own, recorded, faded }: Drawn) {
	const mapOf = (result: Result | null) => result?.maps?.[0] ?? null;
	const ours = mapOf(own);
	const [result, map] = ours ? [own, ours] : [recorded, mapOf(recorded)];
	if (!result || !map) return null;
	const role: Role = ours ? 'own' : 'recorded';
	return {
		result,
		map,
		kind: map.name as Kind,
		role,
		faded: faded && !ours,
		condition: Number(result.settings.condition),
	};
}
export type Shown = NonNullable<ReturnType<typeof shownMap>>;

/** Rows of a picture go downwards, those of a map upwards. */
function flipped(levels: Uint8Array, width: number): Uint8Array {
	return levels.map((_, at) => levels[levels.length - width * (1 + Math.floor(at / width)) + (at % width)]);
}
/** A map as a picture, and what its colours mean. */
export function pictureOf(map: GridMap): { readonly address: string; readonly colouring: Colouring } {
	const values = valuesOf(map);
	const fewest = values.reduce((least, value) => (value < least ? value : least), Infinity);
	const colouring = map.name === 'steps' ? stepsColouring(fewest) : sidesColouring;
	const levels = Uint8Array.from(values, (value) => (Number.isNaN(value) ? 0 : colouring.level(value)));
	return { address: colouredPng(flipped(levels, map.width), map.width, colours), colouring };
}
/** Edges of the picture in values: pixels have their values in their middle. */
export function edgesOf({ name, width, height }: GridMap): {
	x: readonly [number, number];
	y: readonly [number, number];
} {
	const { across } = grids[name as Kind];
	const half = (across(1, width) - across(0, width)) / 2;
	const { momentum } = scales[name as Kind];
	const row = (place: number) => momentum.at((place - 0.5) / height);
	return { x: [across(0, width) - half, across(width - 1, width) + half], y: [row(0), row(height)] };
}

export interface Pixel {
	/** Rate, or start. */
	readonly across: number;
	readonly momentum: number;
}
/** The pixel of a grid that lies nearest, in shares of the axes, and so many pixels beside it. */
export function pixelNear(kind: Kind, side: number, { across, momentum }: Pixel, [right, up] = [0, 0]): Pixel {
	const { x, momentum: y } = scales[kind];
	const within = (place: number) => Math.max(0, Math.min(side - 1, Math.round(place)));
	const first = x.share(grids[kind].across(0, side));
	const [column, row] = [within((x.share(across) - first) * side) + right, within(y.share(momentum) * side) + up];
	return {
		across: grids[kind].across(within(column), side),
		momentum: grids[kind].momentum(within(row), side),
	};
}

/** Beyond the boundary nothing converges; on the ridge the asymptotic rate is best. It ends at the point: further on it clings to the boundary. */
export const boundary: readonly Point[] = [0, 1].map((momentum): Point => [boundaryRate(momentum), momentum]);
export const ridgeOf = (condition: number): Point[] =>
	logSamples(4 / 1000, bestPoint(condition).rate, 160).map((rate): Point => [rate, ridge(rate, condition)]);
