// What each momentum came to, at one rate for all and at one effective rate; what the figure `momentum-mnist` draws and puts into words.
import { curveArms, isWhole, lastOf, type CurveArm } from './curves.ts';
import type { Result } from './result.ts';
import type { Spread } from './spread.ts';

/** All momenta that were trained side by side. */
export interface Group {
	/** What they have the same of: `fixed`, the rate; `effective`, the effective rate. */
	readonly comparison: string;
	readonly batchSize: number;
}
/** Where the runs of a momentum ended. */
export interface Outcome extends Spread {
	readonly momentum: number;
	readonly rate: number;
	readonly updates: number;
}

/** The curves of a group by momentum. @param name of the series */
export function momentumArms(result: Result, { comparison, batchSize }: Group, name: string): CurveArm[] {
	const series = result.series.filter(({ at }) => at.comparison === comparison && at.batchSize === batchSize);
	return curveArms({ ...result, series }, name, 'momentum');
}

/** By ascending batch size, at one rate first. */
export function groupsOf({ series, settings }: Result): Group[] {
	const sizes = [...new Set(series.map(({ at }) => Number(at.batchSize)))].sort((a, b) => a - b);
	const has = (group: Group) =>
		series.some(({ at }) => at.batchSize === group.batchSize && at.comparison === group.comparison);
	const all = sizes.flatMap((batchSize) =>
		(settings.comparisons as readonly string[]).map((comparison) => ({ comparison, batchSize })),
	);
	return all.filter(has);
}

/** η, and what it comes to when all gradients of long ago are counted: η/(1 − λ). */
export function ratesOf({ settings }: Result, { comparison }: Group, momentum: number) {
	const own = Number(comparison === 'fixed' ? settings.rate : settings.effectiveRate);
	return comparison === 'fixed'
		? { rate: own, effective: own / (1 - momentum) }
		: { rate: own * (1 - momentum), effective: own };
}

/** Momenta that were trained to the end and came to something, ascending. */
export const outcomesOf = (result: Result, group: Group): Outcome[] =>
	momentumArms(result, group, 'validationAccuracy')
		.filter((arm) => isWhole(arm, Number(result.settings.epochs)))
		.map((arm) => ({
			...lastOf(arm),
			momentum: Number(arm.arm),
			rate: ratesOf(result, group, Number(arm.arm)).rate,
			updates: arm.curves[0].points.at(-1)!.updates,
		}))
		.filter(({ count }) => count > 0)
		.sort((a, b) => a.momentum - b.momentum);

/** What momentum gained over none where all had the same: the best momentum, and by how much it is ahead. */
export interface Gain {
	readonly best: Outcome;
	readonly plain: Outcome;
	/** Difference of the means, 0 … 1; negative where no momentum is as good as none. */
	readonly gain: number;
}
/** null without both. */
export function gainOf(outcomes: readonly Outcome[]): Gain | null {
	const plain = outcomes.find(({ momentum }) => momentum === 0);
	const others = outcomes.filter(({ momentum }) => momentum > 0);
	if (!plain || others.length === 0) return null;
	const best = others.reduce((a, b) => (b.mean > a.mean ? b : a));
	return { best, plain, gain: best.mean - plain.mean };
}
