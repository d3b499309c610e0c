// Two ways down from one start, plain and with momentum, and the numbers of their steps as words and tables show them.
import { partsAfter, type Rule, type Step, type Way } from '../landscapes/descent.ts';
import { exactSum } from '../text/exact.ts';
import type { Cell, Table } from './reading.ts';

export const wayNames = ['plain', 'momentum'] as const;
export type WayName = (typeof wayNames)[number];

/** Only one of them has momentum. */
export const ruleOf = (name: WayName, { rate, momentum }: Rule): Rule => ({
	rate,
	momentum: name === 'plain' ? 0 : momentum,
});

interface NamedWay {
	readonly name: WayName;
	readonly way: Way;
	readonly rule: Rule;
}
function rowsOf({ name, way, rule }: NamedWay): Cell[][] {
	return way.at.map((at, update) => {
		const { gradient, downhill, carried } = partsAfter(way, update, rule);
		return [name, update, ...at, way.loss[update], ...gradient, ...downhill, ...carried];
	});
}
/** Every place with the parts of the step that follows. */
export function waysTable(ways: readonly NamedWay[]): Table {
	const vectors = ['g', 'd', 'c'].flatMap((vector) => [`${vector}x`, `${vector}y`]);
	return { columns: ['way', 'update', 'x', 'y', 'loss', ...vectors], rows: ways.flatMap(rowsOf) };
}

/** Of the arrows' numbers, as words and pictures show them. */
export const DECIMALS = 3;

/** The step's numbers as they are shown: both sums hold to the last digit. */
export function shownStep({ gradient, downhill, carried }: Step): Readonly<Record<string, number>> {
	const values = ([0, 1] as const).flatMap((axis) => {
		const {
			parts: [down, carry],
			sum,
		} = exactSum([downhill[axis], carried[axis]], DECIMALS);
		const [slope] = exactSum([gradient[axis]], DECIMALS).parts;
		return Object.entries({ g: slope, d: down, c: carry, m: sum }).map(([name, value]): [string, number] => [
			name + 'xy'[axis],
			value,
		]);
	});
	return Object.fromEntries(values);
}
