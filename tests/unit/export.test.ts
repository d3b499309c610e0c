import { expect, test } from 'vitest';
import { wrapped } from '../../src/lib/chart/wrap.ts';
import { toCsv, toJson } from '../../src/lib/series/export.ts';
import type { Result } from '../../src/lib/series/result.ts';

const words = {
	columns: { line: 'Measured on', time: 'Median (ms), "B"' },
	labels: { plain: 'one thread', evil: '=HYPERLINK("x")', lines: 'a\nb' },
};
const csv = (...rows: (string | number | null)[][]) => toCsv({ columns: ['line', 'time'], rows }, words);

test('a table is CSV with a byte order mark, heads in words and rows that end in CRLF', () => {
	expect(csv(['plain', 5.8])).toBe('\uFEFFMeasured on,"Median (ms), ""B"""\r\none thread,5.8\r\n');
});

test('numbers are written as programs read them, and nothing as nothing', () => {
	expect(csv(['plain', -1e-7], ['plain', null], ['plain', NaN]).split('\r\n').slice(1, 4)).toEqual([
		...['one thread,-1e-7', 'one thread,', 'one thread,'],
	]);
});

test.each([
	['evil', `"'=HYPERLINK(""x"")"`],
	['+1', `'+1`],
	['-1', `'-1`],
	['@a', `'@a`],
	['\t=1', `'\t=1`],
	['lines', '"a\nb"'],
	['toString', 'toString'],
])('the text %j is no formula and stays in its cell', (cell, text) => {
	expect(csv([cell, 1])).toContain(`\r\n${text},1\r\n`);
});

test('a result comes back from its JSON', () => {
	const result = { experiment: 'update-time', series: [{ x: [1], value: [null] }] } as unknown as Result;
	expect(JSON.parse(toJson(result))).toEqual(result);
});

test('text is broken between words and between Chinese characters, never before a stop', () => {
	expect(wrapped('one two three', 50, 10)).toEqual(['one two', 'three']);
	expect(wrapped('批量越小一轮越久。', 80, 10)).toEqual(['批量越小一轮越', '久。']);
	expect(wrapped('', 80, 10)).toEqual([]);
	expect(wrapped('unbreakable', 10, 10)).toEqual(['unbreakable']);
});
