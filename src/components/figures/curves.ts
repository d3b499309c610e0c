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

const at = (axis: XAxis) => (point: CurvePoint) =>
	[point[axis], point.value === null ? NaN : 100 * point.value] as const;
const isWhole = ({ epochs }: CurvePoint) => Number.isInteger(epochs);

function drawnArm(one: CurveArm, look: ArmLook, axis: XAxis) {
	const mean = meanCurve(one);
	const { mean: middle, low, high, count } = lastOf(one);
	return {
		...{ arm: one.arm, look, mean: mean.map(at(axis)) },
		runs: one.curves.map(({ points }) => points.map(at(axis))),
		marked: mean.filter((point, index) => isWhole(point) || index === mean.length - 1).map(at(axis)),
		last: { mean: 100 * middle, low: 100 * low, high: 100 * high, count },
		ends: one.curves.flatMap(({ points }) => {
			const value = points.at(-1)?.value ?? null;
			return value === null ? [] : [100 * value];
		}),
	};
}

/**
 * The arms in the order of drawing, in percent: the reader's own lie on top.
 * @param arms of a result   @param names all that there can be: an arm keeps its look whichever others are run
 */
export function drawnArms(
	{ recorded, own, faded, xAxis }: Drawn,
	arms: (result: Result) => readonly CurveArm[],
	names: readonly string[],
): DrawnArm[] {
	const of = (result: Result | null, role: Role, isFaded: boolean): DrawnArm[] =>
		(result ? arms(result) : []).map((one) => ({
			...drawnArm(one, armLook(names.indexOf(one.arm)), xAxis.key),
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
