// What the figure `ball` draws: the ground, both balls as far as the film has come, and where balls of all momenta rest.
import type { Point } from '../../lib/chart/path.ts';
import { linearScale, type Scale } from '../../lib/chart/scale.ts';
import { ball } from '../../lib/experiments/ball.ts';
import type { Curve } from '../../lib/landscapes/curve.ts';
import type { Film } from '../../lib/run/figure-run.svelte.ts';
import {
	ballsOf,
	groundIn,
	groundOf,
	restsOf,
	SAME,
	type GroundSettings,
	type RolledBall,
} from '../../lib/series/ball.ts';
import type { Result } from '../../lib/series/result.ts';
import type { Arm } from '../charts/plot.ts';

/** How far it is seen to both sides, and where at its right wall it can be dragged, off the balls. */
const views = { 'double-well': { side: 2.4, wall: 1.75 }, terraces: { side: 3.05, wall: 2.65 } } as const;
/** The ground is in sight at least so high, and at most. */
const [LOW, HIGH] = [1.3, 4.2];
/** Below the lowest place. */
const FOOT = 0.1;
/** Points of the ground. */
const PIECES = 160;
const most = ball.settings.tilt.max;
/** More dots or corners than this cannot be told apart. */
const [DOTS, CORNERS] = [160, 500];
/** Where a name may stand, and what of a line it keeps off: more takes time that a drag has not. */
export const [ANCHORS, OBSTACLES] = [5, 60];

export interface Sight {
	readonly curve: Curve;
	readonly ground: readonly Point[];
	readonly w: Scale;
	readonly loss: Scale;
	/** Where the ground can be dragged, and how much it rises there for 1 more of tilt: it is linear in the tilt. */
	readonly wall: number;
	readonly perTilt: number;
}
export function sightOf(result: Result): Sight {
	const curve = groundIn(result);
	const settings = result.settings as unknown as GroundSettings;
	const { side, wall } = views[settings.landscape];
	const ground = Array.from({ length: PIECES + 1 }, (_, i): Point => {
		const w = side * ((2 * i) / PIECES - 1);
		return [w, curve.loss(w)];
	});
	// The same for every tilt, so that nothing slips away under a drag.
	const [level, tilted] = [0, most].map((tilt) => groundOf({ ...settings, tilt }));
	const floor = Math.min(...ground.map(([w]) => tilted.loss(w)));
	const top = Math.min(HIGH, Math.max(LOW, 1.15 * level.loss(Number(result.settings.start))));
	const perTilt = groundOf({ ...settings, tilt: settings.tilt + 1 }).loss(wall) - curve.loss(wall);
	const [w, loss] = [linearScale([-side, side]), linearScale([floor - FOOT, top])];
	return { curve, ground, w, loss, wall, perTilt };
}

export interface DrawnBall extends RolledBall {
	readonly arm: Arm;
	/** Updates made by now. */
	readonly update: number;
	readonly at: Point;
	readonly trail: readonly Point[];
	/** w after so many updates. */
	readonly way: readonly Point[];
}

/** One in so many that no more than `most` are left, and the last. */
export const thinned = <T>(all: readonly T[], most: number): T[] => {
	const every = Math.ceil(all.length / most);
	return all.filter((_, i) => i % every === 0 || i === all.length - 1);
};

/** How many updates the longer way has. */
export const longestOf = (result: Result): number =>
	Math.max(...ballsOf(result).map(({ places }) => places.length - 1));

export function drawnBalls(result: Result, { moment, last }: Film): readonly [plain: DrawnBall, rolling: DrawnBall] {
	const now = last > 0 ? Math.round((moment / last) * longestOf(result)) : 0;
	const [plain, rolling] = ballsOf(result).map((ball, i): DrawnBall => {
		const update = Math.min(now, ball.places.length - 1);
		const seen = ball.places.slice(0, update + 1).map((w, k): Point => [w, ball.losses[k]]);
		return {
			...ball,
			...{ arm: i === 0 ? 'arm-2' : 'arm-1', update, at: seen[update], trail: thinned(seen, DOTS) },
			way: thinned(
				seen.map(([w], k): Point => [k, w]),
				CORNERS,
			),
		};
	});
	return [plain, rolling];
}

export interface RestGroup {
	readonly loss: number;
	readonly points: readonly Point[];
}
/** Resting places over momentum, one group for each place at which balls rest; the places lie near each other within a group. */
export function restGroups(result: Result, { curve }: Sight): RestGroup[] {
	const groups: { w: number; loss: number; points: Point[] }[] = [];
	for (const { momentum, w } of restsOf(result)) {
		if (w === null) continue;
		const group = groups.find((each) => Math.abs(each.w - w) < SAME);
		if (group) group.points.push([momentum, w]);
		else groups.push({ w, loss: curve.loss(w), points: [[momentum, w]] });
	}
	return groups;
}
