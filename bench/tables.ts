// A report as plain text, in columns.
import { allNames, type ContenderName, type TableName, traits } from './contenders.ts';
import type { Gap, Report, Row } from './report.ts';
import type { Outcome } from './targets.ts';

/** Columns as wide as their widest cell; the first to the left, numbers to the right. */
export function columns(rows: readonly (readonly string[])[]): string {
	const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
	const line = (row: readonly string[]) =>
		row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ');
	return rows.map((row) => line(row).trimEnd()).join('\n');
}

/** Three significant digits, no exponent. */
export function digits(value: number): string {
	const decimals = value > 0 ? Math.max(0, 2 - Math.floor(Math.log10(value))) : 0;
	return value.toFixed(decimals);
}
const spread = ({ msPerUpdate, q1, q3 }: Row): string => `${digits(msPerUpdate)} [${digits(q1)}–${digits(q3)}]`;
const percent = (share: number | null): string => (share === null ? '–' : `${digits(100 * share)} %`);

interface Axis {
	readonly table: TableName;
	readonly title: string;
	/** The first cell of a row's line; rows with the same one stand in one line. */
	readonly label: (row: Pick<Row, 'net' | 'batch' | 'models' | 'examples'>) => string;
}
const axes: readonly Axis[] = [
	{ table: 'peers', title: 'One model', label: ({ net, batch }) => `${net}, batch ${batch}` },
	{
		table: 'population',
		title: 'Several models at once, 784-100-10: ms an update of all of them',
		label: ({ batch, models }) => `batch ${batch}, ${models} models`,
	},
	{ table: 'width', title: 'Growth with width', label: ({ net, batch }) => `${net}, batch ${batch}` },
	{
		table: 'examples',
		title: 'Growth with examples',
		label: ({ net, batch, examples }) => `${net}, batch ${batch}, ${examples} examples`,
	},
	{ table: 'schemes', title: 'Ways of computing layers', label: ({ net, batch }) => `${net}, batch ${batch}` },
];

type Cell = (row: Row) => string;

/** One line a label, one column a contender; '–' where there is no row. */
function grid(rows: readonly Row[], label: Axis['label'], names: readonly ContenderName[], cell: Cell): string {
	const labels = [...new Set(rows.map(label))];
	const present = names.filter((name) => rows.some(({ engine }) => engine === name));
	const lines = labels.map((text) => {
		const found = present.map((name) => rows.find((row) => row.engine === name && label(row) === text));
		return [text, ...found.map((row) => (row ? cell(row) : '–'))];
	});
	return columns([['', ...present], ...lines]);
}

const gpuNames = allNames.filter((name) => traits[name].gpu);

function section(rows: readonly Row[], { table, title, label }: Axis): string[] {
	const shown = rows.filter((row) => row.table === table);
	if (shown.length === 0) return [];
	const times = `${title}: ms an update, median [quartiles]\n${grid(shown, label, allNames, spread)}`;
	const onGpu = shown.filter(({ engine }) => traits[engine].gpu);
	if (onGpu.length === 0) return [times];
	const share: Cell = (row) =>
		`${percent(row.shareOfLimit)} (dense ${percent(row.shareOfLimitDense)}), ${digits(row.dispatches)}`;
	const shares = `${title}: share of the adapter's limit (if no zero were skipped), dispatches an update`;
	return [times, `${shares}\n${grid(onGpu, label, gpuNames, share)}`];
}

const verdict = (reached: boolean | null): string => (reached === null ? 'not timed' : reached ? 'reached' : 'missed');

function ratios(targets: readonly Outcome[]): string {
	const lines = targets.map(({ engine, peer, batch, ratio, wanted, reached }) => [
		`${engine} against ${peer}, batch ${batch}`,
		ratio === null ? '–' : `${digits(ratio)} ×`,
		`${wanted} ×`,
		verdict(reached),
	]);
	return `784-100-10, one model: how many times faster\n${columns([['', 'found', 'wanted', ''], ...lines])}`;
}

const gaps = (title: string, found: readonly Gap[]): string[] =>
	found.length === 0
		? []
		: [
				[
					`${title}:`,
					...found.map(
						({ engine, net, batch, models, reason }) =>
							`  ${engine}, ${net}, batch ${batch}, models ${models}: ${reason}`,
					),
				].join('\n'),
			];

function head({ adapter, software, limits, browser, cores }: Report): string {
	const kind = adapter ? `${adapter}${software ? ' (software)' : ''}` : 'no WebGPU adapter';
	const able = limits
		? `\nlimits: empty dispatch ${digits(limits.emptyDispatchMs)} ms, multiply-add ${digits(limits.multiplyAddGflops)} GFLOP/s, memory ${digits(limits.memoryGBs)} GB/s`
		: '';
	return `${kind}; ${browser}, ${cores} cores${able}`;
}

export function tables(found: Report): string {
	const missing = found.missing.map(({ contender, reason }) => `  ${contender}: ${reason}`);
	return [
		head(found),
		...axes.flatMap((axis) => section([...found.rows, ...found.schemes], axis)),
		ratios(found.targets),
		...(missing.length > 0 ? [['Missing:', ...missing].join('\n')] : []),
		...gaps('Left out', found.skipped),
		...gaps('Failed', found.failed),
	].join('\n\n');
}
