// How to cite a figure: a sentence and a BibTeX entry.
import { fill } from '../../lib/text/template.ts';
import { dayText } from './tell.ts';
import type { FrameWords } from './words.ts';

/** @param today ISO time of the visit */
export function citation(
	figure: { readonly id: string; readonly title: string; readonly url: string },
	today: string,
	{ citation: words }: FrameWords,
	lang: string,
): { text: string; bibtex: string } {
	const { id, title, url } = figure;
	const values = { author: words.author, book: words.book, title, url, date: dayText(today, lang) };
	const fields = [
		['author', `{${words.author}}`],
		['title', `${title}. ${words.book}`],
		['year', today.slice(0, 4)],
		['url', url],
		['urldate', today.slice(0, 10)],
	];
	const lines = fields.map(([key, value]) => `  ${key} = {${value}}`);
	return { text: fill(words.text, values, lang), bibtex: `@misc{noisy-descent-${id},\n${lines.join(',\n')}\n}` };
}
