// `npm run verify [-- check…]`: runs the checks that take too long for `npm test` and keeps what they found for a test to read.
import { writeFileSync } from 'node:fs';
import { type Check, hashes, readVerified, type Verified, verifiedFile } from './verify/check.ts';
import { checks } from './verify/checks.ts';

/** The checks that the command line names; all of them where it names none. */
function chosen(names: readonly string[]): readonly Check[] {
	const known = checks.map(({ name }) => name);
	const unknown = names.find((name) => !known.includes(name));
	if (unknown !== undefined) throw new Error(`check: expected one of ${known.join(', ')}, got "${unknown}"`);
	return names.length === 0 ? checks : checks.filter(({ name }) => names.includes(name));
}

/** Keeps each result as soon as it is there, so that a later check's failure does not take it away. */
function note(name: string, found: Verified): void {
	const verified = { ...readVerified(), [name]: found };
	const known = checks.filter((check) => verified[check.name]).map((check) => [check.name, verified[check.name]]);
	writeFileSync(verifiedFile, `${JSON.stringify(Object.fromEntries(known), null, '\t')}\n`);
}

/** What is wrong, '' for nothing. */
async function verify(check: Check): Promise<string> {
	const [start, sources] = [Date.now(), hashes(check)];
	const result = await check.run();
	const seconds = Math.round((Date.now() - start) / 1000);
	note(check.name, { date: new Date().toISOString(), seconds, sources, result });
	const fault = check.fault(result);
	console.log(`${check.name}: ${fault || 'holds'} (${seconds} s)\n${JSON.stringify(result, null, '\t')}`);
	return fault;
}

async function verifyAll(wanted: readonly Check[]): Promise<number> {
	let failed = 0;
	for (const check of wanted) {
		console.log(`\n=== ${check.name} ===`);
		const fault = await verify(check).catch((error: unknown) => String(error));
		if (fault) console.log(`--- ${check.name}: FAILED: ${fault}`);
		if (fault) failed++;
	}
	return failed;
}

const failed = await verifyAll(chosen(process.argv.slice(2)));
process.exitCode = failed > 0 ? 1 : 0;
