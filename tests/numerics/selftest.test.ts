// The self-test comes to every kernel and sweep, passes on a sound device, and tells which one a fault is in.
import { beforeAll, describe, expect, test } from 'vitest';
import { engineNames } from '../../src/lib/engine/engine.ts';
import { madeUpDigits } from '../../src/lib/engine/measure.ts';
import { wgslEngine } from '../../src/lib/engine/wgsl/engine.ts';
import { remembered } from '../../src/lib/selftest/compare.ts';
import { Deadline } from '../../src/lib/selftest/deadline.ts';
import { kernelNames, kernelRows } from '../../src/lib/selftest/kernel-rows.ts';
import {
	checksOf,
	keyOf,
	noReport,
	timedBatches,
	withTold,
	type Row,
	type Told,
} from '../../src/lib/selftest/report.ts';
import { selfTest } from '../../src/lib/selftest/selftest.ts';
import { sweepNames, sweepRows } from '../../src/lib/selftest/sweep-rows.ts';
import { canaries, type Canary } from '../../src/lib/selftest/trials.ts';
import { watched } from '../../src/lib/selftest/watch.ts';
import { dawn, gpuExpected, watched as withDevices, withShaders } from './dawn.ts';

const source = remembered(madeUpDigits);
const now = () => performance.now();
const surroundings = { browser: 'Dawn', cores: 2, secure: true, tick: 0.1 };
const plan = { kernels: kernelNames, sweeps: sweepNames, engines: engineNames };
const patient = new Deadline(now() + 600_000, now);

/** The last word on every check. */
async function rowsOf(rows: AsyncIterable<Row>): Promise<Map<string, Row>> {
	const last = new Map<string, Row>();
	for await (const row of rows) last.set(keyOf(row), row);
	return last;
}
const namesOf = (rows: Map<string, Row>, outcome: Row['outcome']): string[] =>
	[...rows.values()].filter((row) => row.outcome === outcome).map(({ name }) => name);

/** A kernel that does nothing. */
const idle = (code: string): string => code.replace(/(fn (?:main|sweep)\([^]*?\) \{)/, '$1 if (true) { return; }');

describe.runIf(gpuExpected)('on a device', () => {
	let gpu: GPU;
	beforeAll(async () => {
		gpu = await dawn();
	});
	/** Kernels' rows of one canary, on devices whose kernel of this name does nothing. */
	const withIdle = (name: string, canary: Canary) => {
		const faulty = withShaders(gpu, (code, label) => (label === name ? idle(code) : code));
		return rowsOf(kernelRows(source, watched(faulty), patient, [canary]));
	};

	test('every sweep passes, and one that does nothing is told', async () => {
		const sound = await rowsOf(sweepRows(() => wgslEngine(source, gpu), patient));
		expect(namesOf(sound, 'passed')).toEqual(sweepNames);
		const faulty = withShaders(gpu, idle);
		const told = await rowsOf(sweepRows(() => wgslEngine(source, faulty), patient));
		expect(namesOf(told, 'failed')).toEqual(sweepNames);
	});

	test('every kernel is run by a canary, passes with room to its bounds, and is told when it does nothing', async () => {
		const left = new Set(kernelNames);
		for (const canary of canaries) {
			const sound = await rowsOf(kernelRows(source, watched(gpu), patient, [canary]));
			for (const { name, outcome, value } of sound.values()) {
				if (outcome !== 'passed' || !left.delete(name)) continue;
				expect(value, `${name} in ${canary.name}`).toBeLessThan(0.5);
				const told = await withIdle(name, canary);
				expect(namesOf(told, 'passed'), `${name} in ${canary.name}`).toEqual([]);
				expect(namesOf(told, 'failed')).toContain(name);
			}
		}
		expect([...left]).toEqual([]);
	});

	test('nothing fails, engines and their times included, every check is told of, and it ends in time', async () => {
		const told: Told[] = [];
		const place = { gpu, source: madeUpDigits, now, surroundings };
		for await (const each of selfTest({ tensorflow: false }, place)) told.push(each);
		const report = told.reduce(withTold, noReport(''));
		const rows = new Map(report.rows.map((row) => [keyOf(row), row]));
		expect(namesOf(rows, 'failed')).toEqual([]);
		expect(report.facts).toMatchObject({ software: true, limits: { maxBufferSize: expect.any(Number) as number } });
		expect(report.failure).toBeNull();
		expect(report.seconds).toBeLessThan(10);
		expect([...rows.keys()].sort()).toEqual(checksOf(plan).map(keyOf).sort());
	});

	test('a device that is lost, and a time that is over, are findings', async () => {
		const { gpu: taken, devices } = withDevices(gpu);
		const losing = kernelRows(source, watched(taken), patient, canaries.slice(0, 1));
		const rows = rowsOf(losing);
		await expect.poll(() => devices.length).toBe(1);
		devices[0].destroy();
		expect([...(await rows).values()].map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual(
			kernelNames.map(() => 'failed device-lost'),
		);
		const late = await rowsOf(kernelRows(source, watched(gpu), new Deadline(now(), now)));
		expect(namesOf(late, 'left-out')).toEqual(kernelNames);
	});
});

test('without WebGPU the device is left out, and plain loops are tried', async () => {
	// Dawn's, if a test above has put one there.
	Object.defineProperty(navigator, 'gpu', { value: undefined, configurable: true });
	const told: Told[] = [];
	const place = { gpu: undefined, source: madeUpDigits, now, surroundings };
	for await (const each of selfTest({ tensorflow: false }, place)) told.push(each);
	const { rows, facts } = told.reduce(withTold, noReport(''));
	expect(facts).toMatchObject({ adapter: '', features: [], limits: {} });
	expect(
		new Set(rows.filter(({ part }) => part === 'kernels' || part === 'sweeps').map(({ reason }) => reason)),
	).toEqual(new Set(['no-webgpu']));
	expect(rows.filter(({ outcome }) => outcome === 'passed').map(keyOf)).toEqual([
		'engines plain ',
		...timedBatches.map((batch) => `speed plain ${batch}`),
	]);
});
