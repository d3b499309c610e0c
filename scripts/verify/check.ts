// A check that takes too long for `npm test`: what it found is kept with the hashes of what it was found with.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Check<T = unknown> {
	readonly name: string;
	/** Files from the project's root whose change makes the result stale. */
	readonly sources: readonly string[];
	/** Measures anew; minutes. */
	run(): Promise<T>;
	/** What is wrong with a result, '' for nothing. */
	fault(result: T): string;
}
export interface Verified {
	/** ISO 8601, UTC. */
	readonly date: string;
	readonly sources: Readonly<Record<string, string>>;
	readonly result: unknown;
}

const root = join(import.meta.dirname, '../..');
export const verifiedFile = join(root, 'tests/numerics/verified.json');

/** SHA-256 of each source, by its path. */
export const hashes = ({ sources }: Pick<Check, 'sources'>): Record<string, string> =>
	Object.fromEntries(
		sources.map((path) => [
			path,
			createHash('sha256')
				.update(readFileSync(join(root, path)))
				.digest('hex'),
		]),
	);

/** What was verified so far, by the check's name. */
export const readVerified = (): Record<string, Verified> =>
	existsSync(verifiedFile) ? (JSON.parse(readFileSync(verifiedFile, 'utf8')) as Record<string, Verified>) : {};
