// Counts tests from the reports that vitest and Playwright write as JSON.
import { existsSync, readFileSync } from 'node:fs';

export interface Tally {
	readonly passed: number;
	readonly failed: number;
	readonly skipped: number;
}
interface VitestReport {
	readonly numPassedTests: number;
	readonly numFailedTests: number;
	readonly numPendingTests: number;
	readonly numTodoTests: number;
	readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}
interface PlaywrightReport {
	readonly stats: {
		readonly expected: number;
		readonly unexpected: number;
		readonly flaky: number;
		readonly skipped: number;
	};
	readonly errors: readonly unknown[];
}
type Report = VitestReport | PlaywrightReport;

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0 };
export const add = (a: Tally, b: Tally): Tally => ({
	passed: a.passed + b.passed,
	failed: a.failed + b.failed,
	skipped: a.skipped + b.skipped,
});
export const sentence = ({ passed, failed, skipped }: Tally): string =>
	`${passed} passed, ${failed} failed, ${skipped} skipped`;

function fromVitest(report: VitestReport): Tally {
	// A file that could not be loaded has failed without a test of its own.
	const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
	return {
		passed: report.numPassedTests,
		failed: report.numFailedTests + broken.length,
		skipped: report.numPendingTests + report.numTodoTests,
	};
}

function fromPlaywright({ stats, errors }: PlaywrightReport): Tally {
	return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

export const count = (report: Report): Tally => ('stats' in report ? fromPlaywright(report) : fromVitest(report));

/**
 * Files whose tests came to no end since a native library took their worker down, from what vitest has printed. No test of theirs has failed
 * yet: the driver of the software adapter does this once in some dozens of runs.
 */
export function crashed(output: string): string[] {
	const told = /Worker exited unexpectedly with signal \w+ during \w+ state while running test file (\S+)/g;
	return [...new Set([...output.matchAll(told)].map(([, file]) => file))];
}

/**
 * What a stage is worth: without a report it is one test, with one it is the tests in it.
 * A stage whose command failed has at least one failure, and so has one in which no test ran.
 */
export function tally(succeeded: boolean, reportFile: string | null): Tally {
	if (reportFile === null) return succeeded ? { ...nothing, passed: 1 } : { ...nothing, failed: 1 };
	const counted = existsSync(reportFile) ? count(JSON.parse(readFileSync(reportFile, 'utf8')) as Report) : nothing;
	const isSound = succeeded && counted.passed + counted.skipped > 0;
	return isSound || counted.failed > 0 ? counted : { ...counted, failed: 1 };
}
