// Which groups of momenta the figure `momentum-mnist` draws, along which scale, and what their names say.
import { linearScale, type Scale } from '../../lib/chart/scale.ts';
import { comparisons, momenta } from '../../lib/experiments/momentum-mnist.ts';
import { groupsOf, momentumArms, type Group } from '../../lib/series/momentum-mnist.ts';
import type { AnySettings } from '../../lib/settings/schema.ts';
import type { Drawn } from '../frame/drawn.ts';
import { drawnArms, type DrawnArm } from './curves.ts';

/** What is drawn upwards: the series, and what a value of 1 is drawn as. */
export const measures = {
	accuracy: { series: 'validationAccuracy', unit: 100 },
	loss: { series: 'validationLoss', unit: 1 },
} as const;
export type Measure = keyof typeof measures;

export interface DrawnGroup extends Group {
	readonly key: string;
	readonly arms: readonly DrawnArm[];
	/** Of the run that lies on top; else what the reader's next run has. */
	readonly settings: AnySettings;
}

const keyOf = ({ comparison, batchSize }: Group) => `${batchSize} ${comparison}`;

/** Groups that the reader's next run will train. */
const wished = ({ batchSizes, comparisons, examples }: AnySettings): Group[] =>
	(batchSizes as readonly number[]).flatMap((size) =>
		(comparisons as readonly string[]).map((comparison) => ({
			comparison,
			batchSize: Math.min(size, Number(examples)),
		})),
	);

/** Those drawn and those that will be, by ascending batch size. */
export function drawnGroups(drawn: Drawn, measure: Measure): DrawnGroup[] {
	const { own, recorded, settings } = drawn;
	const { series, unit } = measures[measure];
	const results = [recorded, own].filter((result) => result !== null);
	const all = new Map([...results.flatMap(groupsOf), ...wished(settings)].map((group) => [keyOf(group), group]));
	const place = ({ comparison, batchSize }: Group) =>
		10 * batchSize + comparisons.findIndex((key) => key === comparison);
	return [...all]
		.sort(([, a], [, b]) => place(a) - place(b))
		.map(([key, group]) => {
			const top = results.findLast((result) => groupsOf(result).some((each) => keyOf(each) === key));
			const arms = drawnArms(drawn, (result) => momentumArms(result, group, series), momenta, unit);
			return { ...group, key, arms, settings: top?.settings ?? settings };
		});
}

/** Of all groups, so that they can be compared: from below where the worst run ends; in nats, up to above the start. */
export function measureScale(groups: readonly DrawnGroup[], measure: Measure): Scale {
	if (measure === 'loss') return linearScale([0, 2.5], 5);
	const ends = groups.flatMap(({ arms }) => arms.flatMap((arm) => arm.ends));
	return linearScale([10 * Math.floor(Math.min(50, ...ends) / 10), 100], 5);
}

/** The names of lines: where ends lie closer than a share of the axis, one for all of them. */
export interface Name {
	readonly momenta: readonly number[];
	/** Of the means at their ends. */
	readonly low: number;
	readonly high: number;
	/** The line, or any of them. */
	readonly arm: DrawnArm;
}
const CLOSE = 0.025;

/** @param arms whose runs lie on top */
export function namesOf(arms: readonly DrawnArm[], { domain: [from, to] }: Scale): Name[] {
	const names: Name[] = [];
	for (const arm of arms.toSorted((a, b) => a.last.mean - b.last.mean)) {
		const { mean } = arm.last;
		const near = names.at(-1);
		if (near && mean - near.low <= CLOSE * (to - from))
			names[names.length - 1] = { ...near, momenta: [...near.momenta, Number(arm.arm)], high: mean };
		else names.push({ momenta: [Number(arm.arm)], low: mean, high: mean, arm });
	}
	return names.map((name) => ({ ...name, momenta: name.momenta.toSorted((a, b) => a - b) }));
}

/** Updates that a run of these settings makes. */
export const updatesIn = ({ batchSize, settings }: DrawnGroup): number =>
	Number(settings.epochs) * Math.ceil(Number(settings.examples) / batchSize);
