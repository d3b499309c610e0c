// Which engine a run gets when nobody forces one.
import { describe, expect, test } from 'vitest';
import type { Engine, EngineName, TrainSpec } from '../../src/lib/engine/engine.ts';
import { EngineUnavailable } from '../../src/lib/engine/errors.ts';
import { fasterEngine, madeUpDigits } from '../../src/lib/engine/measure.ts';
import { chooseEngine, openEngine } from '../../src/lib/engine/open.ts';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { madeUpSource, specOf } from './cases.ts';

const never = <T>(): Promise<T> => new Promise(() => undefined);

describe('the choice of an engine', () => {
	const adapter = (software: boolean) => async () => ({ software });
	test('is WGSL on parallel hardware and plain loops without WebGPU, and then nothing is measured', async () => {
		expect(await chooseEngine(null, adapter(false), never)).toBe('wgsl');
		expect(await chooseEngine(null, async () => null, never)).toBe('plain');
	});
	test.each(['wgsl', 'plain'] as const)('is what a measurement says on a software adapter (%s)', async (faster) => {
		expect(await chooseEngine(null, adapter(true), async () => faster)).toBe(faster);
	});
	test('is the reader’s where one was forced, and then nothing is asked', async () => {
		expect(await chooseEngine('tensorflow-webgpu', never, never)).toBe('tensorflow-webgpu');
		expect(await chooseEngine('plain', never, never)).toBe('plain');
	});
	test('opens plain loops without any GPU', async () => {
		const engine = await openEngine('plain', madeUpSource);
		const trainer = await engine.train(specOf({ widths: [784, 10], examples: 5, batchSize: 5 }));
		expect((await trainer.update(1))[0].updates).toBe(1);
	});
});

/** Milliseconds that an engine takes, by the clock of the test. */
interface Cost {
	readonly update: number;
	readonly call?: number;
	/** The first call. */
	readonly warmUp?: number;
}
/** Two engines that only let time go by. */
function track(costs: Readonly<Record<'plain' | 'wgsl', Cost>>) {
	let clock = 0;
	const rounds: [EngineName, number][] = [];
	const disposed: EngineName[] = [];
	const open = async (name: EngineName): Promise<Engine> => {
		const { update, call = 0, warmUp = 0 } = costs[name as 'plain' | 'wgsl'];
		let cold = warmUp;
		const engine = plainEngine(madeUpDigits);
		const train = async (spec: TrainSpec) => {
			const trainer = await engine.train(spec);
			trainer.update = async (count) => {
				if (cold === 0) rounds.push([name, count]);
				clock += count * update + call + cold;
				cold = 0;
				return [];
			};
			return trainer;
		};
		return { ...engine, name, train, dispose: async () => void disposed.push(name) };
	};
	return { open, now: () => clock, rounds, disposed, spent: () => clock };
}

describe('the measurement', () => {
	test.each([
		['plain', { plain: { update: 2 }, wgsl: { update: 6, warmUp: 400 } }],
		['wgsl', { plain: { update: 2 }, wgsl: { update: 0.1, warmUp: 400 } }],
		['plain', { plain: { update: 2, warmUp: 1 }, wgsl: { update: 2, warmUp: 1 } }],
		// A call that costs as much as ten updates makes no difference to many of them.
		['wgsl', { plain: { update: 2 }, wgsl: { update: 0.5, call: 5 } }],
	] as const)('finds %s faster where times are %j', async (expected, costs) => {
		const { open, now, disposed } = track(costs);
		expect(await fasterEngine(open, now)).toBe(expected);
		expect(disposed).toEqual(['plain', 'wgsl']);
	});

	test.each([0.01, 0.7, 3, 90])('takes no more than 200 ms besides opening (%d ms an update)', async (update) => {
		const { open, now, spent, rounds } = track({
			plain: { update, warmUp: 40 },
			wgsl: { update: 2 * update, warmUp: 500 },
		});
		await fasterEngine(open, now);
		expect(spent() - 540 - 3 * update).toBeLessThanOrEqual(Math.max(200, 3 * update));
		expect(rounds.slice(0, 2)).toEqual([
			['plain', 1],
			['wgsl', 1],
		]);
	});

	test('gives plain loops where the other cannot be opened or fails, and holds nothing', async () => {
		const { open, now, disposed } = track({ plain: { update: 2 }, wgsl: { update: 0.1 } });
		const refuse = (name: EngineName) =>
			name === 'wgsl' ? Promise.reject(new EngineUnavailable('no device')) : open(name);
		expect(await fasterEngine(refuse, now)).toBe('plain');
		expect(disposed).toEqual(['plain']);
		const fail = async (name: EngineName) => ({
			...(await open(name)),
			train: () => Promise.reject(new Error('lost')),
		});
		expect(await fasterEngine(fail, now)).toBe('plain');
		expect(disposed).toEqual(['plain', 'plain', 'wgsl']);
	});

	test('gives plain loops where it takes too long', async () => {
		const { open, now } = track({ plain: { update: 2 }, wgsl: { update: 0.1 } });
		expect(await fasterEngine((name) => (name === 'wgsl' ? never() : open(name)), now, 20)).toBe('plain');
	});

	test('is made on digits of which a fifth is inked', async () => {
		const { training } = await madeUpDigits.load({
			name: 'mnist',
			examples: 50,
			validation: 0,
			test: false,
			seed: null,
		});
		const inked = training.pixels.filter((value) => value > 0).length / training.pixels.length;
		expect(inked).toBeGreaterThan(0.18);
		expect(inked).toBeLessThan(0.22);
		expect(new Set(training.labels).size).toBe(10);
	});
});
