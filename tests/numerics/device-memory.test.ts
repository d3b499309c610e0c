// Where the device has too little memory, half of the population at a time is tried once, then plain loops; the numbers stay the same.
import { describe, expect, test } from 'vitest';
import type { Engine, EngineName, TrainSpec } from '../../src/lib/engine/engine.ts';
import { OutOfMemory } from '../../src/lib/engine/errors.ts';
import { HalvedTrainer } from '../../src/lib/engine/halves.ts';
import { held } from '../../src/lib/engine/held.ts';
import { openEngine } from '../../src/lib/engine/open.ts';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { resilientEngine } from '../../src/lib/engine/resilient.ts';
import { madeUpSource, specOf } from './cases.ts';
import { counted, crowded, dawn, gpuExpected } from './dawn.ts';
import { Fragile, listener, lost } from './fragile.ts';

const one = specOf({ widths: [784, 6, 10], examples: 40, batchSize: 7, momentum: 0.9 });
const models = [1, 2, 3, 4, 5].map((seed) => ({ seed, rate: seed / 50, momentum: seed / 10 }));
const spec: TrainSpec = { ...one, models };
const examples = Uint32Array.of(3, 1, 4);

/** All that a trainer tells, after updates, a load and a way back. */
async function story(engine: Engine, wish: TrainSpec = spec) {
	const trainer = await engine.train(wish);
	await trainer.update(1);
	const first = await trainer.update(2);
	const checkpoint = await trainer.checkpoint();
	const second = await trainer.update(2);
	const scores = await trainer.evaluate('training');
	const gradients = await trainer.gradient(examples);
	const products = await trainer.hessianVector(gradients, examples);
	trainer.load(gradients);
	const third = await trainer.update(2);
	const end = await trainer.checkpoint();
	trainer.restore(checkpoint);
	const fourth = await trainer.update(4);
	const orders = wish.models.map((_, m) => trainer.order(m, 2));
	const parameters = await trainer.parameters();
	trainer.dispose();
	return { progress: [first, second, third, fourth], scores, gradients, products, end, orders, parameters };
}

describe('a population in halves', () => {
	test.each([2, 3, 5])('of %d models tells what it tells as a whole', async (count) => {
		const wish = { ...spec, models: models.slice(0, count) };
		const engine = plainEngine(madeUpSource);
		const halved = { ...engine, train: async (its: TrainSpec) => new HalvedTrainer(engine, its) };
		expect(await story(halved, wish)).toEqual(await story(engine, wish));
	});

	test('takes what was loaded or restored while a half was away', async () => {
		const engine = plainEngine(madeUpSource);
		const whole = await engine.train(spec);
		const halved = new HalvedTrainer(engine, spec);
		for (const trainer of [whole, halved]) {
			const start = await trainer.parameters();
			await trainer.update(3);
			const checkpoint = await trainer.checkpoint();
			trainer.load(start);
			await trainer.update(1);
			trainer.restore(checkpoint);
			trainer.load(start);
		}
		expect(await halved.checkpoint()).toEqual(await whole.checkpoint());
	});

	test('lets calls take turns', async () => {
		const engine = plainEngine(madeUpSource);
		const [halved, whole] = [new HalvedTrainer(engine, spec), await engine.train(spec)];
		const [, scores] = await Promise.all([halved.update(3), halved.evaluate('training')]);
		await whole.update(3);
		expect(scores).toEqual(await whole.evaluate('training'));
	});

	test('refuses what does not fit it', async () => {
		const halved = new HalvedTrainer(plainEngine(madeUpSource), spec);
		expect(() => halved.load([])).toThrow('parameters: expected 5 models, got 0');
		const checkpoint = await halved.checkpoint();
		expect(() => halved.restore({ ...checkpoint, movement: [] })).toThrow(RangeError);
		await expect(halved.hessianVector([], examples)).rejects.toThrow(RangeError);
		halved.dispose();
		await expect(halved.update(1)).rejects.toThrow('disposed');
	});
});

describe('an engine out of memory', () => {
	async function small(capacity: number) {
		const fragile = new Fragile();
		fragile.capacity = capacity;
		return { fragile, engine: await fragile.resilient() };
	}

	test('trains half of its models at a time, with the same numbers', async () => {
		const { fragile, engine } = await small(3);
		expect(await story(engine)).toEqual(await story(plainEngine(madeUpSource)));
		expect(fragile.told).toEqual(['out-of-memory', 'wgsl false']);
	});

	test('goes on from where it was when memory runs out later', async () => {
		const { fragile, engine } = await small(5);
		const trainer = await engine.train(spec);
		await trainer.update(4);
		fragile.capacity = 3;
		fragile.failures.push(new OutOfMemory('full'));
		await trainer.update(3);
		const whole = await plainEngine(madeUpSource).train(spec);
		await whole.update(7);
		expect(await trainer.parameters()).toEqual(await whole.parameters());
		expect(fragile.told).toEqual(['out-of-memory', 'wgsl false']);
	});

	test('tries once, then gives way to plain loops', async () => {
		const { fragile, engine } = await small(2);
		expect(await story(engine)).toEqual(await story(plainEngine(madeUpSource)));
		expect(fragile.told).toEqual(['out-of-memory', 'wgsl false', 'out-of-memory', 'plain true']);
		expect(fragile.opened).toEqual(['wgsl', 'wgsl', 'plain']);
	});

	test('gives way at once with a single model', async () => {
		const { fragile, engine } = await small(0);
		await engine.train(one);
		expect(fragile.told).toEqual(['out-of-memory', 'plain true']);
	});

	test('halves a trainer made afterwards, and one on the device that follows a loss', async () => {
		const { fragile, engine } = await small(3);
		(await engine.train(spec)).dispose();
		const trainer = await engine.train(spec);
		await trainer.update(2);
		fragile.failures.push(lost());
		await trainer.update(2);
		expect(fragile.told).toEqual(['out-of-memory', 'wgsl false', 'device-lost', 'wgsl false']);
	});

	test('is none of a trainer’s other errors', async () => {
		const { fragile, engine } = await small(3);
		await expect(engine.train({ ...one, batchSize: 0 })).rejects.toThrow(RangeError);
		expect(fragile.told).toEqual([]);
	});

	test('makes a sweep in two parts, in order', async () => {
		const { fragile, engine } = await small(4);
		const runs = Float32Array.from({ length: 7 }, (_, run) => run);
		const expected = [...runs].flatMap((run) => [10 * run, 10 * run + 1]);
		expect([...(await engine.sweep('escape', [runs], 7))]).toEqual(expected);
		expect(fragile.told).toEqual(['out-of-memory', 'wgsl false']);
	});
});

describe.runIf(gpuExpected).each<EngineName>(['wgsl', 'tensorflow-webgpu'])('%s on a full device', (name) => {
	/** Some updates, from the start and from a checkpoint. */
	async function brief(engine: Engine, wish: TrainSpec) {
		const trainer = await engine.train(wish);
		await trainer.update(1);
		const checkpoint = await trainer.checkpoint();
		await trainer.update(1);
		trainer.restore(checkpoint);
		await trainer.update(1);
		const end = await trainer.checkpoint();
		trainer.dispose();
		return end;
	}
	/** Most bytes that it takes on the device. */
	async function peak(gpu: GPU, wish: TrainSpec): Promise<number> {
		const { gpu: watched, use } = counted(gpu);
		const engine = await openEngine(name, madeUpSource, watched);
		await brief(engine, wish);
		await engine.dispose();
		return use.peak;
	}

	test('trains in halves to the same bits, and leaves nothing behind', async () => {
		const gpu = await dawn();
		const three = { ...spec, models: models.slice(0, 3) };
		const [whole, half] = [await peak(gpu, three), await peak(gpu, { ...spec, models: models.slice(0, 2) })];
		expect(half).toBeLessThan(whole);
		const { told, watch } = listener();
		const tight = crowded(gpu, (whole + half) / 2);
		const engine = await resilientEngine(name, (its) => openEngine(its, madeUpSource, tight), watch);
		const roomy = await openEngine(name, madeUpSource, gpu);
		expect(await brief(engine, three)).toEqual(await brief(roomy, three));
		expect(told).toEqual(['out-of-memory', `${name} false`]);
		await engine.dispose();
		await roomy.dispose();
		expect(held()).toEqual({ tensors: 0, buffers: 0, devices: 0 });
	});
});
