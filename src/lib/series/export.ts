// Results to take away: a table for spreadsheets, the whole result for programs.
import type { Cell, Table } from './reading.ts';
import type { Result } from './result.ts';

interface TableWords {
	readonly columns: Readonly<Record<string, string>>;
	readonly labels: Readonly<Record<string, string>>;
}

/** Text that a spreadsheet would take for a formula gets an apostrophe before it. */
const harmless = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const named = (words: Readonly<Record<string, string>>, key: string) => (Object.hasOwn(words, key) ? words[key] : key);

function cellText(cell: Cell, labels: TableWords['labels']): string {
	if (cell === null || (typeof cell === 'number' && !Number.isFinite(cell))) return '';
	return typeof cell === 'number' ? String(cell) : quoted(harmless(named(labels, cell)));
}

/** RFC 4180 with a byte order mark, without which spreadsheets misread Chinese. Heads and words in the reader's language, numbers as programs write them. */
export function toCsv({ columns, rows }: Table, words: TableWords): string {
	const head = columns.map((column) => quoted(harmless(named(words.columns, column))));
	const body = rows.map((row) => row.map((cell) => cellText(cell, words.labels)));
	return `\uFEFF${[head, ...body].map((line) => `${line.join(',')}\r\n`).join('')}`;
}

/** The result as a recording stores it. */
export const toJson = (result: Result): string => `${JSON.stringify(result, null, '\t')}\n`;
