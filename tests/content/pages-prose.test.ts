// Prose is the same book in every language: headings, formulas, figures, notes, citations and links.
import { describe, expect, test } from 'vitest';
import { source } from '../../src/lib/text/languages.ts';
import { chapterFiles, readWords, translations, type ChapterFile } from './content.ts';

const all = (text: string, pattern: RegExp): string[] =>
	[...text.matchAll(pattern)].map(([whole, part]) => part ?? whole);
const formulas = (text: string) => all(text, /\$\$[\s\S]+?\$\$|\$[^$\n]+\$/g).sort();
const anchors = ({ front }: ChapterFile) => (/anchors: \[(.*)\]/.exec(front)?.[1] ?? '').split(', ').filter(Boolean);
const prose = (body: string) => body.replace(/\$\$[\s\S]+?\$\$/g, '');

const originals = chapterFiles.filter(({ language }) => language === source);
const pairs = translations.flatMap((language) =>
	originals.flatMap((original) => {
		const translated = chapterFiles.find((file) => file.language === language && file.id === original.id);
		return translated ? [{ original, translated, name: `${language}/${original.id}` }] : [];
	}),
);

test('there is prose to test', () => expect(originals.length).toBeGreaterThan(0));

test('every translated chapter translates one that the source has', () => {
	const known = originals.map(({ id }) => id);
	for (const { id } of chapterFiles) expect(known).toContain(id);
});

describe.each(chapterFiles.map((file) => ({ ...file, name: `${file.language}/${file.id}` })))('$name', (file) => {
	test('one paragraph is one line', () => {
		const lines = prose(file.body).split('\n');
		const broken = lines.filter((line, i) => /^[^<\s|-]/.test(line) && /^[^<\s|-]/.test(lines[i + 1] ?? ''));
		expect(broken).toEqual([]);
	});
	test('its headings hold no formula', () => {
		for (const heading of all(file.body, /^#+ .*$/gm)) expect(heading).not.toContain('$');
	});
	test('every exercise has its answer', () => {
		expect(all(file.body, /<Answer>/g)).toHaveLength(all(file.body, /<Exercise>/g).length);
	});
	test('its terms stand with the other language in brackets, as the list of terms has them', () => {
		const other = file.language === source ? 'en' : source;
		const own = readWords(file.language, 'terms.json') as Record<string, string>;
		const foreign = readWords(other, 'terms.json') as Record<string, string>;
		const listed = Object.keys(own).map((key) => `${own[key]} ${foreign[key]}`);
		const used = [...file.body.matchAll(/\*\*([^*]+)\*\* ?[（(]([^）)]+)[）)]/g)].map(
			([, term, twin]) => `${term} ${twin}`,
		);
		expect(used.length).toBeGreaterThan(0);
		for (const pair of used) expect(listed.map(plain)).toContain(plain(pair));
	});
	test('every listed term that it uses is introduced in it', () => {
		const own = Object.values(readWords(file.language, 'terms.json') as Record<string, string>);
		const introduced = [...file.body.matchAll(/\*\*([^*]+)\*\* ?[（(]/g)].map(([, term]) => term.toLowerCase());
		const text = file.body.replace(/<[^>]*>|^#.*$|\]\([^)]*\)/gm, ' ').toLowerCase();
		const edge = file.language === source ? '' : '\\b';
		const used = own.filter((term) => new RegExp(edge + term.toLowerCase() + edge).test(text));
		expect(used.filter((term) => !introduced.some((each) => each.includes(term.toLowerCase())))).toEqual([]);
	});
});

/** Plurals, participles and 一 before a measure word do not make another term. */
const plain = (pair: string) =>
	pair
		.replace(/^一/, '')
		.replace(/[sd](?= )/, '')
		.replace(/ 一/, ' ');

describe.each(pairs)('$name keeps to its source', ({ original, translated }) => {
	test('as many headings as there are anchors', () => {
		const headings = (body: string) => all(body, /^#+(?= )/gm);
		expect(headings(translated.body)).toEqual(headings(original.body));
		expect(headings(original.body)).toHaveLength(anchors(original).length);
	});
	test('the same formulas', () => expect(formulas(translated.body)).toEqual(formulas(original.body)));
	test.each([
		['figures', /<Figure [^>]*>/g],
		['notes, in order', /<Aside kind="(\w+)"/g],
		['citations, in order', /<Cite id="([^"]+)"/g],
		['links', /\]\(([^)]+)\)/g],
		['exercises', /<Exercise>/g],
	])('the same %s', (_, pattern) => expect(all(translated.body, pattern)).toEqual(all(original.body, pattern)));
	test('Chinese stands only in the brackets of a term', () => {
		const rest = translated.body.replace(/\*\* \(\p{Script=Han}+\)/gu, '');
		expect(all(`${translated.front}\n${rest}`, /\p{Script=Han}+/gu)).toEqual([]);
	});
});
