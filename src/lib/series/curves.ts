// Training curves: one a model of an arm, along whichever axis a reader looks.
import type { XAxis } from '../settings/axes.ts';
import type { Result, Series } from './result.ts';
import { spreadOf, type Spread } from './spread.ts';

export interface CurvePoint extends Readonly<Record<XAxis, number>> {
	/** null where the model had diverged before. */
	readonly value: number | null;
}
export interface Curve {
	readonly model: number;
	readonly points: readonly CurvePoint[];
}
/** The runs of one arm of a comparison. */
export interface CurveArm {
	readonly arm: string;
	readonly curves: readonly Curve[];
}

const pointsOf = ({ x, value, epochs, examples, seconds }: Series): CurvePoint[] =>
	x.map((updates, index) => ({
		updates,
		epochs: epochs?.[index] ?? NaN,
		examples: examples?.[index] ?? NaN,
		seconds: seconds?.[index] ?? NaN,
		value: value[index],
	}));

/**
 * The curves of a result by arm, in the order in which the arms were run. The result may still be growing.
 * @param name of the series, e.g. `validationAccuracy`   @param key what names an arm in a series' place, e.g. `order`
 */
export function curveArms(result: Result, name: string, key: string): CurveArm[] {
	const series = result.series.filter((each) => each.name === name && each.axis === 'updates');
	const arms = [...new Set(series.map(({ at }) => String(at[key])))];
	return arms.map((arm) => ({
		arm,
		curves: series
			.filter(({ at }) => String(at[key]) === arm)
			.map((each) => ({ model: each.model, points: pointsOf(each) })),
	}));
}

/** Where the arm's runs stand at their last point. */
export const lastOf = ({ curves }: CurveArm): Spread =>
	spreadOf(curves.map(({ points }) => points.at(-1)?.value ?? null));

/** Whether every run of the arm was measured as far as to `epochs`. */
export const isWhole = ({ curves }: CurveArm, epochs: number): boolean =>
	curves.every(({ points }) => (points.at(-1)?.epochs ?? 0) >= epochs - 1e-9);

/** The arm's mean curve over the runs that go on; where one has no value any more the others count. */
export function meanCurve({ curves }: CurveArm): CurvePoint[] {
	const longest = curves.reduce((a, b) => (b.points.length > a.points.length ? b : a)).points;
	return longest.map((point, index) => {
		const { mean } = spreadOf(curves.map(({ points }) => points[index]?.value ?? null));
		return { ...point, value: Number.isFinite(mean) ? mean : null };
	});
}
