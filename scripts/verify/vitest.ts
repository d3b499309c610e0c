// Runs one file of tests in a process of its own, for checks that need the site's way of importing, or a copy of the sources.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './check.ts';
import { keptIn } from './keep.ts';

interface Report {
	readonly testResults: readonly {
		readonly status: string;
		readonly message: string;
		readonly assertionResults: readonly {
			readonly fullName: string;
			readonly status: string;
			readonly failureMessages: readonly string[] | null;
		}[];
	}[];
}
export interface Failure {
	/** Of the test, '' where its file could not be run. */
	readonly name: string;
	readonly message: string;
}
export interface Ending {
	readonly passed: number;
	readonly failures: readonly Failure[];
	/** Whether it was ended because it took too long. */
	readonly isLate: boolean;
	/** All that was printed. */
	readonly output: string;
	/** What was given to `keep`, by name. */
	readonly kept: Readonly<Record<string, unknown>>;
}
interface Call {
	/** From the project's root; it also tells the project. */
	readonly file: string;
	/** Where the sources are: the project itself, or a copy of it. */
	readonly folder?: string;
	/** Minutes. */
	readonly patience: number;
	/** Whether the first failure is enough. */
	readonly isBrief?: boolean;
}

/** Projects of vitest.config.ts by where their files lie. */
const projects = { 'tests/unit/': 'unit', 'tests/numerics/': 'numerics', 'scripts/verify/runs/': 'verify' };

/** @throws Error for a file of no known project */
function projectOf(file: string): string {
	const known = Object.entries(projects).find(([folder]) => file.startsWith(folder));
	if (known) return known[1];
	throw new Error(`test file: expected one under ${Object.keys(projects).join(', ')}, got "${file}"`);
}

/** Runs a file of tests to its end, or until it is late. */
export async function runTests(call: Call): Promise<Ending> {
	const folder = mkdtempSync(join(tmpdir(), 'verify-'));
	try {
		const [report, results] = [join(folder, 'report.json'), join(folder, 'results')];
		const { output, isLate } = await runProcess(call, report, results);
		return { ...readReport(report), kept: keptIn(results), output, isLate };
	} finally {
		rmSync(folder, { recursive: true });
	}
}

function runProcess({ file, folder = root, patience, isBrief }: Call, report: string, results: string) {
	const program = join(folder, 'node_modules/vitest/vitest.mjs');
	const args = ['run', '--root', folder, '--project', projectOf(file), '--reporter=default', '--reporter=json'];
	args.push(`--outputFile.json=${report}`, ...(isBrief ? ['--bail=1'] : []), file);
	// Tests against a fault are the short ones that everybody runs.
	const VERIFY = folder === root ? '1' : undefined;
	const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, VERIFY, VERIFY_RESULTS: results };
	// A group of its own: a fault may be an endless loop in a worker, which would outlive its parent.
	const child = spawn(process.execPath, [program, ...args], { cwd: folder, env, detached: true });
	let [output, isLate] = ['', false];
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (output += String(piece)));
	const timer = setTimeout(() => {
		isLate = true;
		if (child.pid) process.kill(-child.pid, 'SIGKILL');
	}, patience * 60_000);
	return new Promise<{ output: string; isLate: boolean }>((resolve, reject) => {
		child.on('error', reject);
		child.on('close', () => {
			clearTimeout(timer);
			resolve({ output, isLate });
		});
	});
}

function readReport(path: string): Pick<Ending, 'passed' | 'failures'> {
	if (!existsSync(path)) return { passed: 0, failures: [] };
	const { testResults } = JSON.parse(readFileSync(path, 'utf8')) as Report;
	const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
	const broken = testResults.filter(
		({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
	);
	const failed = tests.filter(({ status }) => status === 'failed');
	const failures = failed.map(({ fullName, failureMessages }) => ({
		name: fullName,
		message: (failureMessages ?? []).join('\n'),
	}));
	return {
		passed: tests.filter(({ status }) => status === 'passed').length,
		failures: [...failures, ...broken.map(({ message }) => ({ name: '', message }))],
	};
}

/** What a file of tests kept. @throws Error where one failed, none ran, or it took too long */
export async function measured(file: string, patience: number): Promise<Readonly<Record<string, unknown>>> {
	const { passed, failures, isLate, kept, output } = await runTests({ file, patience });
	if (passed > 0 && failures.length === 0 && !isLate) return kept;
	throw new Error(`${file}: ${isLate ? `took more than ${patience} minutes` : 'failed'}\n${output}`);
}
