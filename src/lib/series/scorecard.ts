// The rows of the figure `scorecard`: what the lecture's table compares, and what is kept of a result about it.
import type { Result, Series } from './result.ts';

/** `seen` is the lecture's table as it stands; `reversed` its opposite. */
export const outcomes = ['seen', 'notSeen', 'reversed'] as const;
export type Outcome = (typeof outcomes)[number];

interface RowPlan {
	/** Whose results decide it, and the figure that shows them. */
	readonly experiment: string;
	readonly figure: string;
	/** Key of the unit of `first` and `last`. */
	readonly unit: 'milliseconds' | 'seconds' | 'times' | 'percent';
	/** What its sentences say besides `small`, `large` (batch sizes), `first` and `last` (what was measured at these). */
	readonly values: readonly string[];
	/** Not a row of the lecture's: this book asks it. */
	readonly added?: true;
}
const timed = { experiment: 'update-time', values: ['examples', 'hidden'] } as const;
const accuracy = { experiment: 'accuracy', figure: 'accuracy', unit: 'percent' } as const;

/** By the lecture's order. Source: Lee 2021, summary table of the slides. */
export const rows = {
	updateSerial: { ...timed, figure: 'update-time', unit: 'milliseconds' },
	updateParallel: { ...timed, figure: 'update-time', unit: 'milliseconds' },
	epochSerial: { ...timed, figure: 'epoch-time', unit: 'seconds', added: true },
	epochParallel: { ...timed, figure: 'epoch-time', unit: 'seconds' },
	gradient: {
		...{ experiment: 'gradient-noise', figure: 'gradient-noise', unit: 'times' },
		values: ['epochs', 'examples'],
	},
	equalEpochs: { ...accuracy, values: ['epochs', 'examples', 'rate', 'seeds'] },
	equalUpdates: { ...accuracy, values: ['updates', 'examples', 'rate', 'seeds'], added: true },
	generalization: {
		...{ experiment: 'gap', figure: 'gap', unit: 'percent' },
		values: ['difference', 'half', 'pairs', 'target', 'rate', 'optimiser'],
	},
} as const satisfies Readonly<Record<string, RowPlan>>;
export type Row = keyof typeof rows;
export const rowNames = Object.keys(rows) as Row[];
export const planOf = (row: Row): RowPlan => rows[row];
export const valuesOf = (row: Row): readonly string[] => ['small', 'large', 'first', 'last', ...planOf(row).values];

/** What one result says of one row. */
export interface Verdict {
	readonly row: Row;
	readonly outcome: Outcome;
	/** By the names of `valuesOf`. */
	readonly values: Readonly<Record<string, number | string>>;
}
type Origin = Pick<Result, 'engine' | 'adapter' | 'software' | 'startedAt' | 'seed'>;
/** A verdict, and where it comes from. */
export interface Scored extends Verdict, Origin {
	readonly whose: 'own' | 'recorded' | 'published';
	/** Keys of an address that show the result's settings, from '?' on, or ''. */
	readonly query: string;
}

const scores: Readonly<Record<Outcome, number>> = { seen: 1, notSeen: 0, reversed: -1 };

function seriesOf(row: Row, scored: Scored | undefined, model: number): Series {
	const { values, outcome, software, ...origin } = scored ?? {};
	const at = outcome ? { ...origin, row, outcome, software: Number(software), ...values } : { row };
	const value = [outcome ? scores[outcome] : null];
	return { name: 'verdict', at, model, axis: 'order', x: [rowNames.indexOf(row) + 1], value };
}

/** Row by row: the reader's own verdict or else the recorded one as model 0, and as model 1 the recorded one that it covers. */
export const scoreSeries = (recorded: readonly Scored[], own: readonly Scored[]): Series[] =>
	rowNames.flatMap((row) => {
		const [mine, other] = [own, recorded].map((all) => all.find((each) => each.row === row));
		const shown = seriesOf(row, mine ?? other, 0);
		return mine && other ? [shown, seriesOf(row, other, 1)] : [shown];
	});

function scoredOf({ at }: Series): Scored | null {
	if (at.outcome === undefined) return null;
	const { row, outcome, whose, engine, adapter, software, startedAt, seed, query, ...values } = at;
	const origin = { engine, adapter, software: software === 1, startedAt, seed };
	return { row, outcome, whose, query, ...origin, values } as Scored;
}

export interface ScoreRow {
	readonly row: Row;
	/** null where nobody has measured it. */
	readonly shown: Scored | null;
	/** The recorded verdict below the reader's own. */
	readonly covered: Scored | null;
}
export const scoreRows = ({ series }: Result): ScoreRow[] =>
	rowNames.map((row) => {
		const [shown, covered] = [0, 1].map((model) => {
			const found = series.find((each) => each.at.row === row && each.model === model);
			return found ? scoredOf(found) : null;
		});
		return { row, shown: shown!, covered: covered! };
	});

const isText = (value: unknown): value is string => typeof value === 'string';
const isValue = (value: unknown) => isText(value) || (typeof value === 'number' && Number.isFinite(value));

/** Whether a value from elsewhere, such as storage, is a verdict whose sentences can be said. */
export function isScored(value: unknown): value is Scored {
	if (typeof value !== 'object' || value === null) return false;
	const { row, outcome, whose, values, engine, adapter, software, startedAt, seed, query } = value as Scored;
	if (!Object.hasOwn(rows, row) || !outcomes.includes(outcome) || whose !== 'own') return false;
	if (![engine, adapter, startedAt, query].every(isText) || Number.isNaN(Date.parse(startedAt))) return false;
	if (typeof software !== 'boolean' || !Number.isInteger(seed) || typeof values !== 'object') return false;
	return values !== null && valuesOf(row).every((name) => Object.hasOwn(values, name) && isValue(values[name]));
}
