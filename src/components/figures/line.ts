// What the figure `line` draws: losses and accuracies along the lines, and the leading eigenvalues at both ends.
import type { Point } from '../../lib/chart/path.ts';
import { halfDecades, linearScale, logScale, type Scale } from '../../lib/chart/scale.ts';
import { arms } from '../../lib/experiments/gap.ts';
import { curveArms } from '../../lib/series/curves.ts';
import { pairLines, type LineQuantity, type PairLine } from '../../lib/series/line.ts';
import type { Result } from '../../lib/series/result.ts';
import { armLook, type ArmLook } from '../charts/arms.ts';
import type { Role } from '../charts/plot.ts';
import type { Drawn } from '../frame/drawn.ts';
import { pairGroup, type PairGroup } from './pairs.ts';

/** The two sets that are walked over. */
export const SETS = ['training', 'test'] as const;

export interface Walk {
	readonly set: (typeof SETS)[number];
	readonly look: ArmLook;
	/** A line a pair. */
	readonly runs: readonly (readonly Point[])[];
}
export interface DrawnLines {
	readonly role: Role;
	readonly faded: boolean;
	readonly losses: readonly Walk[];
	/** In percent. */
	readonly accuracies: readonly Walk[];
	readonly eigenvalues: PairGroup;
	/** Training losses of the ends while they are trained: nothing else is there to see. */
	readonly ends: readonly { readonly x: number; readonly y: number; readonly hollow: boolean }[];
}

const walks = (lines: readonly PairLine[], what: 'Loss' | 'Accuracy'): Walk[] =>
	SETS.map((set, index) => ({
		...{ set, look: armLook(index) },
		runs: lines.map(({ points }) =>
			points[`${set}${what}` satisfies LineQuantity].map(({ alpha, value }): Point => [
				alpha,
				what === 'Accuracy' ? 100 * value : value,
			]),
		),
	}));

/** Where each network that is being trained stands, at its end of the line. */
const underWay = (result: Result) =>
	curveArms(result, 'trainingLoss', 'arm').flatMap(({ arm, curves }) =>
		curves.flatMap(({ points }) => {
			const value = points.at(-1)?.value ?? null;
			return value === null ? [] : [{ x: arms.findIndex((name) => name === arm), y: value, hollow: true }];
		}),
	);

function ofResult(result: Result, role: Role, faded: boolean): DrawnLines {
	const lines = pairLines(result);
	return {
		...{ role, faded, losses: walks(lines, 'Loss'), accuracies: walks(lines, 'Accuracy') },
		eigenvalues: pairGroup(lines.map(({ small, full }) => [small?.eigenvalue ?? null, full?.eigenvalue ?? null])),
		ends: lines.length > 0 ? [] : underWay(result),
	};
}

/** The reader's own lie on top. */
export const drawnLines = ({ recorded, own, faded }: Drawn): DrawnLines[] => [
	...(recorded ? [ofResult(recorded, 'recorded', faded)] : []),
	...(own ? [ofResult(own, 'own', false)] : []),
];

/** A little beyond the walk on either side; ticks at the solutions and one length beyond them. */
export const alphaScale: Scale = {
	...linearScale([-1.1, 2.1]),
	ticks: [-1, 0, 1, 2].map((value) => ({ value, minor: false })),
};

const valuesOf = (walked: readonly Walk[]) => walked.flatMap(({ runs }) => runs.flat().map(([, y]) => y));

export const lossScale = (drawn: readonly DrawnLines[]): Scale =>
	logScale(
		halfDecades([0.01, ...drawn.flatMap(({ losses, ends }) => [...valuesOf(losses), ...ends.map(({ y }) => y)])]),
	);

/** Whole tens of per cents below all accuracies, up to 100. */
export function accuracyScale(drawn: readonly DrawnLines[]): Scale {
	const values = drawn.flatMap(({ accuracies }) => valuesOf(accuracies)).filter(Number.isFinite);
	return linearScale([10 * Math.floor(Math.min(80, ...values) / 10), 100], 5);
}

export function eigenvalueScale(drawn: readonly DrawnLines[]): Scale {
	const values = drawn.flatMap(({ eigenvalues: { pairs } }) => pairs.flat().map(([, y]) => y));
	return linearScale([0, Math.ceil(1.1 * Math.max(1, ...values))], 5);
}
