// What pages ask of the content: words of the site, and the chapters in a language.
import { type CollectionEntry, getCollection, getEntry } from 'astro:content';
import { type Language, languageCodes } from '../../lib/text/languages.ts';
import type { FrameWords } from '../frame/words.ts';
import { type ChapterOf, inLanguage } from './chapters.ts';

export type Chapter = ChapterOf<CollectionEntry<'chapters'>>;

export const languagePaths = () => languageCodes.map((lang) => ({ params: { lang } }));

export async function siteWords(language: Language): Promise<CollectionEntry<'site'>['data']> {
	const entry = await getEntry('site', `${language}/site`);
	if (!entry) throw new Error(`src/content/${language}/site.json is missing`);
	return entry.data;
}

export const chaptersIn = async (language: Language): Promise<Chapter[]> =>
	inLanguage(await getCollection('chapters'), language);

/** The words of the figures' frame, for pages that speak of runs. */
export async function frameWords(language: Language): Promise<FrameWords> {
	const entry = await getEntry('frame', `${language}/frame`);
	if (!entry) throw new Error(`src/content/${language}/frame.json is missing`);
	return entry.data;
}
