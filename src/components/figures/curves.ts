// Training curves of the recorded and of the reader's own run, ready to be drawn along the axis of the reader's choice.
import type { Point } from '../../lib/chart/path.ts';
import { linearScale, type Scale } from '../../lib/chart/scale.ts';
import { lastOf, meanCurve, type CurveArm, type CurvePoint } from '../../lib/series/curves.ts';
import type { Result } from '../../lib/series/result.ts';
import type { Spread } from '../../lib/series/spread.ts';
import type { XAxis } from '../../lib/settings/axes.ts';
import { armLook, type ArmLook } from '../charts/arms.ts';
import type { Role } from '../charts/plot.ts';
import type { Drawn } from '../frame/drawn.ts';

export interface DrawnArm {
	readonly arm: string;
	readonly role: Role;
	readonly faded: boolean;
	readonly look: ArmLook;
	readonly runs: readonly (readonly Point[])[];
	readonly mean: readonly Point[];
	/** Points of the mean curve at whole epochs, and the last one. */
	readonly marked: readonly Point[];
	readonly last: Spread;
	/** Where each run stands; those that diverged are left out. */
	readonly ends: readonly number[];
}

const PERCENT = 100;
const isWhole = ({ epochs }: CurvePoint) => Number.isInteger(epochs);

function drawnArm(one: CurveArm, look: ArmLook, axis: XAxis, unit: number) {
	const at = (point: CurvePoint) => [point[axis], point.value === null ? NaN : unit * point.value] as const;
	const mean = meanCurve(one);
	const { mean: middle, low, high, count } = lastOf(one);
	return {
		...{ arm: one.arm, look, mean: mean.map(at) },
		runs: one.curves.map(({ points }) => points.map(at)),
		marked: mean.filter((point, index) => isWhole(point) || index === mean.length - 1).map(at),
		last: { mean: unit * middle, low: unit * low, high: unit * high, count },
		ends: one.curves.flatMap(({ points }) => {
			const value = points.at(-1)?.value ?? null;
			return value === null ? [] : [unit * value];
		}),
	};
}

/**
 * The arms in the order of drawing: the reader's own lie on top.
 * @param arms of a result   @param names all that there can be: an arm keeps its look whichever others are run
 * @param unit what a value of 1 is drawn as
 */
export function drawnArms(
	{ recorded, own, faded, xAxis }: Drawn,
	arms: (result: Result) => readonly CurveArm[],
	names: readonly string[],
	unit = PERCENT,
): DrawnArm[] {
	const of = (result: Result | null, role: Role, isFaded: boolean): DrawnArm[] =>
		(result ? arms(result) : []).map((one) => ({
			...drawnArm(one, armLook(names.indexOf(one.arm)), xAxis.key, unit),
			...{ role, faded: isFaded },
		}));
	return [...of(recorded, 'recorded', faded), ...of(own, 'own', false)];
}

/** From 0 to the furthest point of all curves. */
export function curveScale(drawn: readonly DrawnArm[]): Scale {
	const ends = drawn.flatMap(({ runs }) => runs.flatMap((points) => points.map(([x]) => x))).filter(Number.isFinite);
	const furthest = Math.max(0, ...ends);
	return linearScale([0, furthest > 0 ? furthest : 1], 4);
}

/** 0 … 100 %. */
export const percentScale: Scale = linearScale([0, 100], 5);
