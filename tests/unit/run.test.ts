import { expect, test, vi } from 'vitest';
import { definePlan } from '../../src/lib/experiments/experiment.ts';
import { updateTime } from '../../src/lib/experiments/update-time.ts';
import * as choices from '../../src/lib/run/choice.ts';
import { begin, withStep } from '../../src/lib/run/grow.ts';
import { runOf } from '../../src/lib/run/registry.ts';
import { Run } from '../../src/lib/run/run.svelte.ts';
import { place, point, provenance, running, small } from './run-lab.ts';

test('a run whose client does not come has failed for want of a network', async () => {
	const { run } = running({ arrives: false });
	await run.go(null);
	expect(run.status).toMatchObject({ state: 'failed', reason: 'offline' });
	expect(run.detail).toContain('no network');
});

test('a run that is stopped while its client comes does not start', async () => {
	const { run, orders } = running();
	const going = run.go(null);
	run.stop();
	await going;
	expect(orders).toEqual([]);
	expect(run.status).toMatchObject({ state: 'done', reason: 'stopped' });
});

test('nothing starts before Run is pressed', () => {
	const { run, orders } = running();
	expect(run.status.state).toBe('ready');
	expect(orders).toEqual([]);
});

test('a run grows its own result and ends done', async () => {
	const { run, orders, started, step, done } = running();
	await run.go(null);
	expect(run.status.state).toBe('loading');
	started();
	expect(run.own).toBeNull();
	step(1, 0.5);
	step(10, 1);
	done();
	expect(run.status.state).toBe('done');
	expect(run.progress.done).toBe(1);
	expect(run.own).toMatchObject({ experiment: 'update-time', preset: 'small', seed: 1, engine: 'plain' });
	expect(run.own!.series).toMatchObject([{ name: 'updateTime', x: [1, 10], value: [0.5, 5] }]);
	expect(orders[0]).toMatchObject({ settings: small, seed: 1, engine: null, base: 'http://book.test/', steps: null });
});

test('the device chooses the preset at Run where the reader has not', async () => {
	for (const [software, preset] of [
		[true, 'small'],
		[false, 'quick'],
	] as const) {
		const { run } = running({ software });
		expect(run.choice.preset).toBeNull();
		await run.go(null);
		expect(run.choice.preset).toBe(preset);
	}
	const { run } = running({ software: false });
	run.choosePreset('full');
	await run.go(null);
	expect(run.choice.preset).toBe('full');
	expect(await choices.devicePreset('plain', () => Promise.reject(new Error('not probed')))).toBe('small');
});

test('pause, step, stop and reset reach the worker and the state', async () => {
	const { run, said, started, step } = running();
	await run.go(null);
	started();
	run.pause('user');
	expect(run.status).toMatchObject({ state: 'paused', reason: 'user' });
	await run.go(1);
	step(1, 0.5);
	run.stop();
	expect(run.status).toMatchObject({ state: 'done', reason: 'stopped' });
	expect(said).toEqual(['pause', 'resume 1', 'stop']);
	step(10, 0.6);
	expect(run.own!.series[0].x).toEqual([1]);
	run.reset();
	expect(run.status.state).toBe('ready');
	expect(run.own).toBeNull();
});

test('a result is found again when its settings come back, and forgotten by a reset', async () => {
	const { run, started, step, done } = running();
	await run.go(null);
	started();
	step(1, 1);
	done();
	run.choose('hidden', 20);
	expect([run.status.state, run.own]).toEqual(['ready', null]);
	run.choose('hidden', 100);
	expect(run.status.state).toBe('done');
	expect(run.own).not.toBeNull();
	run.reset();
	run.choose('hidden', 20);
	run.choose('hidden', 100);
	expect(run.own).toBeNull();
});

test('nothing can be chosen while a run is under way', async () => {
	const { run, started } = running();
	await run.go(null);
	started();
	run.choose('hidden', 20);
	run.chooseSeed(9);
	expect(run.settings.hidden).toBe(100);
	expect(run.choice.seed).toBe(1);
});

test('a failure and a divergence say what happened', async () => {
	const { run, tell } = running();
	await run.go(null);
	tell({ type: 'failed', run: 1, reason: 'offline', detail: 'no connection' });
	expect([run.status.state, run.status.reason, run.detail]).toEqual(['failed', 'offline', 'no connection']);
	await run.go(null);
	tell({ type: 'diverged', run: 1, updates: 12 });
	expect([run.status.state, run.updates]).toEqual(['diverged', 12]);
});

test('the update of a divergence is kept with its result', async () => {
	const { run, tell, started, step } = running();
	const diverge = async (updates: number) => {
		await run.go(null);
		started();
		step(1, 0.2);
		tell({ type: 'diverged', run: 1, updates });
	};
	await diverge(12);
	run.chooseSeed(2);
	await diverge(34);
	run.chooseSeed(choices.DEFAULT_SEED);
	expect([run.status.state, run.updates]).toEqual(['diverged', 12]);
});

test('a lost device shows as recovering, and what took over is the result’s origin', async () => {
	const { run, tell, started, step, done } = running();
	await run.go(null);
	tell({ type: 'started', run: 1, provenance: { ...provenance, engine: 'tensorflow-webgpu', adapter: 'a/b' } });
	step(1, 0.2);
	const recovered = (engine: string, adapter: string, degraded: boolean) => {
		tell({ type: 'recovering', run: 1, reason: 'device-lost' });
		expect(run.status).toMatchObject({ state: 'recovering', reason: 'device-lost' });
		tell({ type: 'recovered', run: 1, engine, adapter, software: degraded, degraded });
	};
	recovered('tensorflow-webgpu', 'a/b', false);
	expect(run.status).toMatchObject({ state: 'running', reason: '' });
	recovered('plain', '', true);
	expect(run.status).toMatchObject({ state: 'running', reason: 'degraded' });
	expect(run.own).toMatchObject({ engine: 'plain', adapter: '', software: true });
	done();
	expect(run.status).toMatchObject({ state: 'done', reason: 'degraded' });
	await run.go(null);
	started();
	expect(run.status).toMatchObject({ state: 'running', reason: '' });
});

test('figures of one experiment share a run, unless their chapter sets something', () => {
	expect(runOf(updateTime)).toBe(runOf(updateTime));
	expect(runOf(updateTime)).not.toBe(runOf(updateTime, { hidden: 20 }));
});

test('a second experiment’s run pauses the first', () => {
	const other = definePlan({ ...updateTime, id: 'other' });
	const paused = vi.spyOn(runOf(updateTime), 'pause');
	const run = runOf(other);
	run.hydrate();
	void run.go(null);
	expect(paused).toHaveBeenCalledWith('other-figure');
	run.reset();
});

test('a result grows by value: what is not finite becomes null, what is elsewhere a series of its own', () => {
	const empty = begin({ experiment: 'x', settings: {}, preset: null, seed: 1 }, provenance);
	const grown = withStep(empty, {
		measurements: [point(1), point(10, { value: NaN }), point(1, { at: { engine: 'other' } })],
		done: 1,
	});
	expect(empty.series).toEqual([]);
	expect(grown.series).toMatchObject([
		{ at: { engine: 'plain' }, x: [1, 10], value: [0.5, null] },
		{ at: { engine: 'other' }, x: [1], value: [0.5] },
	]);
});

test('where the reader looks changes nothing that is measured: not the result, not its key, not its recording', async () => {
	const { page, orders, started, step, done } = place();
	const plan = { ...updateTime, looks: ['hidden'] };
	const run = new Run(plan, {}, page);
	run.hydrate();
	await run.go(null);
	started();
	step(1, 0.5);
	run.choose('hidden', 7);
	expect(run.settings.hidden).toBe(7);
	done();
	expect(run.own?.series).toMatchObject([{ x: [1] }]);
	expect(run.own?.preset).toBe('small');
	run.choose('hidden', 9);
	expect([run.status.state, run.own?.series.length]).toEqual(['done', 1]);
	expect(choices.sameMeasured(plan, run.settings, orders[0].settings)).toBe(true);
	expect(choices.sameMeasured(updateTime, run.settings, orders[0].settings)).toBe(false);
	expect(choices.presetOf(plan, run.settings, null)).toBe('small');
	// Another setting leaves the result; set back, it is found again, wherever the reader looks meanwhile.
	run.choose('repeats', 2);
	expect(run.own).toBeNull();
	run.choose('hidden', 11);
	run.choose('repeats', Number(run.base.repeats));
	expect(run.own?.series).toMatchObject([{ x: [1] }]);
});
