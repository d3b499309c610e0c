// What the figure `gap` draws: pairs side by side, their differences, and how the training losses came down.
import type { Point } from '../../lib/chart/path.ts';
import { linearScale, logScale, type Scale } from '../../lib/chart/scale.ts';
import { arms } from '../../lib/experiments/gap.ts';
import { curveArms, type CurvePoint } from '../../lib/series/curves.ts';
import {
	gapDifferences,
	gapInterval,
	gapPairs,
	publishedDifferences,
	type PublishedGap,
	type GapEnd,
} from '../../lib/series/gap.ts';
import type { PairedInterval } from '../../lib/numbers/paired.ts';
import type { Result } from '../../lib/series/result.ts';
import type { XAxis } from '../../lib/settings/axes.ts';
import { armLook, type ArmLook } from '../charts/arms.ts';
import type { Role } from '../charts/plot.ts';
import type { Drawn } from '../frame/drawn.ts';
import { pairGroup, type PairGroup } from './pairs.ts';

/** Columns of the chart of differences. */
export const WHOSE = ['recorded', 'own', 'published'] as const;

/** Test accuracies in percent, as pairs, and what else is drawn. */
export interface DrawnGap extends PairGroup {
	readonly role: Role;
	readonly faded: boolean;
	/** Percentage points. */
	readonly differences: readonly number[];
	/** Not with fewer than five pairs. */
	readonly interval: PairedInterval | null;
	readonly curves: readonly {
		readonly arm: string;
		readonly look: ArmLook;
		readonly runs: readonly (readonly Point[])[];
	}[];
}

const along =
	(axis: XAxis) =>
	(point: CurvePoint): Point => [point[axis], point.value ?? NaN];

function ofResult(result: Result, role: Role, faded: boolean, axis: XAxis): DrawnGap {
	const pairs = gapPairs(result);
	const percent = (end: GapEnd | null) => (end ? 100 * end.test : null);
	const group = pairGroup(pairs.map(({ small, full }) => [percent(small), percent(full)]));
	const differences = gapDifferences(pairs);
	const ends = new Map(curveArms(result, 'endLoss', 'arm').map(({ arm, curves }) => [arm, curves]));
	const curves = curveArms(result, 'trainingLoss', 'arm').map(({ arm, curves }) => ({
		...{ arm, look: armLook(arms.findIndex((name) => name === arm)) },
		// Losses on the way are those of batches; the last one is that of the whole training set.
		runs: curves.map(({ model, points }) => {
			const end = ends.get(arm)?.find((curve) => curve.model === model)?.points ?? [];
			return [...points, ...end].map(along(axis));
		}),
	}));
	return { role, faded, ...group, differences, interval: gapInterval(differences), curves };
}

/** The reader's own lies on top. */
export const drawnGaps = ({ recorded, own, faded, xAxis }: Drawn): DrawnGap[] => [
	...(recorded ? [ofResult(recorded, 'recorded', faded, xAxis.key)] : []),
	...(own ? [ofResult(own, 'own', false, xAxis.key)] : []),
];

/** Whole per cents around all accuracies. */
export function accuracyScale(drawn: readonly DrawnGap[]): Scale {
	const values = drawn.flatMap(({ pairs }) => pairs.flat().map(([, y]) => y));
	if (values.length === 0) return linearScale([80, 100], 5);
	return linearScale([Math.floor(Math.min(...values) - 0.3), Math.ceil(Math.max(...values) + 0.3)], 5);
}

/** From below none to above the largest, the published ones included. */
export function differenceScale(drawn: readonly DrawnGap[], published: PublishedGap, guess: readonly Point[]): Scale {
	const ends = drawn.flatMap(({ differences, interval }) => [
		...differences,
		...(interval ? [interval.mean - interval.half, interval.mean + interval.half] : []),
	]);
	const all = [-1, ...ends, ...publishedDifferences(published), ...guess.map(([, y]) => y)];
	return linearScale([Math.floor(Math.min(...all)), Math.ceil(Math.max(...all))], 6);
}

/** Losses from a little below the wanted one to chance and above. */
export const lossScale = (target: number): Scale => logScale([target / 2.5, 5]);

/** Pairs lie beside each other within a column, in their order. */
export const beside = (values: readonly number[], column: number): { x: number; y: number; hollow: boolean }[] =>
	values.map((y, index) => ({ x: column - 0.3 + (0.3 * (index + 0.5)) / values.length, y, hollow: false }));
