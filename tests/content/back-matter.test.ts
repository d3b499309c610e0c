// Glossary, errata and the pages about the book: complete, and the same in every language.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { languageCodes, source } from '../../src/lib/text/languages.ts';
import { chapterFiles, content, readWords, translations } from './content.ts';

type Errata = Readonly<Record<string, { readonly chapter: string; readonly figure: string }>>;
const errata = (language: string) => readWords(language, 'errata.json') as Errata;

test.each(languageCodes)('the glossary of %s says of every term what it means, and of nothing else', (language) => {
	const keys = (file: string) => Object.keys(readWords(language, file) as object).sort();
	expect(keys('glossary.json')).toEqual(keys('terms.json'));
});

test('every erratum leads to a figure of its chapter, the same in every language', () => {
	for (const [key, { chapter, figure }] of Object.entries(errata(source))) {
		const { body } = chapterFiles.find(({ id, language }) => id === chapter && language === source)!;
		expect(body).toContain(`<Figure id="${figure}"`);
		for (const language of translations) expect(errata(language)[key]).toMatchObject({ chapter, figure });
	}
});

test('no chapter has an erratum that the list lacks', () => {
	const noted = chapterFiles.filter(({ language }) => language === source);
	const count = noted.reduce((sum, { body }) => sum + body.split('<Aside kind="erratum"').length - 1, 0);
	expect(count).toBeGreaterThan(5);
	expect(Object.keys(errata(source)).length).toBeGreaterThanOrEqual(count);
});

describe.each(globSync('*.mdx', { cwd: join(content, source, 'about') }))('about/%s', (file) => {
	const textOf = (language: string) => readFileSync(join(content, language, 'about', file), 'utf8');
	const parts = (text: string) =>
		[/^#+(?= )/gm, /<Cite id="[^"]+"/g, /<Devices/g, /\]\([^)]+\)/g, /^```\w*/gm].map(
			(pattern) => text.match(pattern) ?? [],
		);
	test.each(translations)('in %s has the headings, citations, tables and links of its source', (language) => {
		expect(parts(textOf(language))).toEqual(parts(textOf(source)));
	});
	test('has no formula, whose style sheet these pages do not load', () => {
		for (const language of languageCodes) expect(textOf(language)).not.toContain('$');
	});
});
