import { expect, test } from 'vitest';
import type { Engine, EngineName, TrainSpec, Trainer } from '../../src/lib/engine/engine.ts';
import type { Lab, Step } from '../../src/lib/experiments/experiment.ts';
import { experiments } from '../../src/lib/experiments/list.ts';
import { updateTime } from '../../src/lib/experiments/update-time.ts';
import { batchSizesWithin, enginesOf, experiment } from '../../src/lib/experiments/update-time.run.ts';
import { defaults } from '../../src/lib/settings/schema.ts';

const nothing = () => Promise.reject(new Error('not asked for here'));

/** Engines on which an update of batch size B takes a + c·B milliseconds, and the clock that shows it. */
function laboratory(costs: Partial<Record<EngineName, readonly [a: number, c: number]>>) {
	let time = 0;
	let held = 0;
	const specs: TrainSpec[] = [];
	const signed: unknown[] = [];
	const trainer = (name: EngineName, spec: TrainSpec): Trainer => {
		const [a, c] = costs[name]!;
		let updates = 0;
		held++;
		specs.push(spec);
		return {
			spec,
			update(count) {
				time += count * (a + c * spec.batchSize);
				updates += count;
				const [loss, accuracy] = count > 0 ? [1, 0.5] : [NaN, NaN];
				return Promise.resolve([{ updates, stopped: false, diverged: null, loss, accuracy }]);
			},
			parameters: () => Promise.resolve([Float32Array.of(1)]),
			order: () => Uint32Array.of(0),
			dispose() {
				held--;
			},
			evaluate: nothing,
			gradient: nothing,
			hessianVector: nothing,
			checkpoint: nothing,
			load: () => undefined,
			restore: () => undefined,
		};
	};
	const engine = (name: EngineName = 'plain'): Promise<Engine> =>
		costs[name]
			? Promise.resolve({
					name,
					adapter: '',
					software: name === 'plain',
					versions: {},
					train: (spec) => Promise.resolve(trainer(name, spec)),
					sweep: nothing,
					dispose: () => Promise.resolve(),
				})
			: Promise.reject(Object.assign(new Error(name), { reason: 'no-webgpu' }));
	const lab: Lab = {
		seed: 3,
		engineName: costs['tensorflow-webgpu'] ? 'tensorflow-webgpu' : 'plain',
		engine,
		now: () => time,
		tick: 0.005,
		interruptions: () => 0,
		artefacts: new Map(),
		rest: () => Promise.resolve(),
		sign: async (...both) => {
			signed.push(both);
		},
	};
	return { lab, specs, signed, held: () => held, time: () => time };
}

async function steps(run: AsyncGenerator<Step, void, void>): Promise<Step[]> {
	const all: Step[] = [];
	for await (const step of run) all.push(step);
	return all;
}
const measured = (all: readonly Step[], series: string, engine: string) =>
	all.flatMap((step) => step.measurements).filter((each) => each.series === series && each.at.engine === engine);

const settings = { ...defaults(updateTime.settings), ...updateTime.presets.small };

test('every experiment in the list is found under its own id', async () => {
	for (const [id, load] of Object.entries(experiments)) expect((await load()).id).toBe(id);
});

test('fixed cost a and cost an example c of every line are recovered', async () => {
	const { lab } = laboratory({ 'tensorflow-webgpu': [4, 0.001], plain: [0.05, 0.06] });
	const all = await steps(experiment.run(settings, lab));
	for (const [engine, a, c] of [
		['tensorflow-webgpu', 4, 0.001],
		['plain', 0.05, 0.06],
	] as const) {
		const points = measured(all, 'updateTime', engine);
		expect(points.map(({ x }) => x)).toEqual([1, 10, 100, 1000]);
		for (const { x, value } of points) expect(value).toBeCloseTo(a + c * x, 9);
	}
});

test('an epoch is measured where it is predicted under the limit, in seconds', async () => {
	const { lab } = laboratory({ 'tensorflow-webgpu': [4, 0], plain: [0.05, 0.06] });
	const all = await steps(experiment.run(settings, lab));
	expect(measured(all, 'epochTime', 'tensorflow-webgpu').map(({ x }) => x)).toEqual([10, 100, 1000]);
	expect(measured(all, 'epochTime', 'plain').find(({ x }) => x === 10)!.value).toBeCloseTo((200 * 0.65) / 1000, 6);
});

test('parallel hardware is told from one thread', async () => {
	const { lab } = laboratory({ 'tensorflow-webgpu': [4, 0], plain: [0.05, 0.06] });
	const all = await steps(experiment.run(settings, lab));
	expect(measured(all, 'updateTime', 'tensorflow-webgpu')[0].at.parallel).toBe(1);
	expect(measured(all, 'updateTime', 'plain')[0].at.parallel).toBe(0);
});

test('the share done grows to 1 and keeps near the share of time spent', async () => {
	const { lab, time } = laboratory({ 'tensorflow-webgpu': [4, 0.001], plain: [0.05, 0.06] });
	const seen: { done: number; time: number }[] = [];
	for await (const { done } of experiment.run(settings, lab)) seen.push({ done, time: time() });
	expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).sort((a, b) => a - b));
	expect(seen.at(-1).done).toBe(1);
	for (const each of seen.slice(2)) expect(Math.abs(each.done - each.time / time())).toBeLessThan(0.2);
});

test('training is training: SGD at 0.05, shuffled every epoch, from the run’s seed, and all is freed', async () => {
	const { lab, specs, signed, held } = laboratory({ plain: [1, 1] });
	await steps(experiment.run(settings, lab));
	for (const spec of specs) {
		expect(spec).toMatchObject({ order: 'epoch', widths: [784, 100, 10], optimiser: { name: 'sgd' } });
		expect(spec.models).toEqual([{ seed: 3, rate: 0.05, momentum: 0 }]);
	}
	expect(signed).toEqual([[Float32Array.of(1), Uint32Array.of(0)]]);
	expect(held()).toBe(0);
});

test('a run that is left early frees its trainer', async () => {
	const { lab, held } = laboratory({ plain: [1, 1] });
	const run = experiment.run(settings, lab);
	await run.next();
	expect(held()).toBe(1);
	await run.return();
	expect(held()).toBe(0);
});

test('batch sizes above the training set are left out and said', async () => {
	const { lab } = laboratory({ plain: [1, 1] });
	const [first] = await steps(experiment.run({ ...settings, batchSizes: [1, 4000, 60_000] }, lab));
	expect(first.notes).toEqual([{ key: 'batch-left-out', values: { batches: '4000, 60000', examples: 2000 } }]);
});

test('an engine that goes on as plain loops measures nothing twice', async () => {
	const { lab } = laboratory({ 'tensorflow-webgpu': [4, 0.001], plain: [0.05, 0.06] });
	const [lost, plain] = await Promise.all([lab.engine('tensorflow-webgpu'), lab.engine('plain')]);
	const degrading: Lab = { ...lab, engine: (name) => Promise.resolve(name === 'plain' ? plain : lost) };
	const all: Step[] = [];
	for await (const step of experiment.run(settings, degrading)) {
		all.push(step);
		if (measured(all, 'updateTime', 'tensorflow-webgpu').length === 2)
			Object.assign(lost, { name: 'plain', software: true });
	}
	expect(measured(all, 'updateTime', 'plain').map(({ x }) => x)).toEqual([1, 10, 100, 1000]);
});

test('an unavailable line is skipped and said; with no line left the run fails', async () => {
	const { lab } = laboratory({ plain: [1, 1] });
	const [first] = await steps(experiment.run({ ...settings, lines: ['engine', 'tensorflow'] }, lab));
	expect(first.notes).toEqual([{ key: 'line-skipped', values: { engine: 'tensorflow-webgpu' } }]);
	await expect(steps(experiment.run({ ...settings, lines: ['tensorflow'] }, lab))).rejects.toThrow('tensorflow-webgpu');
});

test('the same engine named twice is measured once', () => {
	expect(enginesOf(['engine', 'thread', 'tensorflow'], 'plain')).toEqual(['plain', 'tensorflow-webgpu']);
});

test('batches larger than the training set are dropped; the full batch stays', () => {
	expect(batchSizesWithin({ batchSizes: [1, 2000, 2001], examples: 2000 })).toEqual([1, 2000]);
	expect(batchSizesWithin({ batchSizes: [60_000], examples: 2000 })).toEqual([2000]);
});

test('an update predicted to take longer than an epoch may is left out, and that is told', async () => {
	const { lab, specs } = laboratory({ plain: [0.05, 0.05], 'tensorflow-webgpu': [50, 2] });
	const lines = ['engine', 'thread'] as const;
	const all = await steps(experiment.run({ ...settings, lines, batchSizes: [1, 100, 1000] }, lab));
	expect(measured(all, 'updateTime', 'tensorflow-webgpu').map(({ x }) => x)).toEqual([1, 100]);
	expect(specs.filter(({ batchSize }) => batchSize === 1000)).toHaveLength(1);
	const last = all[all.length - 1];
	expect(last.notes).toEqual([
		{ key: 'update-left-out', values: { engine: 'tensorflow-webgpu', batch: 1000, seconds: 1 } },
	]);
	expect(last.done).toBe(1);
});
