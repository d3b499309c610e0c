// Plants faults one by one in copies of the sources and asks of each whether the one file of tests that should catch it does.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyOfProject } from './copy.ts';
import { type Ending, runTests } from './vitest.ts';

export interface Fault {
	/** What is wrong, as a reader would say it; unique. */
	readonly name: string;
	/** From the project's root. */
	readonly file: string;
	/** Stands exactly once in the file. */
	readonly find: string;
	readonly replace: string;
	/** The file of tests that must fail, from the project's root. */
	readonly test: string;
	/** A script that makes what is run of the file, from the project's root. */
	readonly build?: string;
}
/** Names of faults, and of the first test that failed for each. */
export interface Planted {
	readonly caught: Readonly<Record<string, string>>;
	readonly missed: readonly string[];
}

/** Copies at work at the same time. */
const WORKERS = 2;
/** Minutes. A fault may be an endless loop; no file of tests takes half as long when all is well. */
const PATIENCE = 6;

/** A text with the fault in it. @throws Error where the place to put it is not found exactly once */
export function withFault(text: string, { name, file, find, replace }: Fault): string {
	const found = text.split(find).length - 1;
	if (found !== 1)
		throw new Error(`fault "${name}": expected its place once in ${file}, found it ${found} times: ${find}`);
	return text.replace(find, () => replace);
}

/** Does all of the work, each worker on its own copy of the project. */
async function inCopies<T>(work: readonly T[], act: (folder: string, item: T) => Promise<void>): Promise<void> {
	const queue = [...work];
	const worker = async () => {
		const folder = copyOfProject();
		try {
			for (let item = queue.shift(); item !== undefined; item = queue.shift()) await act(folder, item);
		} finally {
			queue.length = 0;
			rmSync(folder, { recursive: true });
		}
	};
	await Promise.all(Array.from({ length: WORKERS }, worker));
}

/** @throws Error where tests fail although no fault is planted: they would catch anything */
async function control(folder: string, test: string): Promise<void> {
	const { passed, failures, isLate } = await runTests({ file: test, folder, patience: PATIENCE });
	if (passed > 0 && failures.length === 0 && !isLate) return;
	const reasons = failures.map(({ name, message }) => `${name}: ${message.split('\n')[0]}`).join('\n');
	throw new Error(`${test}: expected to pass without a fault${isLate ? ', took too long' : `, failed\n${reasons}`}`);
}

/** A fault that does not even compile shows nothing about the tests. */
const isNoProgram = ({ name, message }: { name: string; message: string }): boolean =>
	(name === '' && /SyntaxError|Transform failed|PARSE_ERROR|Parse failure/.test(message)) ||
	/while parsing WGSL|error: unresolved|CreateShaderModule/.test(message);

/** Name of the test that caught the fault, '' where none did. */
function catcher(fault: Fault, { failures, isLate, output }: Ending): string {
	const wrong = failures.find(isNoProgram);
	if (wrong) throw new Error(`fault "${fault.name}": expected a program, got ${wrong.message}\n${output}`);
	if (isLate) return `took more than ${PATIENCE} minutes`;
	const [first] = failures;
	return first ? first.name || `could not be run: ${first.message.split('\n')[0]}` : '';
}

/** @throws Error where the script fails: its messages tell what does not compile */
function build(folder: string, { build: script }: Fault): void {
	if (script) execFileSync(process.execPath, [script], { cwd: folder });
}

async function tried(folder: string, fault: Fault): Promise<string> {
	const path = join(folder, fault.file);
	const sound = readFileSync(path, 'utf8');
	writeFileSync(path, withFault(sound, fault));
	try {
		build(folder, fault);
		return catcher(fault, await runTests({ file: fault.test, folder, patience: PATIENCE, isBrief: true }));
	} finally {
		writeFileSync(path, sound);
		build(folder, fault);
	}
}

/** @throws Error for a fault that cannot be planted, and where tests fail without one */
export async function plant(faults: readonly Fault[]): Promise<Planted> {
	await inCopies([...new Set(faults.map(({ test }) => test))], control);
	const catchers = new Map<string, string>();
	await inCopies(faults, async (folder, fault) => {
		const by = await tried(folder, fault);
		console.log(`${by ? 'caught' : 'MISSED'}: ${fault.name}${by && ` (${by})`}`);
		catchers.set(fault.name, by);
	});
	const names = faults.map(({ name }) => name);
	return {
		caught: Object.fromEntries(names.filter((name) => catchers.get(name)).map((name) => [name, catchers.get(name)!])),
		missed: names.filter((name) => !catchers.get(name)),
	};
}
