// Which scripts lie in one file. Compressed one by one, small files weigh more: what the figures of a chapter, or of
// two, share is one file, what those of more share is another.
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { source } from '../src/lib/text/languages.ts';

const root = join(import.meta.dirname, '../src');
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, ...parts]) => parts);

/** By a figure's component the chapter that shows it; a figure without one is its own. */
function chaptersOfComponents(): ReadonlyMap<string, string> {
	const tags = all(textOf('components/Figure.astro'), /import (\w+) from '\.\/figures\/(\w+)\.svelte'/g);
	const ids = new Map(
		all(textOf('components/Figure.astro'), /id === '([\w-]+)' &&[^<]*<(\w+)/g).map(([id, tag]) => [tag, id]),
	);
	const files = globSync(`content/${source}/chapters/*.mdx`, { cwd: root });
	const homes = files.flatMap((file) =>
		all(textOf(file), /<Figure id="([\w-]+)"/g).map(([id]) => [id, basename(file, '.mdx')] as const),
	);
	const chapters = new Map(homes);
	const found = tags.map(([tag, file]) => [`${file}.svelte`, chapters.get(ids.get(tag) ?? '') ?? tag] as const);
	// What a run loads, to grow a result and to judge it, it loads in any chapter: it must not bring another one along.
	return new Map([...found, ['grow.ts', 'run'], ['keep.ts', 'run']]);
}

interface Context {
	getModuleInfo(id: string): { readonly importers: readonly string[] } | null;
}

/** Rolldown's groups. */
export function codeSplitting() {
	const chapterOf = chaptersOfComponents();
	// Asking costs more than walking: each module is asked once.
	const importers = new Map<string, readonly string[]>();
	const chapters = new Map<string, readonly string[]>();

	/** A module and all that import it, whatever the way. */
	function importersOf(id: string, context: Context): ReadonlySet<string> {
		const found = new Set([id]);
		for (const each of found) {
			if (!importers.has(each)) importers.set(each, context.getModuleInfo(each)?.importers ?? []);
			for (const importer of importers.get(each)!) found.add(importer);
		}
		return found;
	}
	/** The chapters that show a figure which needs the module. */
	function chaptersOf(id: string, context: Context): readonly string[] {
		const above = [...importersOf(id, context)].filter((each) => /\/(components\/figures|lib\/run)\//.test(each));
		return [...new Set(above.flatMap((each) => chapterOf.get(basename(each)) ?? []))];
	}
	const inGroup = (named: (names: readonly string[]) => string | null) => (id: string, context: Context) => {
		if (!id.includes('/src/')) return null;
		if (!chapters.has(id)) chapters.set(id, chaptersOf(id, context));
		return named(chapters.get(id)!);
	};
	// A group takes along what its modules need, so what more chapters share is grouped first.
	return {
		groups: [
			{ name: inGroup(({ length }) => (length > 2 ? 'figure' : null)), priority: 3 },
			{ name: inGroup((names) => (names.length === 2 ? names.toSorted().join('-') : null)), priority: 2 },
			{ name: inGroup((names) => (names.length === 1 ? names[0] : null)), priority: 1 },
		],
	};
}
