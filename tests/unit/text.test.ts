import { expect, test } from 'vitest';
import { missing, withFallback } from '../../src/lib/text/fallback.ts';
import { duration, formatNumber } from '../../src/lib/text/format.ts';
import { isLanguage, languageCodes, source } from '../../src/lib/text/languages.ts';
import { fill, placesIn, say } from '../../src/lib/text/template.ts';

test('Chinese is the source and the first of the languages', () => {
	expect([source, languageCodes[0]]).toEqual(['zh-CN', 'zh-CN']);
	expect([isLanguage('en'), isLanguage('toString')]).toEqual([true, false]);
});

test.each([
	[0, '0'],
	[60_000, '60,000'],
	[59_980, '59,980'],
	[6.0666, '6.07'],
	[8943.21, '8,940'],
	[-0.5, '−0.5'],
	[0.00001234, '1.23\u202f×\u202f10⁻⁵'],
	[2e12, '2\u202f×\u202f10¹²'],
	[NaN, '–'],
	[Infinity, '–'],
])('%d is written %s', (value, text) => {
	expect(formatNumber(value, 'en')).toBe(text);
});

test('a language writes numbers its own way, with the digits asked for', () => {
	expect(formatNumber(1234.5678, 'de', 5)).toBe('1.234,6');
	expect(formatNumber(1234.5678, 'zh-CN', 2)).toBe('1,200');
});

test('a duration takes the unit that reads best', () => {
	expect([999, 1000, 119_000, 120_000, 7_200_000].map(duration)).toEqual([
		{ value: 999, unit: 'milliseconds' },
		{ value: 1, unit: 'seconds' },
		{ value: 119, unit: 'seconds' },
		{ value: 2, unit: 'minutes' },
		{ value: 2, unit: 'hours' },
	]);
});

test('a template takes its values, numbers as the language writes them', () => {
	expect(fill('{a}, {b} and {a}', { a: 1234.5, b: 'x' }, 'en')).toBe('1,230, x and 1,230');
	expect(placesIn('{a}, {b:2} and {a:1}')).toEqual(['a', 'b']);
	expect(fill('{a:2} and {b:1}', { a: 98, b: -0.449 }, 'en')).toBe('98.00 and −0.4');
	expect(fill('{a:2} and {b:1}', { a: NaN, b: 'x' }, 'en')).toBe('– and x');
});

test('a list is enumerated as the language does it, number by number', () => {
	expect(fill('{a:1}', { a: [1, 2.25, 3] }, 'en')).toBe('1.0, 2.3 and 3.0');
	expect(fill('{a}', { a: [0, 0.5, 0.99] }, 'zh-CN')).toBe('0、0.5和0.99');
	expect(fill('{a}', { a: [7] }, 'en')).toBe('7');
});

test('a value that is missing is an error, an inherited one is missing', () => {
	expect(() => fill('{batch}', {}, 'en')).toThrow(RangeError);
	expect(() => fill('{toString}', {}, 'en')).toThrow('{toString}');
});

test('a value may hold braces or dollars without being read again', () => {
	expect(fill('{a}{b}', { a: '{b}', b: '$&' }, 'en')).toBe('{b}$&');
});

test('a sentence says labels in words', () => {
	const sentence = { key: 'took', values: { line: 'plain', time: 5.8 } };
	expect(say(sentence, { took: '{line}: {time} ms' }, { plain: 'one thread' }, 'en')).toBe('one thread: 5.8 ms');
	expect(() => say({ key: 'other', values: {} }, {}, {}, 'en')).toThrow('other');
});

test('a translation falls back to the source key by key', () => {
	const words = { title: '标题', labels: { a: '甲', b: '乙' }, list: ['一'] };
	const translation = { title: '', labels: { b: 'B', c: 'C' }, list: ['one'] };
	expect(withFallback(words, translation)).toEqual({ title: '标题', labels: { a: '甲', b: 'B' }, list: ['one'] });
	expect(withFallback(words, undefined)).toEqual(words);
	expect(withFallback(words, { labels: 'no' })).toEqual(words);
	expect(missing(words, translation)).toEqual(['title', 'labels.a']);
});
