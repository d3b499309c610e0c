// A translation says what its source says: the same keys, with the same places for values.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { wordsOf } from '../../scripts/words.ts';
import { inLanguage } from '../../src/components/site/chapters.ts';
import { source } from '../../src/lib/text/languages.ts';
import { placesIn } from '../../src/lib/text/template.ts';
import { content, leaves, readWords, translations, wordFiles } from './content.ts';

test('there are words to test', () => expect(wordFiles.length).toBeGreaterThan(0));

describe.each(translations)('%s', (language) => {
	const files = wordFiles.filter((file) => existsSync(join(content, language, file)));
	test.each(files)('%s has the keys of its source and their places', (file) => {
		const places = (words: unknown) => leaves(words).map(([path, text]) => [path, placesIn(text).sort()]);
		expect(places(readWords(language, file)).sort()).toEqual(places(readWords(source, file)).sort());
	});
	test.each(files)('%s leaves nothing empty and nothing in Chinese', (file) => {
		for (const [path, text] of leaves(readWords(language, file))) {
			expect(text.trim(), path).not.toBe('');
			expect(text, path).not.toMatch(/\p{Script=Han}/u);
		}
	});
});

test('a language without a file of words has the words of the source', () => {
	for (const file of wordFiles) expect(wordsOf('xx', file)).toEqual(wordsOf(source, file));
});

test('an untranslated chapter is shown in the source, and is known to be', () => {
	const entries = [
		{ id: 'zh-CN/second', data: { order: 2 } },
		{ id: 'zh-CN/first', data: { order: 1 } },
		{ id: 'en/second', data: {} },
	];
	expect(inLanguage(entries, 'en')).toEqual([
		{ id: 'first', number: 1, entry: entries[1], written: 'zh-CN' },
		{ id: 'second', number: 2, entry: entries[2], written: 'en' },
	]);
});
