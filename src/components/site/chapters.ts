// Chapters as pages see them: one an id, in the wanted language or else in the source.
import { type Language, source } from '../../lib/text/languages.ts';

/** What is asked of a file of prose: its id is "<language>/<chapter>". */
export interface Prose {
	readonly id: string;
	readonly body?: string | undefined;
	readonly data: { readonly order?: number | undefined };
}
export interface ChapterOf<Entry extends Prose> {
	/** Its place in addresses, the same in every language. */
	readonly id: string;
	/** Its place in the book, counted from 1. */
	readonly number: number;
	readonly entry: Entry;
	/** The language that the text is really in. */
	readonly written: Language;
}

/** The chapters that the source has, in the book's order. */
export function inLanguage<Entry extends Prose>(entries: readonly Entry[], language: Language): ChapterOf<Entry>[] {
	const byId = new Map(entries.map((entry) => [entry.id, entry]));
	return entries
		.filter((entry) => entry.id.startsWith(`${source}/`))
		.sort((a, b) => (a.data.order ?? 0) - (b.data.order ?? 0))
		.map((original, index) => {
			const id = original.id.slice(source.length + 1);
			const translated = byId.get(`${language}/${id}`);
			const number = index + 1;
			return translated
				? { id, number, entry: translated, written: language }
				: { id, number, entry: original, written: source };
		});
}

const idsOf = (tag: string, { entry }: ChapterOf<Prose>): string[] => [
	...new Set([...(entry.body ?? '').matchAll(new RegExp(`<${tag} id="([^"]+)"`, 'g'))].map(([, id]) => id)),
];
/** Ids of the figures that a chapter shows, in reading order. */
export const figuresOf = (chapter: ChapterOf<Prose>): string[] => idsOf('Figure', chapter);
/** Keys of the references that a chapter cites, in reading order. */
export const citedIn = (chapter: ChapterOf<Prose>): string[] => idsOf('Cite', chapter);
/** Terms that a chapter introduces, in small letters: those that stand in bold before the other language in brackets. */
export const termsIn = ({ entry }: ChapterOf<Prose>): string[] =>
	[...(entry.body ?? '').matchAll(/\*\*([^*]+)\*\* ?[（(]/g)].map(([, term]) => term.toLowerCase());
