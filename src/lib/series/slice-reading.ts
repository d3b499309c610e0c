// The table, sentences and doubts of the figure `slice`.
import { stepOf, type Way } from '../landscapes/descent.ts';
import { gridSurface, type Grid } from '../landscapes/grid.ts';
import { bendsOf } from '../landscapes/bends.ts';
import type { Reading, Sentence } from './reading.ts';
import type { Result } from './result.ts';
import { gridIn, hessianAtSolution, straightLine, trainingIn, walkIn, waysOn } from './slice.ts';
import { ruleOf, shownStep, wayNames, waysTable, type WayName } from './ways.ts';

/** Nats. A way has come down when its loss stays below this. */
export const GOAL = 0.1;
/** Nats. So much higher than before is a hump. */
const HUMP = 0.01;

const rounded = (value: number): number => Number(value.toPrecision(2));

/** What a way came to. */
export interface Outcome {
	/** Updates after which its loss stayed below the goal; infinite where it did not. */
	readonly down: number;
	readonly made: number;
	readonly loss: number;
	/** It left what was measured. */
	readonly left: boolean;
}
export function outcomeOf({ loss, updates }: Way, asked: number): Outcome {
	const last = loss.findLastIndex((each) => each >= GOAL);
	return {
		...{ down: last < updates ? last + 1 : Infinity, made: updates },
		...{ loss: loss[updates], left: updates < asked },
	};
}
export function outcomesIn(result: Result): Readonly<Record<WayName, Outcome>> | null {
	const grid = gridIn(result.series);
	if (!grid) return null;
	const walk = walkIn(result);
	const { plain, momentum } = waysOn(gridSurface(grid), walk);
	return { plain: outcomeOf(plain, walk.updates), momentum: outcomeOf(momentum, walk.updates) };
}

function said(way: WayName, { down, made, loss, left }: Outcome): Sentence {
	const values = { way, made, loss: rounded(loss), goal: GOAL };
	if (left) return { key: 'left', values: { ...values, updates: made + 1 } };
	return down < Infinity ? { key: 'down', values: { ...values, updates: down } } : { key: 'above', values };
}

/** How much higher the loss gets on its way down a line than it was before. */
export function humpOf(losses: readonly number[]): number {
	let [lowest, hump] = [Infinity, 0];
	for (const loss of losses) {
		lowest = Math.min(lowest, loss);
		hump = Math.max(hump, loss - lowest);
	}
	return hump;
}
function lineSaid(grid: Grid): Sentence {
	const losses = straightLine(grid);
	const values = { start: rounded(losses[0]), solution: rounded(losses.at(-1)), hump: rounded(humpOf(losses)) };
	return { key: values.hump < HUMP ? 'straight' : 'hump', values };
}

function bendsSaid(grid: Grid): Sentence {
	const [most, least] = bendsOf(hessianAtSolution(grid)).map(({ curvature }) => rounded(curvature));
	if (least <= 0) return { key: 'downwards', values: { most, least } };
	return { key: 'ravine', values: { most, least, times: rounded(most / least) } };
}

function trainingSaid({ series }: Result): Sentence {
	const looks = trainingIn(series);
	const far = (of: (look: (typeof looks)[number]) => number) => rounded(Math.max(...looks.map(of)));
	const values = {
		beside: far(({ at: [, y], outside }) => Math.hypot(y, outside)),
		outside: far(({ outside }) => outside),
		updates: looks.at(-1).updates,
	};
	return { key: 'training', values };
}

export const sliceReading: Reading = {
	table(result) {
		const grid = gridIn(result.series);
		if (!grid) return waysTable([]);
		const walk = walkIn(result);
		const ways = waysOn(gridSurface(grid), walk);
		return waysTable(wayNames.map((name) => ({ name, way: ways[name], rule: ruleOf(name, walk) })));
	},
	summary(result) {
		const [grid, outcomes] = [gridIn(result.series), outcomesIn(result)];
		if (!grid || !outcomes) return [];
		const walk = walkIn(result);
		const step = stepOf(waysOn(gridSurface(grid), walk).momentum, walk.step, walk);
		return [
			...wayNames.map((name) => said(name, outcomes[name])),
			bendsSaid(grid),
			lineSaid(grid),
			trainingSaid(result),
			{ key: 'step', values: { number: step.number, ...shownStep(step) } },
		];
	},
	/** Against N15: momentum left the slice, or came down later than plain descent. */
	disagreement(result) {
		const outcomes = outcomesIn(result);
		if (!outcomes) return null;
		const { plain, momentum } = outcomes;
		if (momentum.left) return 'left';
		if (plain.down < momentum.down) return 'plainFirst';
		return plain.down === Infinity && momentum.down === Infinity && plain.loss < momentum.loss ? 'plainFirst' : null;
	},
};
