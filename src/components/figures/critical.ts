// What the figure `critical` draws: the bars of both curvatures at a place, and |y| along the ways that leave the saddle.
import type { Point } from '../../lib/chart/path.ts';
import { linearScale, logScale, type Scale } from '../../lib/chart/scale.ts';
import type { Film } from '../../lib/run/figure-run.svelte.ts';
import { GONE, leavingOf, noiseUpdates, signsOf, type Looked } from '../../lib/series/critical.ts';
import type { Result } from '../../lib/series/result.ts';
import { raised } from '../../lib/text/format.ts';
import { fill } from '../../lib/text/template.ts';

type Labels = Readonly<Record<string, string>>;

/** Half of a bar in units of the surface: for no curvature, how fast it grows with it, and at most. */
const [FLAT, GROWTH, MOST] = [0.3, 0.25, 0.9];
const words = { '-1': 'down', '0': 'silent', '1': 'up' } as const;

export interface DrawnBend {
	readonly sign: -1 | 0 | 1;
	/** From end to end. */
	readonly ends: readonly [Point, Point];
	readonly text: string;
}

/** A bar each along both directions in which the surface does not twist, longer the more it bends. */
export function barsOf({ at, bends }: Looked, labels: Labels, lang: string): DrawnBend[] {
	return signsOf(bends).map((sign, index) => {
		const { curvature, direction } = bends[index];
		const half = Math.min(MOST, FLAT + GROWTH * Math.sqrt(Math.abs(curvature)));
		const end = (side: number): Point => [at[0] + side * half * direction[0], at[1] + side * half * direction[1]];
		const text = fill(labels[words[sign]], { h: Number(curvature.toPrecision(3)) }, lang);
		return { sign, text, ends: [end(1), end(-1)] };
	});
}

export const looks = {
	plain: { arm: 'arm-4', shape: 'triangle' },
	momentum: { arm: 'arm-3', shape: 'circle' },
	noise: { arm: 'arm-1', shape: 'square' },
} as const;
const names = ['plain', 'momentum', 'noise'] as const;

export interface DrawnWay {
	readonly name: (typeof names)[number];
	/** |y| against updates, as far as the film has come. */
	readonly points: readonly Point[];
	/** Where its name may stand. */
	readonly anchors: readonly Point[];
	/** Updates until it had left, once the film is there. */
	readonly left: number | null;
}

/** Along the upper part of a way, where it is there: the lower parts all begin at one place. */
function anchorsOf(points: readonly Point[], { scale }: AwayScale, shares: readonly number[]): Point[] {
	const upper = points.filter(([, away]) => scale.share(away) > LOWER);
	const along = upper.length > 0 ? upper : points;
	return shares.map((share) => along[Math.round(share * (along.length - 1))]);
}

export const waysOf = (result: Result, { moment }: Film, axis: AwayScale): DrawnWay[] =>
	names.map((name) => {
		const { away, updates } = leavingOf(result, name);
		const points = away.slice(0, moment + 1).map((value, update): Point => [update, value === 0 ? axis.zero : value]);
		const left = updates !== null && updates <= moment ? updates : null;
		return { name, points, left, anchors: anchorsOf(points, axis, name === 'noise' ? [1, 0.5] : [0.5, 0.7, 1]) };
	});

/** When the other orders had left, as far as the film has come. */
export const othersOf = (result: Result, { moment }: Film) =>
	noiseUpdates(result)
		.slice(1)
		.flatMap((updates) => (updates !== null && updates <= moment ? [{ x: updates, y: GONE, hollow: true }] : []));

/** Above the place where a way has left: room for names. */
const TOP = 200;
/** Decades below the start, and where among all of the axis no distance at all stands. */
const [BELOW, ZERO] = [1.6, 0.11];
/** Below this share of the axis names would crowd. */
const LOWER = 0.35;

export interface AwayScale {
	readonly scale: Scale;
	/** Stands for y = 0, which a logarithmic axis has no place for. */
	readonly zero: number;
}
export function awayScale(away: number): AwayScale {
	const whole = logScale([10 ** (Math.log10(away) - BELOW), TOP]);
	const zero = whole.at(ZERO);
	const ticks = whole.ticks.filter(({ value }) => value > 3 * zero && value <= GONE);
	return { zero, scale: { ...whole, ticks: [{ value: zero, minor: false }, ...ticks] } };
}
export const awayText = (value: number, zero: number): string => {
	if (value === zero) return '0';
	return value === 1 ? '1' : `10${raised(Math.round(Math.log10(value)))}`;
};

export const updatesScale = (last: number): Scale => linearScale([0, Math.max(20, 1.08 * last)], 5);
