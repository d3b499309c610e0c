// Figure `epoch`: its digits are real, its losses are trained, its film has the right updates in it.
import { describe, expect, test } from 'vitest';
import { batchesAt, boxesAt, placeOf, tilesAt } from '../../src/components/figures/epoch.ts';
import { epoch } from '../../src/lib/experiments/epoch.ts';
import { resultOf } from '../../src/lib/experiments/toy.ts';
import { labels, picture, TWO_DOZEN } from '../../src/lib/experiments/two-dozen.ts';
import { crossEntropy, productsOf, slope, step, zeroLogits } from '../../src/lib/landscapes/softmax.ts';
import { mean } from '../../src/lib/numbers/statistics.ts';
import { epochReading } from '../../src/lib/series/epoch-reading.ts';
import { filmOf, momentsOf } from '../../src/lib/series/epoch.ts';
import { defaults } from '../../src/lib/settings/schema.ts';
import { localMnist } from './local-mnist.ts';

const run = (changes: object, seed = 1) => resultOf(epoch, { ...defaults(epoch.settings), ...changes }, null, seed);
const all = Array.from({ length: TWO_DOZEN }, (_, digit) => digit);
const sorted = (digits: readonly number[]) => [...digits].sort((a, b) => a - b);

test('the digits are the first 24 of the training set, pixel for pixel', async () => {
	const { training } = await localMnist().load({ name: 'mnist', examples: 24, validation: 0, test: false, seed: null });
	expect(labels).toEqual([...training.labels]);
	for (const digit of all) expect(picture(digit)).toEqual(training.pixels.subarray(digit * 784, (digit + 1) * 784));
});

describe('the softmax classifier', () => {
	/** Logits where no two classes are alike. */
	const logits = Float64Array.from({ length: 10 }, (_, k) => Math.sin(3 * k));

	test('begins with every class equally likely', () => {
		expect(crossEntropy(new Float64Array(10), 3)).toBeCloseTo(Math.log(10), 12);
	});

	test('has the slope of its loss as its gradient by the logits, and does not overflow', () => {
		const by = (k: number, far: number) =>
			crossEntropy(
				logits.map((z, i) => (i === k ? z + far : z)),
				4,
			);
		slope(logits, 4).forEach((found, k) => expect(found).toBeCloseTo((by(k, 1e-5) - by(k, -1e-5)) / 2e-5, 8));
		expect(crossEntropy(Float64Array.of(2000, 0), 1)).toBe(2000);
		expect([...slope(Float64Array.of(2000, 0), 1)]).toEqual([1, -1]);
	});

	test('moves by inner products as by its weights, along gradients taken from differences', () => {
		const [classes, width, rate] = [3, 5, 0.4];
		const inputs = Array.from({ length: 4 }, (_, e) =>
			Float64Array.from({ length: width }, (_, i) => Math.sin(7 * e + i)),
		);
		const data = { classes, labels: [0, 2, 1, 2], products: productsOf(inputs) };
		const theta = new Float64Array(classes * (width + 1));
		const logitsOf = (example: number) =>
			Float64Array.from({ length: classes }, (_, k) =>
				inputs[example].reduce((sum, value, i) => sum + value * theta[k * width + i], theta[classes * width + k]),
			);
		const lossWith = (batch: readonly number[], place: number, far: number) => {
			theta[place] += far;
			const found = mean(batch.map((example) => crossEntropy(logitsOf(example), data.labels[example])));
			theta[place] -= far;
			return found;
		};
		const moved = zeroLogits(data);
		for (const batch of [[0, 3], [1], [2, 1, 0]]) {
			const gradient = theta.map((_, i) => (lossWith(batch, i, 1e-5) - lossWith(batch, i, -1e-5)) / 2e-5);
			gradient.forEach((each, i) => (theta[i] -= rate * each));
			step(data, moved, batch, rate);
			moved.forEach((logits, example) =>
				logits.forEach((logit, k) => expect(logit).toBeCloseTo(logitsOf(example)[k], 7)),
			);
		}
	});
});

describe('the film', () => {
	test.each([
		[6, 'keep', 4],
		[7, 'keep', 4],
		[7, 'drop', 3],
		[1, 'keep', 24],
		[24, 'drop', 1],
		[13, 'drop', 1],
		[23, 'keep', 2],
	])('has, at batch size %i with the last batch %s, %i updates an epoch', (batchSize, last, updates) => {
		const film = filmOf(run({ batchSize, last, epochs: 2 }));
		expect(film.updates).toHaveLength(2 * updates);
		expect(film.updates.map(({ number }) => number)).toEqual(film.updates.map((_, i) => i + 1));
	});

	test('uses every digit once an epoch, unless a last batch is dropped', () => {
		const used = (changes: object) =>
			filmOf(run(changes))
				.updates.filter(({ epoch: of }) => of === 2)
				.flatMap(({ batch }) => batch);
		expect(sorted(used({ batchSize: 7 }))).toEqual(all);
		expect(new Set(used({ batchSize: 7, last: 'drop' })).size).toBe(21);
	});

	test('shuffles never, once, or before every epoch', () => {
		const orders = (shuffle: string) => filmOf(run({ shuffle, epochs: 3 })).orders;
		expect(orders('never')).toEqual([all, all, all]);
		const [first, ...later] = orders('once');
		expect(first).not.toEqual(all);
		expect(later).toEqual([first, first]);
		expect(new Set(orders('epoch').map(String)).size).toBe(3);
	});

	test('begins in the data’s order, and has a moment for every shuffle and every update', () => {
		const kinds = (shuffle: string) => momentsOf(run({ shuffle, batchSize: 12 })).map(({ kind }) => kind);
		expect(kinds('never')).toEqual(['start', 'update', 'update', 'update', 'update']);
		expect(kinds('once')).toEqual(['start', 'shuffle', 'update', 'update', 'update', 'update']);
		expect(kinds('epoch')).toEqual(['start', 'shuffle', 'update', 'update', 'shuffle', 'update', 'update']);
		expect(momentsOf(run({}))[0].order).toEqual(all);
		expect(epoch.moments!(run({}))).toBe(momentsOf(run({})).length - 1);
	});

	test('shows the loss of a batch before its own update, and of all digits after it', () => {
		const { updates, before } = filmOf(run({ batchSize: 24, epochs: 3 }));
		expect(before).toBeCloseTo(Math.log(10), 12);
		// The same digits in another order, so another last digit.
		[before, updates[0].loss, updates[1].loss].forEach((loss, i) => expect(updates[i].batchLoss).toBeCloseTo(loss, 12));
		expect(updates[2].loss).toBeLessThan(updates[1].loss);
	});
});

describe('the tiles', () => {
	const result = run({ batchSize: 5 });
	const film = filmOf(result);
	const moments = momentsOf(result);

	test('stand each at a place of its own, whatever the order', () => {
		for (const moment of moments) {
			const tiles = tilesAt(film, moment);
			expect(tiles.map(({ digit }) => digit)).toEqual(all);
			expect(new Set(tiles.map(({ x, y }) => `${x} ${y}`)).size).toBe(TWO_DOZEN);
		}
	});

	test('are in use, used, or still to come, as the update has it', () => {
		const third = moments.find(({ kind, updates }) => kind === 'update' && updates === 3)!;
		const count = (when: string) => tilesAt(film, third).filter((tile) => tile.when === when).length;
		expect([count('done'), count('now'), count('next')]).toEqual([10, 5, 9]);
		const inUse = tilesAt(film, third).filter(({ when }) => when === 'now');
		expect(inUse.map(({ digit }) => digit)).toEqual(sorted(film.updates[2].batch));
	});

	test('lie in boxes that go on in the next row and are named once', () => {
		const boxes = boxesAt(film, moments[2]);
		expect(boxes.filter(({ first }) => first).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
		expect(boxes.filter(({ number }) => number === 2)).toHaveLength(2);
		expect(boxes[0].x).toBeLessThan(placeOf(0)[0]);
		expect(batchesAt(film, moments[2])).toHaveLength(5);
	});

	test('of a dropped batch are in none', () => {
		const dropped = run({ batchSize: 7, last: 'drop' });
		const tiles = tilesAt(filmOf(dropped), momentsOf(dropped)[3]);
		expect(tiles.filter(({ when }) => when === null)).toHaveLength(3);
	});
});

test('the words count updates and name the method by its batch size', () => {
	const told = (changes: object) => epochReading.summary(run(changes)).map(({ key }) => key);
	expect(told({})).toEqual(['keep', 'mini', 'shuffle-epoch', 'losses']);
	expect(told({ batchSize: 7, last: 'drop', shuffle: 'never' })).toEqual([
		'drop',
		'dropRest',
		'mini',
		'shuffle-never',
		'losses',
	]);
	expect(told({ batchSize: 24 })).toContain('full');
	expect(told({ batchSize: 1 })).toContain('single');
	expect(epochReading.summary(run({ batchSize: 7 }))[0].values).toMatchObject({ updates: 4, total: 8 });
});

test('it is said where a digit stays unused, and where the loss rises', () => {
	expect(epochReading.disagreement(run({}))).toBeNull();
	expect(epochReading.disagreement(run({ batchSize: 7, last: 'drop' }))).toBe('unused');
	expect(epochReading.disagreement(run({ rate: 1, epochs: 1 }))).toBe('rising');
});
