// Reads src/content/references.bib: entries of the form @type{key, field = {value}, …}, one field a line.
import source from '../../content/references.bib?raw';

export interface Reference {
	readonly key: string;
	readonly authors: readonly string[];
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

/** "Lee 2021", "Hoffer & Hubara 2017", "Goyal et al. 2017". Names are written "Family, Given". */
export function shortName({ authors, year }: Reference): string {
	const [first, second, third] = authors.map((author) => author.split(',')[0]);
	return `${first}${third ? ' et al.' : second ? ` & ${second}` : ''} ${year}`;
}

/** "Hung-yi Lee", as a list of references prints it. */
export const fullName = (author: string): string => author.split(', ').reverse().join(' ');
