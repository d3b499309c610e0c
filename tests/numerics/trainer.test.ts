// The plain trainer keeps the contract, and what only plain loops promise.
import { describe, expect, test } from 'vitest';
import { RUNAWAY, type Trainer, type TrainSpec } from '../../src/lib/engine/engine.ts';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { madeUpSource, relativeError, specOf } from './cases.ts';
import { contractTests } from './contract.ts';

contractTests('the plain engine', async (source) => plainEngine(source));

const engine = plainEngine(madeUpSource);
const train = (wish: Parameters<typeof specOf>[0], change: Partial<TrainSpec> = {}): Promise<Trainer> =>
	engine.train({ ...specOf(wish), ...change });

test.each([7, 100])('momentum 0 is plain descent: the least momentum hardly differs (batch %d)', async (batchSize) => {
	const runs = [0, 1e-12].map(async (momentum) => {
		const trainer = await train({ examples: 300, batchSize, momentum });
		await trainer.update(10);
		return (await trainer.parameters())[0];
	});
	const [none, least] = await Promise.all(runs);
	expect(relativeError(least, none)).toBeLessThan(1e-6);
});

describe.each([32, 64] as const)('a diverged run in %d bits', (precision) => {
	const spec = specOf({ widths: [784, 30, 30, 10], examples: 64, batchSize: 32, rate: 1e3 });

	test.each(['sgd', 'adam'] as const)('tells the first update whose batch has run away (%s)', async (name) => {
		const oracle = plainEngine(madeUpSource, { precision });
		const wild = { ...spec, optimiser: { name } };
		const [single, whole] = [await oracle.train(wild), await oracle.train(wild)];
		const losses = [];
		let [last] = await single.update(1);
		for (; last.diverged === null && losses.length < 30; [last] = await single.update(1)) losses.push(last.loss);
		expect(losses.every((loss) => loss <= RUNAWAY)).toBe(true);
		expect(last).toMatchObject({ updates: losses.length + 1, diverged: losses.length + 1 });
		expect(last.loss <= RUNAWAY).toBe(false);
		const [{ updates, diverged }] = await whole.update(30);
		expect({ updates, diverged }).toEqual({ updates: last.updates, diverged: last.diverged });
	});
	test('whose numbers are no longer finite does not hide it', async () => {
		const wild = { ...spec, models: [{ ...spec.models[0], rate: 1e200 }] };
		const trainer = await plainEngine(madeUpSource, { precision }).train(wild);
		expect(await trainer.update(30)).toMatchObject([{ diverged: 2, loss: NaN }]);
		expect((await trainer.evaluate('training'))[0].loss).not.toSatisfy(Number.isFinite);
	});
});

test('other tasks get their turn inside one large batch', async () => {
	const trainer = await train({ examples: 20_000, batchSize: 20_000 });
	let turns = 0;
	const timer = setInterval(() => turns++, 1);
	await trainer.update(1);
	clearInterval(timer);
	expect(turns).toBeGreaterThan(2);
});

test('disposing ends an update that is under way', async () => {
	const trainer = await train({ examples: 5000, batchSize: 5000 });
	const update = trainer.update(100);
	trainer.dispose();
	trainer.dispose();
	await expect(update).rejects.toThrow('disposed');
});
