// What any trainer must keep, shown on the plain one.
import { describe, expect, test } from 'vitest';
import { crc32Of } from '../../src/lib/numbers/crc32.ts';
import { epochOrder } from '../../src/lib/engine/batches.ts';
import type { Trainer, TrainSpec } from '../../src/lib/engine/engine.ts';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { startWeights } from '../../src/lib/engine/start.ts';
import { madeUpSource, relativeError, specOf } from './cases.ts';

const engine = plainEngine(madeUpSource);
const train = (wish: Parameters<typeof specOf>[0], change: Partial<TrainSpec> = {}): Promise<Trainer> =>
	engine.train({ ...specOf(wish), ...change });
const model = { seed: 2021, rate: 0.05, momentum: 0 };
const bits = async (trainer: Trainer) => (await trainer.parameters()).map(crc32Of);

test('sixty-four digits are learnt by heart', async () => {
	const spec = { models: [{ seed: 1, rate: 0.2, momentum: 0.9 }] };
	const trainer = await train({ widths: [784, 32, 10], examples: 64, batchSize: 16 }, spec);
	await trainer.update(4 * 40);
	const [score] = await trainer.evaluate('training');
	expect(score.accuracy).toBe(1);
	expect(score.loss).toBeLessThan(0.01);
});

test.each([0, 0.9])('rate 0 leaves the weights as they are, bit for bit (momentum %d)', async (momentum) => {
	const trainer = await train({ examples: 100, batchSize: 32 }, { models: [{ seed: 7, rate: 0, momentum }] });
	await trainer.update(9);
	expect(await bits(trainer)).toEqual([crc32Of(startWeights(7, trainer.spec.widths))]);
});

describe.each([0, 0.9])('a checkpoint with momentum %d', (momentum) => {
	const wish = { examples: 100, batchSize: 32, momentum };

	test('goes on bit for bit, in the middle of an epoch too', async () => {
		const unbroken = await train(wish);
		await unbroken.update(6);
		const checkpoint = await unbroken.checkpoint();
		await unbroken.update(7);
		const other = await train(wish);
		await other.update(2);
		other.restore(checkpoint);
		expect(await other.update(7)).toEqual([{ updates: 13, loss: expect.any(Number) as number }]);
		expect(await bits(other)).toEqual(await bits(unbroken));
	});
	test('is a copy', async () => {
		const trainer = await train(wish);
		await trainer.update(3);
		const checkpoint = await trainer.checkpoint();
		const before = checkpoint.parameters.map(crc32Of);
		await trainer.update(3);
		expect(checkpoint.parameters.map(crc32Of)).toEqual(before);
	});
});

test.each(['movement', 'updates'] as const)('a checkpoint that lost its %s does not go on alike', async (lost) => {
	const wish = { examples: 100, batchSize: 32, momentum: 0.9 };
	const trainer = await train(wish);
	await trainer.update(6);
	const checkpoint = await trainer.checkpoint();
	await trainer.update(3);
	const zeros = checkpoint.movement.map((array) => new Float32Array(array.length));
	const other = await train(wish);
	other.restore(lost === 'movement' ? { ...checkpoint, movement: zeros } : { ...checkpoint, updates: 0 });
	await other.update(3);
	expect(await bits(other)).not.toEqual(await bits(trainer));
});

test('gradients of parts, weighted by their size, add up to the gradient of the whole', async () => {
	const trainer = await train({ examples: 300, batchSize: 1 });
	const order = epochOrder(3, 'epoch', 300, 0);
	const [whole] = await trainer.gradient(order);
	const sum = new Float64Array(whole.length);
	for (const [from, to] of [
		[0, 1],
		[1, 130],
		[130, 300],
	]) {
		const [part] = await trainer.gradient(order.subarray(from, to));
		part.forEach((value, i) => (sum[i] += (value * (to - from)) / 300));
	}
	expect(relativeError(sum, whole)).toBeLessThan(1e-6);
});

test('one update on the full batch is a step of the rate against the gradient', async () => {
	const trainer = await train({ examples: 150, batchSize: 150 });
	const [gradient] = await trainer.gradient(trainer.order(0, 0));
	const [before] = await trainer.parameters();
	await trainer.update(1);
	const [after] = await trainer.parameters();
	const step = after.map((value, i) => (before[i] - value) / model.rate);
	expect(relativeError(step, gradient)).toBeLessThan(1e-4);
});

test.each([7, 100])('momentum 0 is plain descent: the least momentum hardly differs (batch %d)', async (batchSize) => {
	const runs = [0, 1e-12].map(async (momentum) => {
		const trainer = await train({ examples: 300, batchSize, momentum });
		await trainer.update(10);
		return (await trainer.parameters())[0];
	});
	const [none, least] = await Promise.all(runs);
	expect(relativeError(least, none)).toBeLessThan(1e-6);
});

test('models side by side are trained as each would be alone', async () => {
	const models = [model, { seed: 5, rate: 0.1, momentum: 0.9 }];
	const wish = { examples: 100, batchSize: 32 };
	const together = await train(wish, { models });
	const progress = await together.update(7);
	for (const [m, only] of models.entries()) {
		const alone = await train(wish, { models: [only] });
		expect(await alone.update(7)).toEqual([progress[m]]);
		expect((await bits(together))[m]).toBe((await bits(alone))[0]);
	}
});

test('start and orders are those of the seed', async () => {
	const trainer = await train({ examples: 50, batchSize: 7 });
	expect(await bits(trainer)).toEqual([crc32Of(startWeights(2021, [784, 100, 10]))]);
	expect(trainer.order(0, 3)).toEqual(epochOrder(2021, 'epoch', 50, 3));
});

test('no update tells no loss and changes nothing', async () => {
	const trainer = await train({ examples: 50, batchSize: 7 });
	expect(await trainer.update(0)).toEqual([{ updates: 0, loss: NaN }]);
	expect(await bits(trainer)).toEqual([crc32Of(startWeights(2021, [784, 100, 10]))]);
});

test.each([32, 64] as const)('a diverged run says so and does not hide it (%d bits)', async (precision) => {
	const spec = {
		...specOf({ widths: [784, 30, 30, 10], examples: 64, batchSize: 32 }),
		models: [{ ...model, rate: 1e30 }],
	};
	const trainer = await plainEngine(madeUpSource, { precision }).train(spec);
	const [{ loss }] = await trainer.update(30);
	expect(loss).not.toSatisfy(Number.isFinite);
	expect((await trainer.evaluate('training'))[0].loss).not.toSatisfy(Number.isFinite);
});

test('other tasks get their turn inside one large batch', async () => {
	const trainer = await train({ examples: 5000, batchSize: 5000 });
	let turns = 0;
	const timer = setInterval(() => turns++, 1);
	await trainer.update(2);
	clearInterval(timer);
	expect(turns).toBeGreaterThan(3);
});

test('disposing ends an update that is under way, and whatever comes later', async () => {
	const trainer = await train({ examples: 5000, batchSize: 5000 });
	const update = trainer.update(100);
	trainer.dispose();
	trainer.dispose();
	await expect(update).rejects.toThrow('disposed');
	await expect(trainer.parameters()).rejects.toThrow('disposed');
	expect(() => trainer.order(0, 0)).toThrow('disposed');
});

test('splits that were asked for are scored; another is refused', async () => {
	const trainer = await engine.train({
		...specOf({ examples: 50, batchSize: 7 }),
		data: { name: 'mnist', examples: 50, validation: 20, test: false, seed: null },
	});
	const [{ loss, accuracy }] = await trainer.evaluate('validation');
	expect(loss).toBeGreaterThan(1);
	expect(accuracy * 20).toBe(Math.round(accuracy * 20));
	await expect(trainer.evaluate('test')).rejects.toThrow('split: expected one that was asked for, got "test"');
});

test('what is loaded must fit', async () => {
	const trainer = await train({ widths: [784, 10], examples: 50, batchSize: 7 });
	expect(() => trainer.load([])).toThrow('parameters: expected 1 models, got 0');
	expect(() => trainer.load([new Float32Array(3)])).toThrow('parameters[0]: expected 7850 numbers, got 3');
	await expect(trainer.gradient(Uint32Array.of(1, 50))).rejects.toThrow(
		'examples: expected positions from 0 to 49, got 50',
	);
	await expect(trainer.update(-1)).rejects.toThrow('update count: expected a whole number from 0, got -1');
	const loaded = Float32Array.from({ length: 7850 }, (_, i) => i);
	trainer.load([loaded]);
	expect((await trainer.parameters())[0]).toEqual(loaded);
});
