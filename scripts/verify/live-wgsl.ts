// Small runs on a forced WebGPU engine to their very end, in the built site: `npm test` stops the long ones after their first points.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { experiments } from '../../src/lib/experiments/list.ts';
import { type Check, readVerified, root } from './check.ts';
import { keptIn } from './keep.ts';

/** Milliseconds from Run to the first live point, and to the end. */
export interface Times {
	readonly first: number;
	readonly done: number;
}
/** What a reader waits at most. */
export const most: Times = { first: 5_000, done: 60_000 };
/** Milliseconds of a run that every test may make to its end. */
const SHORT = 12_000;

/** By experiment. */
export type LiveTimes = Readonly<Record<string, Times>>;

/** Whether a run takes so long that only `npm run verify` makes it to its end. */
export const isLong = (experiment: string): boolean => {
	const known = readVerified()['live-wgsl']?.result as LiveTimes | undefined;
	return (known?.[experiment]?.done ?? 0) > SHORT;
};

function measure(): LiveTimes {
	const folder = mkdtempSync(join(tmpdir(), 'verify-'));
	try {
		const results = join(folder, 'results');
		const env = { ...process.env, VERIFY: '1', VERIFY_RESULTS: results };
		const call = (...args: string[]) =>
			execFileSync('npm', ['exec', '--', ...args], { cwd: root, env, stdio: 'inherit' });
		call('astro', 'build', '--silent');
		call('playwright', 'test', '--project=timed', 'live.spec', '--grep=to its end on wgsl');
		return keptIn(results) as LiveTimes;
	} finally {
		rmSync(folder, { recursive: true });
	}
}

export const liveWgsl: Check<LiveTimes> = {
	name: 'live-wgsl',
	sources: [
		'src/lib/experiments/*.ts',
		'src/lib/{numbers,datasets,worker}/*.ts',
		'src/lib/engine/*.ts',
		'src/lib/engine/wgsl/**/*',
		'tests/claims/*.ts',
		'scripts/verify/live-wgsl.ts',
	],
	run: async () => measure(),
	fault: (found) =>
		Object.keys(experiments)
			.map((id): [string, Times | undefined] => [id, found[id]])
			.filter(([, times]) => !times || times.first > most.first || times.done > most.done)
			.map(([id, times]) => (times ? `${id} is late: ${times.first} and ${times.done} ms` : `${id} was not run`))
			.join('; '),
};
