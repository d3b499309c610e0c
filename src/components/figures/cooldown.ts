// What the figure `cooldown` draws: the land, and each arm as far as the film has come.
import type { Area } from '../../lib/chart/contours.ts';
import type { Point, Shape } from '../../lib/chart/path.ts';
import { linearScale, type Scale } from '../../lib/chart/scale.ts';
import { above, optimum, pointsOf, type Line } from '../../lib/landscapes/regression.ts';
import { updatesAt, type Arm } from '../../lib/series/cooldown.ts';
import { say } from '../../lib/text/template.ts';
import type { Arm as Role } from '../charts/plot.ts';

export interface Land {
	readonly area: Area;
	readonly best: Line;
	readonly levels: readonly number[];
	/** Above the lowest. */
	loss(w: number, b: number): number;
}

/** Around the lowest point, with the start in sight; a unit is as long across as upwards. */
const [WEST, EAST, SOUTH, NORTH] = [-3.7, 2.7, -3.45, 1.16];
/** Loss above the lowest: rings about equally far from each other. */
const LEVELS = [0.1, 0.4, 0.9, 1.6, 2.5, 3.6, 4.9, 6.4];

export function landOf(dataSeed: number): Land {
	const points = pointsOf(dataSeed);
	const best = optimum(points);
	const height = above(points);
	return {
		best,
		area: { x: [best.w + WEST, best.w + EAST], y: [best.b + SOUTH, best.b + NORTH] },
		levels: LEVELS,
		loss: (w, b) => height({ w, b }),
	};
}

/** What both arms spend the same of: examples, or updates. */
export interface Spent {
	readonly axis: 'examples' | 'updates';
	of(arm: Arm, update: number): number;
}
export const spentOn = (compare: string): Spent =>
	compare === 'epochs'
		? { axis: 'examples', of: ({ examples }, update) => examples[update] }
		: { axis: 'updates', of: (_, update) => update };

export interface DrawnArm {
	readonly role: Role;
	readonly shape: Shape;
	/** Its name, with the updates it made and with what is left. */
	readonly rows: { readonly way: readonly [string, string]; readonly curve: readonly [string, string] };
	/** Over (w, b). */
	readonly way: readonly Point[];
	/** Share left against what is spent; level until an update is made. */
	readonly curve: readonly Point[];
	readonly marks: readonly { readonly x: number; readonly y: number; readonly hollow: boolean }[];
}

/** More markers than this would be a band. */
const MOST = 40;

/** Steps: what was reached stays until the next update; the last step goes on to `end`. */
const stairs = (points: readonly Point[], end: number): Point[] =>
	points.flatMap(([x, y], i): Point[] => [
		[x, y],
		[points[i + 1]?.[0] ?? Math.max(x, end), y],
	]);

/** Enough points along a line for a label to keep off it. */
export function sampled(points: readonly Point[]): Point[] {
	const every = Math.ceil(points.length / 20);
	const few = points.filter((_, i) => i % every === 0);
	const between = (from: Point, to: Point): Point[] =>
		[0, 0.33, 0.67].map((t) => [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])]);
	return few.flatMap((point, i) => between(point, few[i + 1] ?? points.at(-1) ?? point));
}

/** Where a name may stand beside a line: at its end, else somewhere along it. */
export function anchorsOf(points: readonly Point[]): Point[] {
	const every = Math.ceil(points.length / 4);
	return points.toReversed().filter((_, i) => i % every === 0);
}

/** Both arms after so many updates of the small batch. */
export function drawnArms(
	[small, full]: readonly [Arm, Arm],
	moment: number,
	spent: Spent,
	labels: Readonly<Record<string, string>>,
	lang: string,
): DrawnArm[] {
	const end = spent.of(small, moment);
	const looks = [
		{ arm: full, role: 'arm-1', shape: 'square' },
		{ arm: small, role: 'arm-2', shape: 'circle' },
	] as const;
	return looks.map(({ arm, role, shape }) => {
		const made = Array.from({ length: updatesAt(arm, small, moment) + 1 }, (_, update) => update);
		const points = made.map((update): Point => [spent.of(arm, update), 100 * arm.distance[update]]);
		const left = Number((100 * arm.distance[made.length - 1]).toPrecision(2));
		const values = { batch: arm.batchSize, updates: made.length - 1, left };
		const [name, way, curve] = [arm.name, 'updatesMade', 'leftOver'].map((key) =>
			say({ key: `${key}Label`, values }, labels, labels, lang),
		);
		return {
			...{ role, shape, rows: { way: [name, way], curve: [name, curve] } },
			way: made.map((update): Point => [arm.w[update], arm.b[update]]),
			curve: stairs(points, end),
			marks: points.length <= MOST ? points.map(([x, y]) => ({ x, y, hollow: false })) : [],
		};
	});
}

/** Percent from 0 to just above the start, or to where an arm went beyond it, within reason. */
export function leftScale(arms: readonly DrawnArm[]): Scale {
	const highest = Math.max(...arms.flatMap(({ curve }) => curve.map(([, y]) => y)));
	return linearScale([0, Math.min(300, Math.max(110, 1.05 * highest))], 5);
}
