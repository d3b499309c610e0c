// Which lines the figure `both` draws in which panel, and how they look.
import type { Point } from '../../lib/chart/path.ts';
import { linearScale, logScale, type Scale } from '../../lib/chart/scale.ts';
import type { Policy } from '../../lib/experiments/both.ts';
import { accuracyLines, type AccuracyLine } from '../../lib/series/accuracy.ts';
import type { Result } from '../../lib/series/result.ts';
import { armLook, type ArmLook } from '../charts/arms.ts';
import type { Role } from '../charts/plot.ts';
import type { Drawn } from '../frame/drawn.ts';

/** One rule for the whole network; steps by the length of each layer, beside the first line of the other panel. */
export const PANELS = {
	rules: ['fixed', 'linear', 'warmUp'],
	layers: ['fixed', 'lars', 'lamb'],
} as const satisfies Readonly<Record<string, readonly Policy[]>>;
export type Panel = keyof typeof PANELS;

export interface DrawnBoth {
	readonly key: string;
	readonly policy: string;
	readonly role: Role;
	readonly faded: boolean;
	readonly look: ArmLook;
	/** A line a seed, and their means, in percent. */
	readonly runs: readonly (readonly Point[])[];
	readonly mean: readonly Point[];
}
const looks: Readonly<Record<Policy, number>> = { fixed: 0, linear: 1, warmUp: 2, lars: 1, lamb: 2 };

function drawnLine(line: AccuracyLine, role: Role, faded: boolean): DrawnBoth {
	const { policy, points } = line;
	const seeds = Math.max(0, ...points.map(({ runs }) => runs.validation.length));
	return {
		...{ key: `${role} ${policy}`, policy, role, faded, look: armLook(looks[policy as Policy] ?? 0) },
		runs: Array.from({ length: seeds }, (_, seed) =>
			points.map(({ batchSize, runs }): Point => [batchSize, 100 * (runs.validation[seed] ?? NaN)]),
		),
		mean: points.map(({ batchSize, validation }): Point => [batchSize, 100 * validation.mean]),
	};
}
const ofResult = (result: Result | null, role: Role, faded: boolean): DrawnBoth[] =>
	result ? accuracyLines(result).map((line) => drawnLine(line, role, faded)) : [];

/** The reader's own lie on top. */
export const drawnBoth = ({ recorded, own, faded }: Drawn): DrawnBoth[] => [
	...ofResult(recorded, 'recorded', faded),
	...ofResult(own, 'own', false),
];

export const inPanel = (lines: readonly DrawnBoth[], panel: Panel): DrawnBoth[] =>
	lines.filter(({ policy }) => (PANELS[panel] as readonly string[]).includes(policy));

/** By factors of 4, with room on both sides. */
export function batchScale(lines: readonly DrawnBoth[]): Scale {
	const sizes = lines.flatMap(({ mean }) => mean.map(([x]) => x));
	const [least, most] = [Math.min(16, ...sizes), Math.max(1024, ...sizes)];
	const ticks: number[] = [];
	for (let value = least; value <= most; value *= 4) ticks.push(value);
	return { ...logScale([0.75 * least, 1.33 * most]), ticks: ticks.map((value) => ({ value, minor: false })) };
}
/** From below what one rate for all comes to; what breaks down leaves the drawing. */
export function accuracyScale(lines: readonly DrawnBoth[]): Scale {
	const fixed = lines.filter(({ policy }) => policy === 'fixed').flatMap(({ mean }) => mean.map(([, y]) => y));
	const least = Math.min(85, ...fixed.filter(Number.isFinite));
	return linearScale([5 * Math.floor((least - 3) / 5), 100], 5);
}
