// Loads words with every translation laid over the source, so that each language is complete whatever its folder holds.
import type { Loader } from 'astro/loaders';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withFallback } from '../src/lib/text/fallback.ts';
import { languageCodes, source } from '../src/lib/text/languages.ts';

type Words = Record<string, unknown>;

const content = join(import.meta.dirname, '../src/content');

const readWords = (language: string, file: string): Words => {
	const path = join(content, language, file);
	return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Words) : {};
};

export const wordsOf = (language: string, file: string): Words =>
	language === source ? readWords(source, file) : withFallback(readWords(source, file), readWords(language, file));

/** Entries `<language>/<name>` of the files that the pattern finds in the source language's folder. */
export const words = (pattern: string): Loader => ({
	name: 'words',
	load: async ({ store, parseData, watcher, config }) => {
		const root = fileURLToPath(config.root);
		const loadAll = async () => {
			store.clear();
			for (const file of globSync(pattern, { cwd: join(content, source) }))
				for (const language of languageCodes) {
					const id = `${language}/${basename(file, '.json')}`;
					const filePath = join(content, source, file).slice(root.length);
					store.set({ id, data: await parseData({ id, data: wordsOf(language, file), filePath }) });
				}
		};
		await loadAll();
		watcher?.on('change', (path) => void (path.startsWith(content) && path.endsWith('.json') && loadAll()));
	},
});
