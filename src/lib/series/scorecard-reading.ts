// The table, sentences and doubts of the figure `scorecard`.
import type { Cell, Reading, Sentence } from './reading.ts';
import { outcomes, planOf, scoreRows, type Scored, type ScoreRow } from './scorecard.ts';

const rowOf = (row: string, scored: Scored | null): Cell[] => {
	if (!scored) return [row, 'unmeasured', null, null, null, null, null, null, null, null];
	const { outcome, whose, values, engine, startedAt, seed } = scored;
	const { small, large, first, last } = values;
	const origin = whose === 'published' ? [null, null, null] : [engine, startedAt.slice(0, 10), seed];
	return [row, outcome, whose, small, large, first, last, ...origin];
};

function counted(shown: readonly Scored[], all: number): Sentence[] {
	const [seen, notSeen, reversed] = outcomes.map((wanted) => shown.filter(({ outcome }) => outcome === wanted).length);
	const own = shown.filter(({ whose }) => whose === 'own').length;
	const unmeasured = all - shown.length;
	return [
		{ key: 'counted', values: { rows: all, seen, notSeen, reversed } },
		...(own > 0 ? [{ key: 'own', values: { own } }] : []),
		...(unmeasured > 0 ? [{ key: 'unmeasured', values: { unmeasured } }] : []),
	];
}

/** What equal updates say beside equal epochs: the row that the table most needs. */
function updates(shown: readonly Scored[]): Sentence[] {
	const [epochs, made] = ['equalEpochs', 'equalUpdates'].map((wanted) => shown.find(({ row }) => row === wanted));
	if (!epochs || !made) return [];
	const of = (scored: Scored, name: string) => Number(scored.values[name]);
	const values = {
		...{ small: of(made, 'small'), large: of(made, 'large'), first: of(made, 'first'), last: of(made, 'last') },
		...{ epochsSmall: of(epochs, 'small'), epochsLarge: of(epochs, 'large') },
		...{ epochsFirst: of(epochs, 'first'), epochsLast: of(epochs, 'last') },
	};
	return [{ key: `updates${made.outcome === 'seen' ? 'Same' : 'Other'}`, values }];
}

const differs = ({ shown, covered }: ScoreRow) =>
	covered !== null && shown !== null && shown.outcome !== covered.outcome;

export const scorecardReading: Reading = {
	table: (result) => ({
		columns: ['row', 'outcome', 'whose', 'small', 'large', 'first', 'last', 'unit', 'engine', 'day', 'seed'],
		rows: scoreRows(result).map(({ row, shown }) => {
			const cells = rowOf(row, shown);
			return [...cells.slice(0, 7), planOf(row).unit, ...cells.slice(7)];
		}),
	}),
	summary(result) {
		const rows = scoreRows(result);
		const shown = rows.flatMap((each) => each.shown ?? []);
		return shown.length > 0 ? [...counted(shown, rows.length), ...updates(shown)] : [];
	},
	/** The reader's own verdict on a row is not the recorded one. */
	disagreement: (result) => (scoreRows(result).some(differs) ? 'differs' : null),
};
