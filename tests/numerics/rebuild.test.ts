// A program in another language, written from derivation.md, must find the start and the order that a take-away names.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { crc32Of } from '../../src/lib/numbers/crc32.ts';
import type { Result } from '../../src/lib/series/result.ts';
import { madeUpSource, specOf } from './cases.ts';

const program = join(import.meta.dirname, 'rebuild.py');
const recorded = join(import.meta.dirname, '../../src/content/recordings');
/** CRC-32 of no bytes: what has no order has nothing random to rebuild. */
const NO_ORDER = '00000000';
const orderOf = (name: string) => (JSON.parse(readFileSync(join(recorded, name), 'utf8')) as Result).order;
const recordings = readdirSync(recorded).filter((name) => orderOf(name) !== NO_ORDER);
const folder = mkdtempSync(join(tmpdir(), 'rebuild-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A take-away as a run writes it, from what the engine says of itself. */
async function takeAway(seed: number, hidden: number, examples: number): Promise<Result> {
	const engine = plainEngine(madeUpSource);
	const spec = specOf({ widths: [784, hidden, 10], examples, batchSize: 1 });
	const trainer = await engine.train({ ...spec, models: [{ ...spec.models[0], seed }] });
	const [start] = await trainer.parameters();
	const order = trainer.order(0, 0);
	trainer.dispose();
	return {
		experiment: 'update-time',
		settings: { hidden, examples },
		preset: null,
		seed,
		engine: engine.name,
		adapter: engine.adapter,
		software: engine.software,
		startedAt: '2021-03-05T00:00:00Z',
		versions: engine.versions,
		dataHash: '',
		codeHash: '',
		start: crc32Of(start),
		order: crc32Of(order),
		series: [],
	};
}

function rebuild(result: Result) {
	const file = join(folder, 'run.json');
	writeFileSync(file, JSON.stringify(result));
	const { status, stdout, stderr } = spawnSync('python3', [program, file], { encoding: 'utf8' });
	return { status, stdout: stdout.trim(), stderr };
}

const withoutPython = spawnSync('python3', ['--version']).error !== undefined;

describe.skipIf(withoutPython)('Python (python3) rebuilds start and order', () => {
	test.each([
		[0, 100, 6000],
		[2021, 33, 2000],
		[4294967295, 1, 1],
	])('of seed %d, hidden width %d, %d examples', async (seed, hidden, examples) => {
		const result = await takeAway(seed, hidden, examples);
		expect(rebuild(result)).toEqual({ status: 0, stdout: `${result.start} ${result.order}`, stderr: '' });
	});
	test.each(recordings)('of the recording %s', (name) => {
		const result = JSON.parse(readFileSync(join(recorded, name), 'utf8')) as Result;
		expect(rebuild(result)).toEqual({ status: 0, stdout: `${result.start} ${result.order}`, stderr: '' });
	});
	test.each(['seed', 'start', 'order'] as const)('and says so where the %s is another', async (field) => {
		const result = await takeAway(5, 4, 100);
		const other = { ...result, [field]: field === 'seed' ? 6 : '00000000' };
		expect(rebuild(other).status).toBe(1);
	});
});
