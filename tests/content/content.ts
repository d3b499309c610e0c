// What content tests share: the files of prose and words, found and not listed.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../src/lib/series/result.ts';
import { languageCodes, source } from '../../src/lib/text/languages.ts';

export const content = join(import.meta.dirname, '../../src/content');
export const dist = join(import.meta.dirname, '../../dist');
export const translations = languageCodes.filter((code) => code !== source);

export interface ChapterFile {
	readonly id: string;
	readonly language: string;
	readonly front: string;
	readonly body: string;
}

export const chapterFiles: readonly ChapterFile[] = globSync('*/chapters/*.mdx', { cwd: content }).map((path) => {
	const [language, , file] = path.replaceAll('\\', '/').split('/') as [string, string, string];
	const [, front, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(join(content, path), 'utf8'))!;
	return { id: file.replace('.mdx', ''), language, front, body };
});

/** Every file of words of the source, from its folder: "site.json", "figures/update-time.json". */
export const wordFiles = globSync(['*.json', 'figures/*.json'], { cwd: join(content, source) });

export const readWords = (language: string, file: string): unknown =>
	JSON.parse(readFileSync(join(content, language, file), 'utf8'));

/** Texts of a tree of words by their path. */
export function leaves(words: unknown, path = ''): [string, string][] {
	if (typeof words !== 'object' || words === null) return [[path, String(words)]];
	return Object.entries(words).flatMap(([key, value]) => leaves(value, path ? `${path}.${key}` : key));
}

/** A recorded run. */
export const recorded = (experiment: string, preset: string): Result =>
	JSON.parse(readFileSync(join(content, `recordings/${experiment}.${preset}.json`), 'utf8')) as Result;
