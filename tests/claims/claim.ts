// What a claim about a run is: a sentence, and a check of any result, recorded or live, that throws where the result goes against it.
import { fail } from 'node:assert/strict';
import type { Reading } from '../../src/lib/series/reading.ts';
import type { Result } from '../../src/lib/series/result.ts';

/** @throws AssertionError with what was found */
export type Check = (result: Result) => void;
/** By the sentence that they state. */
export type Claims = Readonly<Record<string, Check>>;

const check = (holds: boolean, found: number, expected: string, what: string) => {
	if (!holds) fail(`${what}: expected ${expected}, got ${found}`);
};
/** @throws AssertionError unless `found` < `limit`; NaN never is */
export const below = (found: number, limit: number, what = ''): void => check(found < limit, found, `< ${limit}`, what);
/** @throws AssertionError unless `found` > `limit`; NaN never is */
export const above = (found: number, limit: number, what = ''): void => check(found > limit, found, `> ${limit}`, what);
/** @throws AssertionError unless `holds` */
export const holds = (holds: boolean, what: string): void => {
	if (!holds) fail(what);
};

/** What the page itself says: these sentences in the summary, no disagreement. */
export const toldBy =
	(reading: Reading, ...keys: readonly string[]): Check =>
	(result) => {
		const doubt = reading.disagreement(result);
		holds(doubt === null, `the page tells a disagreement: ${doubt}`);
		const told = reading.summary(result).map(({ key }) => key);
		for (const key of keys) holds(told.includes(key), `expected the sentence ${key}, got ${told.join(', ')}`);
	};
