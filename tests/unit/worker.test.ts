import { expect, test, vi } from 'vitest';
import type { Engine, EngineName } from '../../src/lib/engine/engine.ts';
import { defineExperiment, Diverged, type Experiment, type Lab } from '../../src/lib/experiments/experiment.ts';
import { whole } from '../../src/lib/settings/schema.ts';
import type { Watch } from '../../src/lib/engine/resilient.ts';
import type { Order } from '../../src/lib/worker/client.ts';
import { failureOf } from '../../src/lib/worker/failure.ts';
import type { Report, Request } from '../../src/lib/worker/protocol.ts';
import { desk, type Supplies, type Workplace } from '../../src/lib/worker/session.ts';
import { probeTick } from '../../src/lib/worker/tick.ts';
import { order } from './worker-order.ts';

interface Script {
	/** Where the count diverges. */
	readonly failAt?: number;
	/** Before anything else. */
	readonly prepare?: (lab: Lab) => Promise<unknown>;
}
/** Counts to `to`, one step a number, resting before each; says when its `finally` ran. */
const counting = (onFreed: () => void, { failAt, prepare = (lab) => lab.engine() }: Script): Experiment =>
	defineExperiment({
		id: 'counting',
		settings: { to: whole(1, 100, 3) },
		presets: { small: {}, quick: {}, full: {} },
		async *run({ to }, lab) {
			try {
				await prepare(lab);
				await lab.sign(Float32Array.of(1), Uint32Array.of(2));
				for (let x = 1; x <= to; x++) {
					await lab.rest();
					if (x === failAt) throw new Diverged(x);
					yield {
						measurements: [{ series: 'count', at: {}, model: 0, axis: 'updates', x, value: lab.interruptions() }],
						done: x / to,
					};
				}
			} finally {
				onFreed();
			}
		},
	});

const engine: Engine = {
	name: 'plain',
	adapter: '',
	software: true,
	versions: { book: '1' },
	train: () => Promise.reject(new Error('not asked for here')),
	sweep: () => Promise.reject(new Error('not asked for here')),
	dispose: () => Promise.resolve(),
};

function office(script: Script = {}, more: Partial<Supplies> = {}) {
	let stopped = new AbortController().signal;
	const reports: Report[] = [];
	const listeners: ((report: Report) => void)[] = [];
	const log: string[] = [];
	const place: Workplace = {
		post: (report) => {
			reports.push(report);
			log.push(report.type);
			listeners.forEach((listen) => listen(report));
		},
		experiments: { counting: () => Promise.resolve(counting(() => log.push('freed'), script)) },
		supplies: (_base, _progress, signal) => {
			stopped = signal;
			return {
				choose: (forced) => Promise.resolve(forced ?? 'plain'),
				open: () => Promise.resolve({ ...engine, dispose: async () => void log.push('closed') }),
				dataHash: () => Promise.resolve('data'),
				...more,
			};
		},
		artefacts: new Map(),
		codeHashes: { counting: 'code' },
		versions: { browser: 'b' },
		now: () => 0,
		tick: 0.1,
		breather: { breathe: () => new Promise((resolve) => setTimeout(resolve)) },
		held: () => ({ tensors: 0, buffers: 0, devices: 0 }),
	};
	const ask = desk(place);
	const until = (type: Report['type']) =>
		vi.waitFor(() => expect(reports.some((report) => report.type === type)).toBe(true));
	return { reports, ask, log, until, listeners, stopped: () => stopped };
}

const run = (more: Partial<Order> = {}): Request => ({ type: 'run', run: 1, ...order, ...more });
const xs = (reports: readonly Report[]) =>
	reports.flatMap((report) => (report.type === 'step' ? report.step.measurements.map(({ x }) => x) : []));

test('a run starts, steps, frees everything and only then is done', async () => {
	const { ask, log, until, reports } = office();
	ask(run());
	await until('done');
	expect(log).toEqual(['started', 'step', 'step', 'step', 'freed', 'closed', 'done']);
	expect(reports[0]).toMatchObject({
		provenance: {
			engine: 'plain',
			software: true,
			dataHash: 'data',
			codeHash: 'code',
			versions: { book: '1', browser: 'b' },
		},
	});
	expect(reports.at(-1)).toEqual({
		type: 'done',
		run: 1,
		stopped: false,
		held: { tensors: 0, buffers: 0, devices: 0 },
	});
});

test('the first trainer is signed by checksums of its start and order', async () => {
	const { ask, until, reports } = office();
	ask(run());
	await until('started');
	const [started] = reports;
	expect(started).toHaveProperty('provenance.start', expect.stringMatching(/^[0-9a-f]{8}$/));
	expect(started).toHaveProperty('provenance.order', expect.stringMatching(/^[0-9a-f]{8}$/));
});

test('a step count pauses the run after as many measurements, and resume goes on', async () => {
	const { ask, until, reports } = office();
	ask(run({ steps: 1 }));
	await until('paused');
	expect(xs(reports)).toEqual([1]);
	ask({ type: 'resume', run: 1, steps: null });
	await until('done');
	expect(xs(reports)).toEqual([1, 2, 3]);
});

test('a pause waits, counts as an interruption, and goes on where it was', async () => {
	const { ask, until, reports, listeners } = office();
	listeners.push((report) => {
		if (report.type === 'step' && xs(reports).length === 1) ask({ type: 'pause', run: 1 });
	});
	ask(run());
	await until('paused');
	expect(xs(reports)).toEqual([1]);
	ask({ type: 'resume', run: 1, steps: null });
	await until('done');
	const values = reports.flatMap((report) => (report.type === 'step' ? report.step.measurements : []));
	expect(values.map(({ value }) => value)).toEqual([0, 1, 1]);
});

test('a stop frees what the run held, even when it is paused', async () => {
	const { ask, until, log, reports } = office();
	ask(run({ steps: 1 }));
	await until('paused');
	ask({ type: 'stop', run: 1 });
	await until('done');
	expect(log.slice(-3)).toEqual(['freed', 'closed', 'done']);
	expect(reports.at(-1)).toMatchObject({ stopped: true });
});

test('a stop while data load breaks the loading off, and frees everything', async () => {
	const its = office({
		prepare: async (lab) => {
			await lab.engine();
			await new Promise((_, reject) => its.stopped().addEventListener('abort', () => reject(new Error('aborted'))));
		},
	});
	its.ask(run());
	await new Promise((resolve) => setTimeout(resolve, 10));
	its.ask({ type: 'stop', run: 1 });
	await its.until('done');
	expect(its.log).toEqual(['freed', 'closed', 'done']);
	expect(its.reports.at(-1)).toMatchObject({ stopped: true });
});

test('an engine that comes after the stop is closed again', async () => {
	let come: (engine: Engine) => void = () => undefined;
	const { ask, until, log } = office({}, { open: () => new Promise((resolve) => (come = resolve)) });
	ask(run());
	await new Promise((resolve) => setTimeout(resolve, 10));
	ask({ type: 'stop', run: 1 });
	come({ ...engine, dispose: async () => void log.push('closed') });
	await until('done');
	expect(log).toEqual(['freed', 'closed', 'done']);
});

/** A graphics processor chosen, and engines by the name they are asked for. */
const onGraphics = (opened: EngineName[], refuse = false): Partial<Supplies> => ({
	choose: () => Promise.resolve('tensorflow-webgpu'),
	open: async (name) => {
		opened.push(name);
		if (refuse && name !== 'plain') throw Object.assign(new Error('no adapter'), { reason: 'no-webgpu' });
		return name === 'plain' ? engine : { ...engine, name, adapter: 'a/b', software: false };
	},
});
const plainOnly: Script = { prepare: (lab) => lab.engine('plain') };

test('a run opens what it measures, and that is where it comes from', async () => {
	const opened: EngineName[] = [];
	const { ask, until, reports } = office(plainOnly, onGraphics(opened));
	ask(run());
	await until('done');
	expect(opened).toEqual(['plain']);
	expect(reports[0]).toMatchObject({ provenance: { engine: 'plain', adapter: '', software: true } });
});

test('the chosen engine is named, whichever was opened first', async () => {
	const both: Script = { prepare: async (lab) => [await lab.engine('plain'), await lab.engine()] };
	const { ask, until, reports } = office(both, onGraphics([]));
	ask(run());
	await until('done');
	expect(reports[0]).toMatchObject({ provenance: { engine: 'tensorflow-webgpu', adapter: 'a/b', software: false } });
});

test('a forced engine that cannot be had fails by name, whatever else could run', async () => {
	const { ask, until, reports } = office(plainOnly, onGraphics([], true));
	ask(run({ engine: 'tensorflow-webgpu' }));
	await until('failed');
	expect(reports).toMatchObject([{ type: 'failed', reason: 'no-webgpu' }]);
});

test('a recovery tells what the run goes on with', async () => {
	let watch: Watch | null = null;
	const fragile = { ...engine, name: 'tensorflow-webgpu' as EngineName, adapter: 'a/b', software: false };
	const { ask, until, reports } = office(
		{},
		{
			choose: () => Promise.resolve('tensorflow-webgpu'),
			open: (_, its) => ((watch = its), Promise.resolve(fragile)),
		},
	);
	ask(run({ steps: 1 }));
	await until('paused');
	watch!.recovering('out-of-memory');
	Object.assign(fragile, { name: 'plain', adapter: '', software: true });
	watch!.recovered('plain', true);
	expect(reports.slice(-2)).toEqual([
		{ type: 'recovering', run: 1, reason: 'out-of-memory' },
		{ type: 'recovered', run: 1, degraded: true, engine: 'plain', adapter: '', software: true },
	]);
	ask({ type: 'stop', run: 1 });
	await until('done');
});

test('a diverged run names the update; settings out of range and unknown experiments are refused', async () => {
	const diverging = office({ failAt: 2 });
	diverging.ask(run());
	await diverging.until('diverged');
	expect(diverging.reports.at(-1)).toEqual({ type: 'diverged', run: 1, updates: 2 });
	for (const wrong of [{ settings: { to: 0 } }, { experiment: 'toString' }]) {
		const { ask, until, reports } = office();
		ask(run(wrong));
		await until('failed');
		expect(reports.at(-1)).toMatchObject({ reason: 'bad-settings' });
	}
});

test('whatever is thrown has a reason', () => {
	expect(failureOf(Object.assign(new Error('x'), { reason: 'device-lost' })).reason).toBe('device-lost');
	expect(failureOf(Object.assign(new Error('x'), { what: 'offline' })).reason).toBe('offline');
	expect(failureOf(Object.assign(new Error('x'), { what: 'wrong-sum' })).reason).toBe('data');
	expect(failureOf(new RangeError('widths[0]: expected 784')).reason).toBe('bad-settings');
	expect(failureOf(new RangeError('Array buffer allocation failed')).reason).toBe('out-of-memory');
	expect(failureOf('why').reason).toBe('error');
});

test('the step of a coarse clock is found', () => {
	let reads = 0;
	expect(probeTick(() => Math.floor(reads++ / 7) * 0.1)).toBeCloseTo(0.1, 9);
});
