// The table, sentences and doubts of the figure `phase`.
import { bestRun, fewestRuns, movedRows, namedRun, outsideRuns, plainRun, type PhaseRun } from './phase.ts';
import type { Cell, Reading, Sentence, Table } from './reading.ts';
import type { Result } from './result.ts';

/** Rows of the table: a map has up to eight times as many. */
const ROWS = 32;

const isSteps = ({ settings }: Result): boolean => settings.map === 'steps';
const rounded = (value: number, digits = 3): number => Number(value.toPrecision(digits));
const percent = (share: number): number => rounded(100 * share);

/** Evenly chosen rows, and those that hold. */
const thinned = <T>(rows: readonly T[], holds: (row: T) => boolean): T[] =>
	rows.filter((row, index) => index % Math.max(1, Math.round(rows.length / ROWS)) === 0 || holds(row));

function stepsTable(result: Result): Table {
	const best = bestRun(result)?.momentum;
	const cells = (kind: string, { momentum, rate, steps }: PhaseRun): Cell[] => [
		...[kind, rounded(momentum), Number.isFinite(rate) ? rounded(rate) : null, steps],
	];
	const named = (['plain', 'point'] as const).flatMap((run) => {
		const found = namedRun(result, run);
		return found ? [cells(`${run}Run`, found)] : [];
	});
	const rows = thinned(fewestRuns(result), ({ momentum }) => momentum === best);
	return {
		columns: ['kind', 'momentum', 'rate', 'steps'],
		rows: [...named, ...rows.map((row) => cells('fewestRun', row))],
	};
}

const basinsTable = (result: Result): Table => ({
	columns: ['momentum', 'gained', 'lost', 'unsettled'],
	rows: thinned(movedRows(result), () => false).map(({ momentum, gained, lost, unsettled }) => [
		...[rounded(momentum), percent(gained), percent(lost), percent(unsettled)],
	]),
});

const at = ({ momentum, rate }: PhaseRun) => ({ momentum: rounded(momentum), rate: rounded(rate) });

function stepsSummary(result: Result): Sentence[] {
	const [best, plain] = [bestRun(result), plainRun(result)];
	const [point, asymptotic] = [namedRun(result, 'point'), namedRun(result, 'plain')];
	// Before the last row nobody knows where the best is.
	if (!best || !isWhole(result)) return [];
	const outside = outsideRuns(result);
	return [
		{ key: 'best', values: { ...at(best), steps: best.steps } },
		plain
			? {
					key: 'plain',
					values: { rate: at(plain).rate, steps: plain.steps, times: rounded(plain.steps / best.steps, 2) },
				}
			: { key: 'plainNever', values: {} },
		...(point?.steps ? [{ key: 'point', values: { ...at(point), steps: point.steps } }] : []),
		...(asymptotic?.steps
			? [{ key: 'asymptotic', values: { rate: at(asymptotic).rate, steps: asymptotic.steps } }]
			: []),
		outside === 0 ? { key: 'nothingOutside', values: {} } : { key: 'outside', values: { count: outside } },
	];
}

/** All rows are there. */
const isWhole = (result: Result): boolean =>
	(isSteps(result) ? fewestRuns(result) : movedRows(result)).length === Number(result.settings.side);

function basinsSummary(result: Result): Sentence[] {
	const rows = movedRows(result);
	if (!isWhole(result)) return [];
	const most = (of: 'gained' | 'lost') => rows.reduce((top, row) => (row[of] > top[of] ? row : top));
	const first = rows.find(({ gained, lost }) => gained + lost > 0);
	if (!first) return [{ key: 'unmoved', values: {} }];
	const [gained, lost, unsettled] = [
		most('gained'),
		most('lost'),
		rows.reduce((a, b) => (b.unsettled > a.unsettled ? b : a)),
	];
	return [
		{ key: 'moved', values: { momentum: rounded(first.momentum, 2) } },
		{ key: 'gained', values: { momentum: rounded(gained.momentum, 2), share: percent(gained.gained) } },
		{ key: 'lost', values: { momentum: rounded(lost.momentum, 2), share: percent(lost.lost) } },
		...(unsettled.unsettled > 0
			? [
					{
						key: 'unsettled',
						values: { momentum: rounded(unsettled.momentum, 2), share: percent(unsettled.unsettled) },
					},
				]
			: []),
	];
}

/** Against the claim: something converged where nothing can, or momentum hardly helped; basins are another story than speed. */
function disagreement(result: Result): string | null {
	if (!isSteps(result)) return movedRows(result).some(({ lost }) => lost > 0) ? 'forTheWorse' : null;
	const [best, plain] = [bestRun(result), plainRun(result)];
	if (!isWhole(result)) return null;
	if (outsideRuns(result) > 0) return 'outside';
	if (!best) return 'never';
	return plain && plain.steps < LITTLE * best.steps ? 'little' : null;
}
/** Times as fast. */
const LITTLE = 2;

export const phaseReading: Reading = {
	table: (result) => (isSteps(result) ? stepsTable(result) : basinsTable(result)),
	summary: (result) => (isSteps(result) ? stepsSummary(result) : basinsSummary(result)),
	disagreement,
};
