// The last line of `npm test` must not flatter.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { add, crashed, sentence, tally } from '../../scripts/tally.ts';

const folder = mkdtempSync(join(tmpdir(), 'tally-'));
function report(content: unknown): string {
	const file = join(folder, 'report.json');
	writeFileSync(file, JSON.stringify(content));
	return file;
}
const vitest = (passed: number, failed: number, skipped: number, testResults: unknown[] = []) =>
	report({ numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped, numTodoTests: 0, testResults });
const playwright = (expected: number, unexpected: number, skipped: number, errors: unknown[] = []) =>
	report({ stats: { expected, unexpected, flaky: 0, skipped }, errors });

test.each([
	['a command that succeeds', true, () => null, '1 passed, 0 failed, 0 skipped'],
	['a command that fails', false, () => null, '0 passed, 1 failed, 0 skipped'],
	['unit tests', true, () => vitest(5, 0, 2), '5 passed, 0 failed, 2 skipped'],
	['unit tests of which one fails', false, () => vitest(5, 1, 2), '5 passed, 1 failed, 2 skipped'],
	['page tests', true, () => playwright(7, 0, 1), '7 passed, 0 failed, 1 skipped'],
	['page tests that could not start', false, () => playwright(0, 0, 0, [{}]), '0 passed, 1 failed, 0 skipped'],
	['tests that all pass in a run that fails', false, () => vitest(5, 0, 0), '5 passed, 1 failed, 0 skipped'],
	['no test at all', true, () => vitest(0, 0, 0), '0 passed, 1 failed, 0 skipped'],
	['no report', true, () => join(folder, 'missing.json'), '0 passed, 1 failed, 0 skipped'],
])('%s', (_, succeeded, file, line) => expect(sentence(tally(succeeded, file()))).toBe(line));

test('a file that cannot be loaded has failed', () => {
	const file = vitest(5, 0, 0, [{ status: 'failed', assertionResults: [] }]);
	expect(sentence(tally(false, file))).toBe('5 passed, 1 failed, 0 skipped');
});

test('a file whose worker crashed is named, one that failed is not', () => {
	const told = (file: string) =>
		`Caused by: Error: Worker exited unexpectedly with signal SIGSEGV during started state while running test file ${file}\n`;
	expect(
		crashed(` FAIL tests/c.test.ts > adds up\n${told('/a.test.ts')}${told('/b.test.ts')}${told('/a.test.ts')}`),
	).toEqual(['/a.test.ts', '/b.test.ts']);
	expect(crashed(' FAIL tests/c.test.ts > adds up\nError: signal SIGSEGV')).toEqual([]);
});

test('stages add up', () => {
	const sum = add({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 });
	expect(sentence(sum)).toBe('11 passed, 22 failed, 33 skipped');
});
