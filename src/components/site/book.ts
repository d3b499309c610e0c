// What pages ask of the content: words, chapters in a language or its source, and which chapter shows a figure.
import { type CollectionEntry, getCollection, getEntry } from 'astro:content';
import { type Language, languageCodes, source } from '../../lib/text/languages.ts';

export const languagePaths = () => languageCodes.map((lang) => ({ params: { lang } }));

export async function siteWords(language: string): Promise<CollectionEntry<'site'>['data']> {
	const entry = await getEntry('site', `${language}/site`);
	if (!entry) throw new Error(`site.json of ${language} is missing`);
	return entry.data;
}

export interface Chapter {
	/** Its place in addresses, the same in every language. */
	readonly id: string;
	/** The text in the wanted language, else in the source. */
	readonly entry: CollectionEntry<'chapters'>;
	/** The language that the text is really in. */
	readonly written: Language;
}

/** The chapters that exist, in the book's order. */
export async function chaptersIn(language: Language): Promise<Chapter[]> {
	const entries = new Map((await getCollection('chapters')).map((entry) => [entry.id, entry]));
	return [...entries.values()]
		.filter((entry) => entry.id.startsWith(`${source}/`))
		.sort((a, b) => (a.data.order ?? 0) - (b.data.order ?? 0))
		.map((original) => {
			const id = original.id.slice(source.length + 1);
			const translated = entries.get(`${language}/${id}`);
			return { id, entry: translated ?? original, written: translated ? language : source };
		});
}

/** Ids of the figures that a chapter shows, in reading order. */
export const figuresOf = (chapter: Chapter): string[] =>
	[...(chapter.entry.body ?? '').matchAll(/<Figure id="([^"]+)"/g)].map(([, id]) => id!);

/** Keys of the references that a chapter cites, each once, in reading order. */
export const citedIn = (chapter: Chapter): string[] => [
	...new Set([...(chapter.entry.body ?? '').matchAll(/<Cite id="([^"]+)"/g)].map(([, id]) => id!)),
];
