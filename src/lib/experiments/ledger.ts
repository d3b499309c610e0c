// The movement of descent with momentum is a weighted sum of all gradients so far; where the rate is written makes no difference while it is constant.
import {
	descend,
	entriesOf,
	isWritten,
	notations,
	ratesOf,
	schedules,
	writtenAs,
	type LedgerRun,
} from '../series/ledger.ts';
import type { Series } from '../series/result.ts';
import { choice, log, real, whole, type Settings } from '../settings/schema.ts';
import { defineToy } from './toy.ts';

const MOST = 24;
const schema = {
	/** 1 is the sum without weights. */
	momentum: real(0, 1, 0.9),
	rate: log(0.01, 1, 0.1),
	schedule: choice(schedules, 'constant'),
	notation: choice(notations, 'inside'),
	updates: whole(2, MOST, 12),
	/** Whose movement is looked at. */
	update: whole(1, MOST, 9),
	/** Whose gradient is followed. */
	step: whole(0, MOST - 1, 3),
};
type LedgerSettings = Settings<typeof schema>;

const series = (name: string, at: Series['at'], x: readonly number[], value: readonly number[]): Series => ({
	...{ name, at, model: 0, axis: 'updates', x, value },
});
const from = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);

function compute({ momentum, rate, schedule, notation: wished, updates }: LedgerSettings): Series[] {
	const run: LedgerRun = { momentum, rates: ratesOf(rate, schedule, updates) };
	const notation = writtenAs(wished, momentum);
	const { gradient, movement } = descend(notation, run);
	const contributions = (update: number) =>
		entriesOf(notation, run, gradient, update).map(({ contribution }) => contribution);
	return [
		...notations
			.filter((each) => isWritten(each, momentum))
			.map((each) => series('w', { notation: each }, from(0, updates + 1), descend(each, run).w)),
		series('rate', {}, from(0, updates), run.rates),
		series('gradient', { notation }, from(0, updates), gradient),
		series('movement', { notation }, from(1, updates), movement),
		...from(1, updates).map((update) =>
			series('contribution', { notation, update }, from(0, update), contributions(update)),
		),
	];
}

export const ledger = defineToy({
	id: 'ledger',
	settings: schema,
	presets: {
		weighted: {},
		unweighted: { momentum: 1 },
		halved: { schedule: 'halved' },
		short: { momentum: 0.5 },
		plain: { momentum: 0 },
	},
	seedless: true,
	compute,
	moments: ({ settings }) => Number(settings.updates),
});
