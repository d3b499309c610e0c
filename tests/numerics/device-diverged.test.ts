// A model that diverges keeps the last weights that were good.
import { describe, expect, test } from 'vitest';
import type { Trainer, TrainSpec } from '../../src/lib/engine/engine.ts';
import { LastGood } from '../../src/lib/engine/last-good.ts';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { startWeights } from '../../src/lib/engine/start.ts';
import { madeUpSource, specOf } from './cases.ts';
import { Fragile, lost } from './fragile.ts';

const wish = specOf({ widths: [784, 6, 10], examples: 40, batchSize: 7, momentum: 0.9 });
const tame = wish.models[0];
/** The rate becomes absurd after update 8. */
const spec: TrainSpec = {
	...wish,
	models: [tame, { seed: 5, rate: 0, momentum: 0 }, { seed: 6, rate: 1e-4, momentum: 0.5 }],
	schedule: [
		{ update: 8, factor: 1 },
		{ update: 8, factor: 1e12 },
	],
};

/** A trainer whose checkpoints are taken after four updates. */
async function resilient(its = spec): Promise<{ fragile: Fragile; trainer: Trainer }> {
	const fragile = new Fragile();
	fragile.pace = 300;
	return { fragile, trainer: await (await fragile.resilient()).train(its) };
}
async function after(updates: number, model: number): Promise<Float32Array> {
	const trainer = await plainEngine(madeUpSource).train(spec);
	await trainer.update(updates);
	return (await trainer.parameters())[model];
}

describe('a model that diverges', () => {
	test('has the weights of the last checkpoint before, at most two seconds of training old', async () => {
		const { trainer } = await resilient();
		for (let made = 0; made < 12; made++) await trainer.update(1);
		const [{ diverged }, still] = await trainer.update(1);
		expect(diverged).toBeGreaterThan(8);
		expect(still).toMatchObject({ diverged: null, updates: 13 });
		const parameters = await trainer.parameters();
		expect(parameters[0]).toEqual(await after(8, 0));
		expect(parameters[1]).toEqual(startWeights(5, spec.widths));
		const { standings, ...checkpoint } = await trainer.checkpoint();
		expect(checkpoint.parameters).toEqual(parameters);
		expect(checkpoint.movement[0].every(Number.isFinite)).toBe(true);
		expect(standings[0].diverged).toBe(diverged);
		expect((await trainer.evaluate('training'))[0].loss).toBeLessThan(10);
	});

	test('has them on the next device, too', async () => {
		const { trainer, fragile } = await resilient();
		for (let made = 0; made < 12; made++) await trainer.update(1);
		const before = await trainer.parameters();
		fragile.failures.push(lost());
		const [{ diverged, updates }] = await trainer.update(3);
		expect(diverged).toBe(updates);
		expect((await trainer.parameters())[0]).toEqual(before[0]);
	});

	test('has its start where no checkpoint came before', async () => {
		const { trainer } = await resilient({ ...spec, schedule: [{ update: 0, factor: 1e12 }] });
		await trainer.update(3);
		expect((await trainer.parameters())[0]).toEqual(startWeights(tame.seed, spec.widths));
	});

	test('has what was loaded where that came last, and goes on once something is loaded again', async () => {
		const { trainer } = await resilient();
		await trainer.update(8);
		const loaded = (await trainer.parameters()).map((model) => model.map((value) => value / 2));
		trainer.load(loaded);
		const [{ diverged }] = await trainer.update(4);
		expect(diverged).not.toBeNull();
		expect((await trainer.parameters())[0]).toEqual(loaded[0]);
		trainer.load(loaded);
		expect((await trainer.update(0))[0].diverged).toBeNull();
		expect((await trainer.update(4))[0].diverged).not.toBeNull();
		expect((await trainer.parameters())[0]).toEqual(loaded[0]);
	});
});

test('weights that are not finite are not good, even of a model that has not diverged yet', async () => {
	const trainer = await plainEngine(madeUpSource).train(wish);
	const good = new LastGood(wish);
	const sound = await trainer.checkpoint();
	good.note(sound);
	await trainer.update(1);
	const spoilt = await trainer.checkpoint();
	spoilt.parameters[0][7] = Infinity;
	good.note(spoilt);
	const diverged = { ...spoilt, standings: [{ updates: 2, stopped: false, diverged: 2 }] };
	const put = good.putInto(diverged);
	expect(put.parameters).toEqual(sound.parameters);
	expect(put.parameters).not.toEqual(spoilt.parameters);
	good.note(put);
	expect(good.isWanted([{ ...diverged.standings[0], loss: NaN, accuracy: NaN }])).toBe(false);
});
