// `npm test [-- stage…]`: everything that must hold, each stage to its end whatever the others found; one line at the end sums up.
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './browser.ts';
import { add, crashed, nothing, sentence, tally, type Tally } from './tally.ts';

interface Stage {
	readonly name: string;
	readonly command: readonly string[];
	/** Whether it writes a JSON report of its tests; else it counts as one. */
	readonly reports?: true;
	/** Whether it needs Chromium, or the WebGPU libraries in its folder. */
	readonly browser?: true;
}
const reports = mkdtempSync(join(tmpdir(), 'reports-'));
const reportOf = ({ name }: Stage): string => join(reports, `${name}.json`);

const vitest = (name: string, ...more: string[]): Stage => ({
	name,
	command: ['vitest', 'run', '--project', name, '--reporter=default', '--reporter=json', ...more],
	reports: true,
});
const playwright = (name: string, ...more: string[]): Stage => ({
	name,
	command: ['playwright', 'test', `--project=${name}`, '--reporter=list,json', ...more],
	reports: true,
	browser: true,
});
const script = (name: string): Stage => ({ name, command: ['npm', 'run', '--silent', name] });

/** One row after another; stages in a row do not disturb each other and run at the same time. Fast ones first. */
const rows: readonly (readonly Stage[])[] = [
	[script('data')],
	[script('check'), vitest('unit')],
	[script('lint'), { ...vitest('numerics', '--maxWorkers=2'), browser: true }],
	[script('build')],
	[vitest('content')],
	[playwright('pages')],
	[playwright('timed')],
];
const longest = 16 * 60_000;

/** The rows with only the stages that the command line names; all of them where it names none. */
function chosen(names: readonly string[]): (readonly Stage[])[] {
	const known = rows.flat().map(({ name }) => name);
	const unknown = names.find((name) => !known.includes(name));
	if (unknown !== undefined) throw new Error(`stage: expected one of ${known.join(', ')}, got "${unknown}"`);
	const kept = rows.map((row) => row.filter(({ name }) => names.length === 0 || names.includes(name)));
	return kept.filter((row) => row.length > 0);
}

interface Ending {
	readonly stage: Stage;
	readonly seconds: number;
	readonly tally: Tally;
	readonly output: string;
}

/**
 * Runs a stage to its end; a file whose worker a native library took down is tried once more, by itself. What else went wrong still counts.
 */
async function runWhole(stage: Stage, alone: boolean, env: NodeJS.ProcessEnv): Promise<Ending> {
	const first = await run(stage, alone, env);
	const files = crashed(first.output);
	if (files.length === 0) return first;
	console.log(`${stage.name}: a worker crashed in ${files.join(', ')}; tried once more`);
	const again = { ...stage, name: `${stage.name}-again`, command: [...stage.command, ...files] };
	const second = await run(again, alone, env);
	return {
		stage,
		seconds: first.seconds + second.seconds,
		tally: add(tally(true, reportOf(stage)), second.tally),
		output: first.output + second.output,
	};
}

/** Runs a stage to its end. Its output is kept when another runs beside it, else shown as it comes. */
function run(stage: Stage, alone: boolean, env: NodeJS.ProcessEnv): Promise<Ending> {
	const start = Date.now();
	const report = reportOf(stage);
	const [program, ...args] = stage.command;
	if (program === 'vitest') args.push(`--outputFile.json=${report}`);
	const child = spawn(program, args, {
		env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
		stdio: ['ignore', 'pipe', 'pipe'],
		timeout: longest,
	});
	let output = '';
	const hear = (piece: Buffer) => {
		if (alone) process.stdout.write(piece);
		output += piece.toString('utf8');
	};
	child.stdout.on('data', hear);
	child.stderr.on('data', hear);
	return new Promise((resolve) => {
		const end = (code: number | null, reason = '') =>
			resolve({
				stage,
				seconds: (Date.now() - start) / 1000,
				tally: tally(code === 0, stage.reports ? report : null),
				output: output + reason,
			});
		child.on('error', (error) => end(null, String(error)));
		child.on('close', (code, signal) => end(code, signal ? `\n${stage.name} was ended by ${signal}\n` : ''));
	});
}

function show({ stage, seconds, tally: result, output }: Ending, alone: boolean): void {
	if (!alone) process.stdout.write(`\n=== ${stage.name} ===\n${output}`);
	const verdict = result.failed > 0 ? 'FAILED' : 'passed';
	const counts = stage.reports ? ` (${sentence(result)})` : '';
	console.log(`--- ${stage.name}: ${verdict} in ${seconds.toFixed(1)} s${counts}`);
}

async function runAll(rows: readonly (readonly Stage[])[], env: NodeJS.ProcessEnv): Promise<Tally> {
	let sum = nothing;
	for (const row of rows) {
		const alone = row.length === 1;
		console.log(`\n=== ${row.map(({ name }) => name).join(' and ')} ===`);
		for (const ending of await Promise.all(row.map((stage) => runWhole(stage, alone, env)))) {
			show(ending, alone);
			sum = add(sum, ending.tally);
		}
	}
	return sum;
}

function chromium(): { path: string } | null {
	try {
		const { path, origin } = ensureChromium();
		console.log(`Chromium: ${path} (from ${origin})`);
		return { path };
	} catch (error) {
		console.log(`Chromium: ${error instanceof Error ? error.message : String(error)}`);
		return null;
	}
}

const wanted = chosen(process.argv.slice(2));
const isBrowserWanted = wanted.flat().some((stage) => stage.browser);
const browser = isBrowserWanted ? chromium() : null;
const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, CHROMIUM_PATH: browser?.path };
const found = await runAll(wanted, env);
const all = isBrowserWanted && !browser ? add(found, { ...nothing, failed: 1 }) : found;
console.log(`\n${sentence(all)}`);
process.exitCode = all.failed > 0 || all.passed === 0 ? 1 : 0;
