// `npm run verify`: runs every check that takes too long for `npm test` and keeps what it found for a test to read.
import { writeFileSync } from 'node:fs';
import { hashes, readVerified, verifiedFile, type Verified } from './verify/check.ts';
import { checks } from './verify/checks.ts';

const verified: Record<string, Verified> = readVerified();
let failed = 0;
for (const check of checks) {
	const start = Date.now();
	const result = await check.run();
	const fault = check.fault(result);
	const seconds = ((Date.now() - start) / 1000).toFixed(0);
	console.log(`${check.name}: ${fault || 'holds'} (${seconds} s)\n${JSON.stringify(result, null, '\t')}`);
	verified[check.name] = { date: new Date().toISOString(), sources: hashes(check), result };
	if (fault) failed++;
}
const known = checks.map(({ name }) => [name, verified[name]]);
writeFileSync(verifiedFile, `${JSON.stringify(Object.fromEntries(known), null, '\t')}\n`);
process.exitCode = failed > 0 ? 1 : 0;
