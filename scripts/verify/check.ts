// A check that takes too long for `npm test`: what it found is kept with the hashes of what it was found with.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { essence } from '../code-hash.ts';

export interface Check<T = unknown> {
	/** As the command line names it. */
	readonly name: string;
	/** Files from the project's root whose change makes the result stale; globs are allowed. */
	readonly sources: readonly string[];
	/** Measures anew; minutes. */
	run(): Promise<T>;
	/** What is wrong with a result, '' for nothing. */
	fault(result: T): string;
}
export interface Verified {
	/** ISO 8601, UTC. */
	readonly date: string;
	readonly seconds: number;
	readonly sources: Readonly<Record<string, string>>;
	readonly result: unknown;
}

export const root = join(import.meta.dirname, '../..');
export const verifiedFile = join(root, 'tests/numerics/verified.json');

/** Paths of the sources, sorted. @throws Error where one of them, or one glob, names no file */
function filesOf(sources: readonly string[]): string[] {
	const files = sources.flatMap((source) => {
		const found = globSync(source, { cwd: root }).filter((path) => statSync(join(root, path)).isFile());
		if (found.length === 0) throw new Error(`sources: expected files at ${source}, found none`);
		return found;
	});
	return [...new Set(files)].sort();
}

/** SHA-256 of each source by its path, without comments and layout where it is TypeScript. */
export const hashes = ({ sources }: Pick<Check, 'sources'>): Record<string, string> =>
	Object.fromEntries(
		filesOf(sources).map((path) => [
			path,
			createHash('sha256')
				.update(essence(join(root, path)))
				.digest('hex')
				.slice(0, 16),
		]),
	);

/** What was verified so far, by the check's name. */
export const readVerified = (): Record<string, Verified> =>
	existsSync(verifiedFile) ? (JSON.parse(readFileSync(verifiedFile, 'utf8')) as Record<string, Verified>) : {};

/** Why a result kept for a check is no longer of today's sources, and what renews it; '' where it is. */
export function staleness(check: Pick<Check, 'name' | 'sources'>, verified: Verified | undefined): string {
	const renew = `renew with: npm run verify -- ${check.name}`;
	if (!verified) return `${check.name} was never verified; ${renew}`;
	const today = hashes(check);
	const paths = new Set([...Object.keys(today), ...Object.keys(verified.sources)]);
	const changed = [...paths].filter((path) => today[path] !== verified.sources[path]);
	return changed.length === 0 ? '' : `${check.name} is stale: ${changed.join(', ')} changed since; ${renew}`;
}
