// Reads src/content/references.bib: entries of the form @type{key, field = {value}, …}, one field a line.
import source from '../../content/references.bib?raw';
import type { Language } from '../../lib/text/languages.ts';

export interface Reference {
	readonly key: string;
	readonly authors: readonly string[];
	/** The one author as Chinese writes the name; '' where it is not known. */
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
	[...source.matchAll(/@\w+\{([^,]+),\n([\s\S]*?)\n\}/g)].map(([, key, body]) => [key, parse(key, body)]),
);

/** @throws Error for a key that the bibliography does not hold. */
export function reference(key: string): Reference {
	const found = references.get(key);
	if (!found) throw new Error(`references.bib: no entry "${key}"`);
	return found;
}

/** "Lee 2021", "Smith & Le 2018", "Goyal et al. 2017"; "李宏毅2021", "Smith与Le 2018", "Goyal等人2017". Names are written "Family, Given". */
export function shortName({ authors, native, year }: Reference, lang: Language): string {
	const [first, second, third] = authors.map((author) => author.split(',')[0]);
	if (lang !== 'zh-CN') return `${first}${third ? ' et al.' : second ? ` & ${second}` : ''} ${year}`;
	if (native) return `${native}${year}`;
	return third ? `${first}等人${year}` : `${[first, second].filter(Boolean).join('与')} ${year}`;
}

/** "Hung-yi Lee", as a list of references prints it. */
export const fullName = (author: string): string => author.split(', ').reverse().join(' ');
