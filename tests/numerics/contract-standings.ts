// The part of the contract on going on and coming to an end: checkpoints, loading, stopping, divergence.
import { describe, expect, test } from 'vitest';
import type { Checkpoint, Trainer } from '../../src/lib/engine/engine.ts';
import { crc32Of } from '../../src/lib/numbers/crc32.ts';
import { specOf } from './cases.ts';
import { bits, descents, type Using } from './contract-parts.ts';

const small = { widths: [784, 20, 10], examples: 100, batchSize: 32 };
const adam = specOf({ ...small, optimiser: { name: 'adam' } });
const going = { stopped: false, diverged: null };
const zeros = (arrays: readonly Float32Array[]) => arrays.map((array) => new Float32Array(array.length));

export function standingTests(using: Using): void {
	describe('a checkpoint', () => checkpointTests(using));
	describe('parameters that are loaded', () => loadTests(using));
	describe('a model that stops', () => stopTests(using));
	describe('a model that diverges', () => divergenceTests(using));

	test('no update tells no loss and changes nothing', async () => {
		await using(adam, async (trainer) => {
			const before = await bits(trainer);
			expect(await trainer.update(0)).toEqual([{ ...going, updates: 0, loss: NaN, accuracy: NaN }]);
			expect(await bits(trainer)).toEqual(before);
		});
	});
}

/** What a trainer comes to in three more updates. */
async function threeMore(trainer: Trainer) {
	const progress = await trainer.update(3);
	const { movement, squares, ...rest } = await trainer.checkpoint();
	const all = [...rest.parameters, ...movement, ...squares].map(crc32Of);
	return { progress, all, updates: rest.updates, steps: rest.steps, standings: rest.standings };
}

function checkpointTests(using: Using): void {
	test.each(descents)('goes on bit for bit, in the middle of an epoch too ($name)', async (descent) => {
		const spec = specOf({ ...small, ...descent });
		const { checkpoint, unbroken } = await using(spec, async (trainer) => {
			await trainer.update(6);
			const checkpoint = await trainer.checkpoint();
			return { checkpoint, unbroken: await threeMore(trainer) };
		});
		expect([checkpoint.updates, checkpoint.steps, checkpoint.standings]).toEqual([6, 6, [{ ...going, updates: 6 }]]);
		await using(spec, async (trainer) => {
			await trainer.update(2);
			trainer.restore(checkpoint);
			expect(await trainer.checkpoint()).toEqual(checkpoint);
			expect(await threeMore(trainer)).toEqual(unbroken);
		});
	});

	test('is a copy', async () => {
		await using(adam, async (trainer) => {
			await trainer.update(3);
			const checkpoint = await trainer.checkpoint();
			const sums = () =>
				[checkpoint.parameters, checkpoint.movement, checkpoint.squares].flatMap((part) => part.map(crc32Of));
			const before = sums();
			await trainer.update(3);
			trainer.restore(checkpoint);
			await trainer.update(3);
			expect(sums()).toEqual(before);
		});
	});

	test.each<[string, (checkpoint: Checkpoint) => Checkpoint]>([
		['movement', (checkpoint) => ({ ...checkpoint, movement: zeros(checkpoint.movement) })],
		['squares', (checkpoint) => ({ ...checkpoint, squares: zeros(checkpoint.squares) })],
		['steps', (checkpoint) => ({ ...checkpoint, steps: 0 })],
		['updates', (checkpoint) => ({ ...checkpoint, updates: 5, steps: 5, standings: [{ ...going, updates: 5 }] })],
	])('that lost its %s does not go on alike', async (_, lose) => {
		await using(adam, async (trainer) => {
			await trainer.update(6);
			const checkpoint = await trainer.checkpoint();
			await trainer.update(3);
			const right = await bits(trainer);
			trainer.restore(lose(checkpoint));
			await trainer.update(3);
			expect(await bits(trainer)).not.toEqual(right);
		});
	});
}

function loadTests(using: Using): void {
	test.each(descents)('stand still and take their next step as a first one ($name)', async (descent) => {
		const spec = specOf({ ...small, ...descent });
		const loaded = await using(spec, async (trainer) => {
			await trainer.update(2);
			const parameters = await trainer.parameters();
			trainer.load(parameters);
			const { movement, squares, ...rest } = await trainer.checkpoint();
			expect(rest).toEqual({ updates: 2, steps: 0, standings: [{ ...going, updates: 2 }], parameters });
			expect([...movement, ...squares].map(crc32Of)).toEqual(zeros([...movement, ...squares]).map(crc32Of));
			return { parameters, three: await threeMore(trainer) };
		});
		await using(spec, async (trainer) => {
			const fresh = await trainer.checkpoint();
			const standings = [{ ...going, updates: 2 }];
			trainer.restore({ ...fresh, updates: 2, standings, parameters: loaded.parameters });
			expect(await threeMore(trainer)).toEqual(loaded.three);
		});
	});
}

function stopTests(using: Using): void {
	const EVERY = 3;
	const models = [
		{ seed: 1, rate: 0.1, momentum: 0.9 },
		{ seed: 2, rate: 1e-6, momentum: 0 },
		{ seed: 3, rate: 0.2, momentum: 0 },
	];
	const endless = { ...specOf(small), models };

	/** Losses of every model after 3, 6, 9 … updates. */
	const lossesOf = () =>
		using(endless, async (trainer) => {
			const losses: number[][] = [];
			for (let at = 0; at < 5; at++) {
				await trainer.update(EVERY);
				losses.push((await trainer.evaluate('training')).map(({ loss }) => loss));
			}
			return losses;
		});
	/** A wish that the first model meets at the third measurement, far from rounding, and when each model should stop. */
	async function wished() {
		const losses = await lossesOf();
		const loss = (losses[1][0] + losses[2][0]) / 2;
		const first = models.map((_, m) => losses.findIndex((measured) => measured[m] <= loss));
		return { loss, ends: first.map((index) => (index < 0 ? null : (index + 1) * EVERY)) };
	}

	test('does so when its loss is first measured at the wish, and the others go on as if alone', async () => {
		const { loss, ends } = await wished();
		expect(ends.slice(0, 2)).toEqual([9, null]);
		const spec = { ...endless, stopBelow: { loss, every: EVERY } };
		const whole = await using(spec, async (trainer) => {
			const progress = await trainer.update(14);
			expect(progress.map(({ updates }) => updates)).toEqual(ends.map((end) => end ?? 14));
			expect(progress.map(({ stopped }) => stopped)).toEqual(ends.map((end) => end !== null));
			expect(progress.every(({ diverged }) => diverged === null)).toBe(true);
			return { progress, parameters: await bits(trainer) };
		});
		for (const [m, only] of models.entries()) {
			await using({ ...endless, models: [only] }, async (trainer) => {
				const [alone] = await trainer.update(ends[m] ?? 14);
				expect({ ...alone, stopped: ends[m] !== null }).toEqual(whole.progress[m]);
				expect((await bits(trainer))[0]).toBe(whole.parameters[m]);
			});
		}
	});

	test('makes no more updates, from a checkpoint neither, until parameters are loaded', async () => {
		const { loss } = await wished();
		await using({ ...endless, stopBelow: { loss, every: EVERY } }, async (trainer) => {
			await trainer.update(4);
			await trainer.update(8);
			const [stopped, other] = await bits(trainer);
			const checkpoint = await trainer.checkpoint();
			expect(checkpoint.standings[0]).toEqual({ updates: 9, stopped: true, diverged: null });
			trainer.restore(checkpoint);
			const [still, moving] = await trainer.update(1);
			expect(still).toEqual({ updates: 9, stopped: true, diverged: null, loss: NaN, accuracy: NaN });
			expect(moving.updates).toBe(13);
			expect((await bits(trainer))[0]).toBe(stopped);
			expect((await bits(trainer))[1]).not.toBe(other);
			trainer.load(await trainer.parameters());
			const [again] = await trainer.update(1);
			expect({ ...again, loss: 0, accuracy: 0 }).toEqual({ ...going, updates: 14, loss: 0, accuracy: 0 });
			expect((await bits(trainer))[0]).not.toBe(stopped);
		});
	});
}

function divergenceTests(using: Using): void {
	// Random weights give some nats; a step of this rate makes the next batch's loss far larger than RUNAWAY, or not finite.
	const wild = { seed: 1, rate: 1e20, momentum: 0 };
	const calm = { seed: 2, rate: 0.05, momentum: 0.9 };
	const spec = { ...specOf(small), models: [wild, calm] };

	test('says so with the update, makes no more, and leaves its neighbours alone', async () => {
		const alone = await using({ ...spec, models: [calm] }, async (trainer) => ({
			progress: [...(await trainer.update(4)), ...(await trainer.update(3))],
			parameters: await bits(trainer),
		}));
		await using(spec, async (trainer) => {
			const [lost, kept] = await trainer.update(4);
			// Its first loss is an ordinary one. An engine may tell the last update of the call.
			expect(lost.diverged).toBeGreaterThanOrEqual(2);
			expect(lost.diverged).toBeLessThanOrEqual(4);
			expect(lost).toMatchObject({ updates: lost.diverged, stopped: false });
			expect(lost.loss <= 1e5).toBe(false);
			const [later, keptLater] = await trainer.update(3);
			const { updates, stopped, diverged } = lost;
			expect(later).toEqual({ updates, stopped, diverged, loss: NaN, accuracy: NaN });
			expect([kept, keptLater]).toEqual(alone.progress);
			expect((await bits(trainer))[1]).toBe(alone.parameters[0]);
		});
	});

	test('stays so in a checkpoint, and goes on once good parameters are loaded', async () => {
		await using(spec, async (trainer) => {
			const good = await trainer.parameters();
			await trainer.update(4);
			const checkpoint = await trainer.checkpoint();
			expect(checkpoint.standings[0].diverged).not.toBeNull();
			trainer.load(good);
			const [first] = await trainer.update(1);
			expect(first).toMatchObject({ ...going, updates: 5 });
			expect(first.loss).toBeLessThan(100);
			trainer.restore(checkpoint);
			const [again] = await trainer.update(1);
			expect(again).toEqual({ ...checkpoint.standings[0], loss: NaN, accuracy: NaN });
		});
	});
}
