// How a test under `npm run verify` hands over what it measured: one line of JSON a name, in a file that the environment names.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** Whether `npm run verify` is asking: then tests may take minutes and try everything. */
export const isVerifying = process.env.VERIFY === '1';

/** Keeps a result for verified.json, and prints it whoever asks. */
export function keep(name: string, result: unknown): void {
	console.log(`${name}: ${JSON.stringify(result)}`);
	if (process.env.VERIFY_RESULTS) appendFileSync(process.env.VERIFY_RESULTS, `${JSON.stringify([name, result])}\n`);
}

/** Results by name; of two with one name the later. */
export function keptIn(path: string): Record<string, unknown> {
	const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
	return Object.fromEntries(lines.map((line) => JSON.parse(line) as [string, unknown]));
}
