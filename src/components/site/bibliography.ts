// Reads src/content/references.bib: entries of the form @type{key, field = {value}, …}, one field a line.
import type { CollectionEntry } from 'astro:content';
import entries from '../../content/references.bib?raw';
import { source, type Language } from '../../lib/text/languages.ts';
import { fill } from '../../lib/text/template.ts';

export interface Reference {
	readonly key: string;
	readonly authors: readonly string[];
	/** The one author's name as the source language writes it; '' where it writes what all do. */
	readonly native: string;
	readonly title: string;
	readonly year: string;
	/** Journal, conference or institution; '' where there is none. */
	readonly venue: string;
	readonly url: string;
}

function parse(key: string, body: string): Reference {
	const fields = Object.fromEntries(
		[...body.matchAll(/(\w+)\s*=\s*\{(.*)\}/g)].map(([, name, value]) => [name, value]),
	);
	const arxiv = fields.eprint ? `https://arxiv.org/abs/${fields.eprint}` : '';
	return {
		key,
		authors: (fields.author ?? '').split(' and '),
		native: fields.nativename ?? '',
		title: fields.title ?? '',
		year: fields.year ?? '',
		venue: fields.journal ?? fields.booktitle ?? fields.institution ?? '',
		url: fields.url ?? arxiv,
	};
}

const references = new Map(
	[...entries.matchAll(/@\w+\{([^,]+),\n([\s\S]*?)\n\}/g)].map(([, key, body]) => [key, parse(key, body)]),
);

/** @throws Error for a key that the bibliography does not hold. */
export function reference(key: string): Reference {
	const found = references.get(key);
	if (!found) throw new Error(`references.bib: no entry "${key}"`);
	return found;
}

/** How a language names one author, two, and more. */
export type NameWords = CollectionEntry<'site'>['data']['names'];

/** "Lee 2021", "Smith & Le 2018", "Goyal et al. 2017" in the words of a language. Names are written "Family, Given". */
export function shortName({ authors, native, year }: Reference, words: NameWords, lang: Language): string {
	const [first = '', second = ''] = authors.map((author) => author.split(',')[0]);
	const kind = (['one', 'two'] as const)[authors.length - 1] ?? 'more';
	const said = fill(words[kind], { first: (lang === source && native) || first, second, year }, lang);
	// The year stands close to a name in Chinese letters.
	return said.replace(/(\p{Script=Han}) (?=\d)/u, '$1');
}

/** "Hung-yi Lee", as a list of references prints it. */
export const fullName = (author: string): string => author.split(', ').reverse().join(' ');
