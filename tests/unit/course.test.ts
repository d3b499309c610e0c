import { expect, test } from 'vitest';
import type { Progress, Trainer, TrainSpec } from '../../src/lib/engine/engine.ts';
import {
	Course,
	costOf,
	divergedNotes,
	measured,
	pointsOf,
	scoresAt,
	spending,
} from '../../src/lib/experiments/course.ts';
import type { Measurement } from '../../src/lib/series/result.ts';
import { Stopped } from '../../src/lib/experiments/experiment.ts';
import { population } from '../../src/lib/experiments/population.ts';

const nothing = () => Promise.reject(new Error('not asked for here'));

/** A population on which an update takes `cost` milliseconds; model `lost` diverges at update `at`. */
function workplace({ models = 2, batchSize = 30, cost = 1, lost = -1, at = Infinity } = {}) {
	let time = 0;
	let updates = 0;
	let rests = 0;
	const calls: number[] = [];
	const spec = {
		data: { name: 'mnist', examples: 100, validation: 10, test: false, seed: null },
		...{ batchSize, models: population(5, models, 0.1) },
	} as unknown as TrainSpec;
	const trainer: Trainer = {
		spec,
		update(count) {
			calls.push(count);
			updates += count;
			time += count * cost;
			return Promise.resolve(
				spec.models.map((_, model): Progress => {
					const diverged = model === lost && updates >= at ? at : null;
					return { updates, stopped: false, diverged, loss: 1, accuracy: 0.5 };
				}),
			);
		},
		evaluate(split) {
			// Scoring takes time, too.
			time += 1000;
			return Promise.resolve(
				spec.models.map((_, model) => ({ loss: model, accuracy: split === 'training' ? 1 : 0.5 })),
			);
		},
		...{ parameters: nothing, order: () => Uint32Array.of(0), gradient: nothing, hessianVector: nothing },
		...{ checkpoint: nothing, load: () => undefined, restore: () => undefined, dispose: () => undefined },
	};
	const lab = {
		now: () => time,
		rest: () => {
			rests++;
			time += 50;
			return Promise.resolve();
		},
	};
	return { trainer, lab, calls, rests: () => rests };
}

test('a course stands where its updates have led it, a smaller last batch counted as it is', async () => {
	const { trainer, lab } = workplace();
	const course = new Course(trainer, lab);
	await course.to(4);
	expect(course.stand).toMatchObject({ updates: 4, epochs: 1, examples: 100 });
	await course.to(7);
	expect(course.stand).toMatchObject({ updates: 7, epochs: 1.9, examples: 190 });
});

test('seconds are those of training, shared by the models; scoring and pauses do not count', async () => {
	const { trainer, lab } = workplace({ cost: 10 });
	const course = new Course(trainer, lab);
	await course.to(100);
	await course.scores(['training', 'validation']);
	expect(course.stand.seconds).toBeCloseTo(0.5, 9);
});

test('calls grow until they last about a quarter of a second, with room for a pause before each', async () => {
	const { trainer, lab, calls, rests } = workplace({ cost: 1 });
	await new Course(trainer, lab).to(2000);
	expect(calls[0]).toBe(1);
	expect(Math.max(...calls)).toBe(250);
	expect(rests()).toBe(calls.length);
	expect(calls.reduce((sum, count) => sum + count)).toBe(2000);
});

test('a slow update is a call of its own, and a stop is heard before it', async () => {
	const { trainer, lab, calls } = workplace({ cost: 900 });
	const course = new Course(trainer, {
		...lab,
		rest: () => (calls.length < 3 ? lab.rest() : Promise.reject(new Stopped())),
	});
	await expect(course.to(10)).rejects.toThrow(Stopped);
	expect(calls).toEqual([1, 1, 1]);
});

test('training for a time ends within one call of it', async () => {
	const { trainer, lab } = workplace({ cost: 3 });
	const course = new Course(trainer, lab);
	await course.until(2);
	expect(course.stand.seconds).toBeGreaterThanOrEqual(2);
	expect(course.stand.seconds).toBeLessThan(2.01);
});

test('a model that diverges has no score from there on; the others go on', async () => {
	const { trainer, lab } = workplace({ lost: 1, at: 5 });
	const course = new Course(trainer, lab);
	const curve: Measurement[] = [];
	for await (const point of scoresAt(course, [0, 4, 8], ['validation'], {})) curve.push(...point);
	const values = (model: number) =>
		curve.filter((each) => each.series === 'validationAccuracy' && each.model === model).map(({ value }) => value);
	expect([values(0), values(1)]).toEqual([
		[0.5, 0.5, 0.5],
		[0.5, 0.5, null],
	]);
	expect(course.diverged).toEqual([null, 5]);
	expect(divergedNotes(trainer, course)).toEqual([
		{ key: 'models-diverged', values: { batch: 30, rate: 0.1, count: 1, models: 2 } },
	]);
});

test('where all have diverged nothing is trained or scored any more, and time does not hold the run up', async () => {
	const { trainer, lab, calls } = workplace({ models: 1, lost: 0, at: 1 });
	const course = new Course(trainer, lab);
	await course.to(1000);
	await course.until(1e6);
	expect(await course.scores(['validation'])).toEqual({ validation: [null] });
	expect([calls, course.stand.updates]).toEqual([[1], 1000]);
});

test('measurements name split and score, model and place, and stand at their number of updates', () => {
	const stand = { updates: 8, epochs: 2, examples: 200, seconds: 0.5 };
	expect(measured(stand, { test: [{ loss: 2, accuracy: 0.25 }, null] }, { order: 'once' })).toEqual([
		...[0.25, 2].map((value, index) => ({
			...{ series: ['testAccuracy', 'testLoss'][index], at: { order: 'once' }, model: 0, axis: 'updates', x: 8 },
			...{ value, epochs: 2, examples: 200, seconds: 0.5 },
		})),
		...['testAccuracy', 'testLoss'].map((series) => ({
			...{ series, at: { order: 'once' }, model: 1, axis: 'updates', x: 8, value: null },
			...{ epochs: 2, examples: 200, seconds: 0.5 },
		})),
	]);
});

test('measuring points begin at 0, end with the last update, and come once each', () => {
	expect(pointsOf(6000, 32, 3, 4)).toEqual([0, 47, 94, 141, 188, 235, 282, 329, 376, 423, 470, 517, 564]);
	expect(pointsOf(100, 100, 2, 4)).toEqual([0, 1, 2]);
});

test('a population takes its seeds upwards from the run’s, and stays within the range of seeds', () => {
	expect(population(2 ** 32 - 1, 2, 0.1, 0.9)).toEqual([
		{ seed: 2 ** 32 - 1, rate: 0.1, momentum: 0.9 },
		{ seed: 0, rate: 0.1, momentum: 0.9 },
	]);
});

test('what is spent adds up to the whole', () => {
	const spend = spending([1, 2, 5]);
	expect([spend(1), spend(2), spend(5)]).toEqual([1 / 8, 3 / 8, 1]);
	expect(costOf(10, 100, 300)).toBeGreaterThan(costOf(10, 100, 0));
});
