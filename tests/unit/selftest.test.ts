// The self-test's plain parts: what a report holds, what counts as failed, when it ends.
import { describe, expect, test, vi } from 'vitest';
import { EngineUnavailable, OutOfMemory } from '../../src/lib/engine/errors.ts';
import { type Port, startSelfTest } from '../../src/lib/selftest/client.ts';
import { relativeError, worstShare } from '../../src/lib/selftest/compare.ts';
import { Deadline, OutOfTime } from '../../src/lib/selftest/deadline.ts';
import { leftOut, measured, thrown, worse } from '../../src/lib/selftest/finding.ts';
import {
	checksOf,
	completed,
	keyOf,
	noReport,
	type Report,
	type Row,
	type Told,
	verdictOf,
	withTold,
} from '../../src/lib/selftest/report.ts';

const plan = { kernels: ['forward', 'step'], sweeps: ['ball'], engines: ['wgsl', 'plain'] } as const;
const row = (name: string, finding = measured(0.1)): Row => ({ part: 'kernels', name, batchSize: null, ...finding });
const report = (...told: Told[]): Report => told.reduce(withTold, noReport(''));

test('a plan lists every check once, speed by batch size', () => {
	const keys = checksOf(plan).map(keyOf);
	expect(new Set(keys).size).toBe(keys.length);
	expect(keys).toHaveLength(2 + 1 + 2 + 3 * 2);
	expect(keys).toContain('speed plain 1000');
});

test('a later row of the same check replaces the earlier one', () => {
	const told = report({ type: 'row', row: row('step') }, { type: 'row', row: row('step', measured(3)) });
	expect(told.rows).toEqual([row('step', measured(3))]);
});

test('a report that is completed has every check in order, those that nobody came to for the reason of its end', () => {
	const told = report({ type: 'row', row: row('step') }, { type: 'failed', reason: 'offline', detail: 'gone' });
	const { rows } = completed(told, plan);
	expect(rows.map(keyOf)).toEqual(checksOf(plan).map(keyOf));
	expect(rows[1]).toEqual(row('step'));
	expect(rows[0]).toEqual(row('forward', leftOut('offline', 'gone')));
});

describe('a verdict is', () => {
	const done: Told = { type: 'done', seconds: 3 };
	test.each<[string, Told[], Partial<ReturnType<typeof verdictOf>>]>([
		['none before the end', [{ type: 'row', row: row('step') }], { key: 'none' }],
		[
			'none where all was left out',
			[{ type: 'row', row: row('step', leftOut('time')) }, done],
			{ key: 'none', leftOut: 1 },
		],
		['passed where nothing failed', [{ type: 'row', row: row('step') }, done], { key: 'passed', passed: 1 }],
		[
			'failed as soon as one has',
			[
				{ type: 'row', row: row('step') },
				{ type: 'row', row: row('forward', measured(2)) },
			],
			{ key: 'failed', passed: 1, failed: 1 },
		],
		['broken where the test itself broke off', [{ type: 'failed', reason: 'error', detail: '' }], { key: 'broken' }],
	])('%s', (_, told, verdict) => expect(verdictOf(report(...told))).toMatchObject(verdict));
});

test('an error at its bound passes, one above it or no number fails', () => {
	expect(measured(1).outcome).toBe('passed');
	expect(measured(1.001)).toMatchObject({ outcome: 'failed', reason: 'wrong' });
	const [none, one] = [{ loss: Float64Array.of(NaN) }, { loss: Float64Array.of(1) }];
	const bounds = { gradient: 1, updates: 1, loss: 0.5, hessian: 1 };
	expect(worstShare(none, one, bounds)).toEqual({ measure: 'loss', value: Infinity });
	expect(worstShare({ loss: Float64Array.of(1.25) }, one, bounds)).toEqual({ measure: 'loss', value: 0.5 });
	expect(relativeError(Float64Array.of(3, 4), Float64Array.of(3, 0))).toBeCloseTo(4 / 3);
	expect(relativeError(Float64Array.of(1), Float64Array.of(1, 1))).toBe(Infinity);
});

test('no WebGPU and no time left fail nobody; full memory does', () => {
	expect(thrown(new EngineUnavailable('none'), 'here')).toEqual(leftOut('no-webgpu', 'here: none'));
	expect(thrown(new OutOfTime())).toEqual(leftOut('time'));
	expect(thrown(new OutOfMemory('full'))).toMatchObject({ outcome: 'failed', reason: 'out-of-memory', detail: 'full' });
});

test('of two findings the worse is kept, whichever comes first', () => {
	const [bad, good, better, none] = [measured(2), measured(0.5), measured(0.1), leftOut('time')];
	for (const [a, b] of [
		[bad, good],
		[good, better],
		[better, none],
	] as const) {
		expect(worse(a, b)).toBe(a);
		expect(worse(b, a)).toBe(a);
	}
	expect(worse(undefined, none)).toBe(none);
});

test('work that is late is not waited for, and none begins when the time is up', async () => {
	const clock = () => performance.now();
	const deadline = new Deadline(clock() + 20, clock);
	expect(await deadline.take(async () => 1)).toBe(1);
	await expect(deadline.take(() => new Promise(() => undefined))).rejects.toThrow(OutOfTime);
	const work = vi.fn(async () => 1);
	await expect(new Deadline(clock(), clock).take(work)).rejects.toThrow(OutOfTime);
	expect(work).not.toHaveBeenCalled();
});

describe('a self-test’s worker', () => {
	class FakePort implements Port {
		onmessage: Port['onmessage'] = null;
		onerror: Port['onerror'] = null;
		asked = 0;
		ended = 0;
		postMessage(): void {
			this.asked++;
		}
		terminate(): void {
			this.ended++;
		}
		say(data: Told): void {
			this.onmessage?.(new MessageEvent('message', { data }));
		}
	}
	function started(patience = 1000) {
		const [port, heard] = [new FakePort(), [] as Told[]];
		const end = startSelfTest(
			{ tensorflow: false },
			(told) => heard.push(told),
			() => port,
			patience,
		);
		return { port, heard, end };
	}
	const ended = (type: string) => ({ type }) as ErrorEvent;

	test('is asked once and ended when it is done', () => {
		const { port, heard } = started();
		port.say({ type: 'row', row: row('step') });
		expect(port).toMatchObject({ asked: 1, ended: 0 });
		port.say({ type: 'done', seconds: 1 });
		expect(port.ended).toBe(1);
		expect(heard.map(({ type }) => type)).toEqual(['row', 'done']);
	});

	test('that does not load, breaks, is silent or is not allowed is told by name', async () => {
		const absent = started();
		absent.port.onerror?.(ended('error'));
		expect(absent.heard).toEqual([{ type: 'failed', reason: 'offline', detail: 'the worker did not load' }]);
		const broken = started();
		broken.port.say({ type: 'row', row: row('step') });
		broken.port.onerror?.(ended('error'));
		expect(broken.heard[1]).toMatchObject({ type: 'failed', reason: 'error' });
		const silent = started(10);
		await expect.poll(() => silent.heard).toEqual([{ type: 'failed', reason: 'time', detail: 'no end after 10 ms' }]);
		for (const { port } of [absent, broken, silent]) expect(port.ended).toBe(1);
		const heard: Told[] = [];
		startSelfTest(
			{ tensorflow: false },
			(told) => heard.push(told),
			() => {
				throw new Error('forbidden');
			},
		);
		expect(heard).toEqual([{ type: 'failed', reason: 'no-worker', detail: 'forbidden' }]);
	});

	test('that is ended by the page says nothing more', async () => {
		const { port, heard, end } = started(10);
		end();
		await new Promise((resolve) => setTimeout(resolve, 30));
		expect(port.ended).toBe(1);
		expect(heard).toEqual([]);
	});
});
