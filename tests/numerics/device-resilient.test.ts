// A run goes on after its device was lost: from the last checkpoint, with the same batches, to the same end.
import { describe, expect, test } from 'vitest';
import type { Progress, Trainer } from '../../src/lib/engine/engine.ts';
import { DeviceFault } from '../../src/lib/engine/errors.ts';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { madeUpSource, specOf } from './cases.ts';
import { Fragile, lost } from './fragile.ts';

const spec = specOf({ widths: [784, 6, 10], examples: 40, batchSize: 7, momentum: 0.9 });
const MINUTE = 60_000;

async function undisturbed(...counts: number[]): Promise<Float32Array[]> {
	const trainer = await plainEngine(madeUpSource).train(spec);
	for (const count of counts) await trainer.update(count);
	return trainer.parameters();
}

describe('an engine whose device is lost', () => {
	test('makes the lost updates again and says so', async () => {
		const fragile = new Fragile();
		const trainer = await (await fragile.resilient()).train(spec);
		await trainer.update(3);
		await trainer.update(2);
		fragile.failures.push(lost());
		const [{ updates }] = await trainer.update(4);
		expect(updates).toBe(9);
		expect(await trainer.parameters()).toEqual(await undisturbed(9));
		expect(fragile.told).toEqual(['device-lost', 'wgsl false']);
		expect(fragile.updated.slice(-2)).toEqual([5, 4]);
	});

	test('makes a Hessian-vector product on the next one', async () => {
		const fragile = new Fragile();
		const engine = await fragile.resilient();
		const trainer = await engine.train(spec);
		await trainer.update(2);
		const other = await plainEngine(madeUpSource).train(spec);
		await other.update(2);
		const vectors = await other.parameters();
		const examples = Uint32Array.of(1, 2, 3);
		fragile.failures.push(lost());
		await trainer.update(0);
		expect(await trainer.hessianVector(vectors, examples)).toEqual(await other.hessianVector(vectors, examples));
	});

	test.each([
		['many calls', 1],
		['one long call', 25],
	])('goes back no further than two seconds of training, in %s', async (_, count) => {
		const fragile = new Fragile();
		fragile.pace = 300;
		const trainer = await (await fragile.resilient()).train(spec);
		fragile.failures.push(...Array<null>(5).fill(null), lost());
		for (let made = 0; made < 25; made += count) await trainer.update(count);
		expect(fragile.restored).toHaveLength(1);
		// The first call on the fresh device makes again what was lost, the second goes on.
		const again = fragile.updated[5];
		expect(again).toBeGreaterThan(0);
		expect(again * fragile.pace).toBeLessThanOrEqual(2000);
		expect(await trainer.parameters()).toEqual(await undisturbed(25));
	});

	test('keeps parameters that were loaded and checkpoints that were restored', async () => {
		const fragile = new Fragile();
		const trainer = await (await fragile.resilient()).train(spec);
		await trainer.update(2);
		const checkpoint = await trainer.checkpoint();
		await trainer.update(3);
		trainer.load((await undisturbed(1)).map((model) => model.map((value) => value / 2)));
		const loaded = await trainer.parameters();
		fragile.failures.push(lost());
		await trainer.update(0);
		expect(await trainer.parameters()).toEqual(loaded);
		trainer.restore(checkpoint);
		expect(await trainer.parameters()).toEqual(await undisturbed(2));
		expect(trainer.order(0, 1)).toHaveLength(40);
		expect(() => trainer.load([])).toThrow(RangeError);
		expect(() => trainer.restore({ ...checkpoint, standings: [] })).toThrow(RangeError);
	});

	test('gives way to plain loops at the second loss within two minutes, for good', async () => {
		const fragile = new Fragile();
		const engine = await fragile.resilient();
		const trainer = await engine.train(spec);
		fragile.failures.push(lost());
		await trainer.update(3);
		fragile.clock += MINUTE;
		fragile.failures.push(lost());
		await trainer.update(2);
		expect(fragile.told).toEqual(['device-lost', 'wgsl false', 'device-lost', 'plain true']);
		expect(engine.name).toBe('plain');
		expect(await trainer.parameters()).toEqual(await undisturbed(5));
	});

	test('tries again when the second loss comes later', async () => {
		const fragile = new Fragile();
		const trainer = await (await fragile.resilient()).train(spec);
		for (let i = 0; i < 3; i++) {
			fragile.failures.push(lost());
			await trainer.update(1);
			fragile.clock += 3 * MINUTE;
		}
		expect(fragile.opened).toEqual(Array(4).fill('wgsl'));
	});

	test('asks once more where there is no adapter, then gives way', async () => {
		const patient = new Fragile();
		const trainer = await (await patient.resilient()).train(spec);
		patient.missing = 1;
		patient.failures.push(lost());
		await trainer.update(1);
		expect(patient.told.at(-1)).toBe('wgsl false');

		const fragile = new Fragile();
		const other = await (await fragile.resilient()).train(spec);
		fragile.missing = 2;
		fragile.failures.push(lost());
		await other.update(1);
		expect(fragile.opened).toEqual(['wgsl', 'wgsl', 'wgsl', 'plain']);
		expect(fragile.told.at(-1)).toBe('plain true');
	});

	test('recovers once for all its trainers', async () => {
		const fragile = new Fragile();
		const engine = await fragile.resilient();
		const trainers = [await engine.train(spec), await engine.train(spec)];
		fragile.failures.push(lost(), lost());
		await Promise.all(trainers.map((trainer) => trainer.update(2)));
		expect(fragile.told).toEqual(['device-lost', 'wgsl false']);
		for (const trainer of trainers) expect(await trainer.parameters()).toEqual(await undisturbed(2));
	});

	test('lets every other error through', async () => {
		const fragile = new Fragile();
		const trainer = await (await fragile.resilient()).train(spec);
		fragile.failures.push(new DeviceFault('ours'));
		await expect(trainer.update(1)).rejects.toThrow(DeviceFault);
		await expect(trainer.update(-1)).rejects.toThrow(RangeError);
		expect(fragile.told).toEqual([]);
		trainer.dispose();
		await expect(trainer.update(1)).rejects.toThrow('disposed');
	});
});

describe('a long call of update', () => {
	/** The same run on a plain engine, and in stretches of three updates at most. */
	async function both(change: Partial<typeof spec>, run: (trainer: Trainer) => Promise<Progress[][]>) {
		const fragile = new Fragile();
		fragile.pace = 300;
		const cut = await run(await (await fragile.resilient()).train({ ...spec, ...change }));
		expect(fragile.updated.length).toBeGreaterThan(cut.length);
		return { cut, whole: await run(await plainEngine(madeUpSource).train({ ...spec, ...change })) };
	}
	const models = [spec.models[0], { seed: 3, rate: 0.2, momentum: 0 }];

	test('tells the same in stretches as at once', async () => {
		const { cut, whole } = await both({ models }, async (trainer) => [
			await trainer.update(17),
			await trainer.update(9),
		]);
		cut.flat().forEach((progress, i) => {
			const expected = whole.flat()[i];
			expect(progress.updates).toBe(expected.updates);
			expect(progress.loss).toBeCloseTo(expected.loss, 12);
			expect(progress.accuracy).toBeCloseTo(expected.accuracy, 12);
		});
	});

	test('tells the same of a model that stops on the way, and of one that had stopped', async () => {
		const stopBelow = { loss: 1, every: 5 };
		const { cut, whole } = await both({ models, stopBelow }, async (trainer) => [
			await trainer.update(90),
			await trainer.update(8),
		]);
		expect(whole[0].map(({ stopped }) => stopped)).toContain(true);
		const standings = (all: Progress[][]) => all.flat().map(({ updates, stopped }) => [updates, stopped]);
		expect(standings(cut)).toEqual(standings(whole));
		cut.flat().forEach(({ loss }, i) => {
			if (Number.isNaN(whole.flat()[i].loss)) expect(loss).toBeNaN();
			else expect(loss).toBeCloseTo(whole.flat()[i].loss, 12);
		});
	});
});
