// Reads the imports of source files and tells which of them break the house's order (src/lib/README.md).
import { posix } from 'node:path';
import ts from 'typescript';

export interface Import {
	/** As written: a package, or a path relative to the file. */
	readonly target: string;
	readonly isType: boolean;
}
export interface Module {
	readonly imports: readonly Import[];
	/** Whether it does nothing but hand on what others export. */
	readonly isBarrel: boolean;
}
/** Path from the project's root → text. */
export type Sources = ReadonlyMap<string, string>;

/** Downwards only: a folder may import from folders further down this list, and from itself. */
export const order: readonly (readonly string[])[] = [
	['src/pages', 'src/content.config.ts'],
	['src/components'],
	['src/lib/run', 'src/lib/selftest'],
	['src/lib/worker'],
	['src/lib/experiments'],
	['src/lib/engine'],
	['src/lib/datasets', 'src/lib/series', 'src/lib/chart'],
	['src/lib/settings', 'src/lib/landscapes', 'src/lib/text'],
	['src/lib/numbers'],
];

/** The script parts of an .astro or .svelte file; a .ts file is all script. */
function scriptOf(path: string, text: string): string {
	if (path.endsWith('.ts')) return text;
	const frontmatter = /^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? '';
	return [frontmatter, ...[...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1])].join('\n');
}

const textOf = (node: ts.Node | undefined): string | null => (node && ts.isStringLiteral(node) ? node.text : null);

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
	if (!clause) return false;
	if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
	const named = clause.namedBindings;
	return !clause.name && !!named && ts.isNamedImports(named) && named.elements.every((element) => element.isTypeOnly);
}

function importOf(node: ts.Node): Import | null {
	if (ts.isImportDeclaration(node)) {
		const target = textOf(node.moduleSpecifier);
		return target === null ? null : { target, isType: isTypeOnly(node.importClause) };
	}
	if (ts.isExportDeclaration(node)) {
		const target = textOf(node.moduleSpecifier);
		return target === null ? null : { target, isType: node.isTypeOnly };
	}
	if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
		const target = textOf(node.arguments[0]);
		return target === null ? null : { target, isType: false };
	}
	if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
		const target = textOf(node.argument.literal);
		return target === null ? null : { target, isType: true };
	}
	return null;
}

export function parse(path: string, text: string): Module {
	const file = ts.createSourceFile(`${path}.ts`, scriptOf(path, text), ts.ScriptTarget.Latest);
	const imports: Import[] = [];
	const visit = (node: ts.Node): void => {
		const found = importOf(node);
		if (found) imports.push(found);
		ts.forEachChild(node, visit);
	};
	visit(file);
	const handsOn = (statement: ts.Statement) => ts.isExportDeclaration(statement) && !!statement.moduleSpecifier;
	return { imports, isBarrel: path.endsWith('.ts') && file.statements.length > 0 && file.statements.every(handsOn) };
}

const rowOf = (path: string): number =>
	order.findIndex((row) => row.some((place) => path === place || path.startsWith(`${place}/`)));
const placeOf = (path: string): string =>
	order.flat().find((place) => path === place || path.startsWith(`${place}/`)) ?? path;

/** Path from the root of a relative import, without `?url` and the like; null for a package or a virtual module. */
const resolve = (path: string, target: string): string | null =>
	target.startsWith('.') ? posix.join(posix.dirname(path), target.replace(/\?.*$/, '')) : null;

function faultOf(path: string, { target, isType }: Import): string | null {
	if (target.startsWith('@tensorflow/') && !path.startsWith('src/lib/engine/tensorflow/'))
		return `${path}: TensorFlow.js belongs under src/lib/engine/tensorflow, not here: ${target}`;
	const to = resolve(path, target);
	if (to === null || !to.startsWith('src/') || to.startsWith('src/content/')) return null;
	if (rowOf(to) < 0) return `${path}: imports ${to}, which has no place in the order`;
	if (placeOf(path).startsWith('src/lib/experiments') && placeOf(to) === 'src/lib/engine' && !isType)
		return `${path}: an experiment may import types only from the engine: ${to}`;
	const isDownwards = rowOf(to) > rowOf(path) || placeOf(to) === placeOf(path);
	return isDownwards ? null : `${path}: imports upwards or sideways: ${to}`;
}

/** Every way from a file over its imports back to itself, each once, as "a → b → a". */
function cycles(modules: ReadonlyMap<string, Module>): string[] {
	const done = new Set<string>();
	const found: string[] = [];
	const walk = (path: string, trail: readonly string[]): void => {
		const seen = trail.indexOf(path);
		if (seen >= 0) return void found.push(`cycle: ${[...trail.slice(seen), path].join(' → ')}`);
		if (done.has(path)) return;
		for (const { target } of modules.get(path)?.imports ?? []) {
			const to = resolve(path, target);
			if (to !== null && modules.has(to)) walk(to, [...trail, path]);
		}
		done.add(path);
	};
	for (const path of modules.keys()) walk(path, []);
	return found;
}

/** What is wrong with these files' imports, one line each. */
export function faults(sources: Sources): string[] {
	const modules = new Map([...sources].map(([path, text]) => [path, parse(path, text)]));
	const homeless = [...modules.keys()].filter((path) => rowOf(path) < 0);
	const barrels = [...modules].filter(([, { isBarrel }]) => isBarrel);
	return [
		...homeless.map((path) => `${path}: has no place in the order`),
		...barrels.map(([path]) => `${path}: is a barrel`),
		...[...modules].flatMap(([path, { imports }]) => imports.flatMap((each) => faultOf(path, each) ?? [])),
		...cycles(modules),
	];
}
