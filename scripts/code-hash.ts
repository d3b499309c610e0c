// One hash an experiment over the code that its measurements come from: a recording with another one is stale.
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

const library = join(import.meta.dirname, '../src/lib');
const experiments = join(library, 'experiments');
/** Folders that are followed from import to import: an experiment depends on what it uses of them. */
const followed = [experiments, join(library, 'landscapes')];

/** Whatever an experiment measures passes through these. */
const shared = ['numbers/**/*.ts', 'settings/schema.ts', 'datasets/**/*.ts', 'engine/**/*.ts', 'engine/**/*.wgsl'];

/** What the program does, without comments, types and layout. */
export function essence(file: string): string {
	const source = readFileSync(file, 'utf8');
	if (!file.endsWith('.ts')) return source;
	const compilerOptions = { removeComments: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext };
	return ts.transpileModule(source, { compilerOptions }).outputText;
}

/** The file and all files of the followed folders that it imports, directly or not. */
function withImports(file: string, seen = new Set<string>()): Set<string> {
	if (seen.has(file)) return seen;
	seen.add(file);
	for (const [, path] of readFileSync(file, 'utf8').matchAll(/from '(\.\.?\/[^']+)'/g)) {
		const imported = resolve(dirname(file), path);
		if (followed.some((folder) => imported.startsWith(folder))) withImports(imported, seen);
	}
	return seen;
}

function hashOf(files: Iterable<string>): string {
	const hash = createHash('sha256');
	for (const file of [...files].sort())
		hash.update(relative(library, file)).update('\0').update(essence(file)).update('\0');
	return hash.digest('hex').slice(0, 16);
}

/** Ids of the experiments, as their list names them. */
export function experimentIds(): string[] {
	const list = readFileSync(join(experiments, 'list.ts'), 'utf8');
	return [...list.matchAll(/import\('\.\/([\w-]+)\.run\.ts'\)/g)].map(([, id]) => id);
}

/** Hash of every experiment, by id. */
export function codeHashes(): Record<string, string> {
	const common = globSync(shared, { cwd: library }).map((file) => join(library, file));
	return Object.fromEntries(
		experimentIds().map((id) => [id, hashOf(new Set([...common, ...withImports(join(experiments, `${id}.run.ts`))]))]),
	);
}
