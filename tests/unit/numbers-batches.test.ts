import { describe, expect, test } from 'vitest';
import { batchPlace, epochOrder, Orders, updatesPerEpoch } from '../../src/lib/engine/batches.ts';
import { layout, parameterCount } from '../../src/lib/engine/layout.ts';
import { startWeights } from '../../src/lib/engine/start.ts';
import { crc32Of } from '../../src/lib/numbers/crc32.ts';
import { ascending } from '../../src/lib/numbers/shuffle.ts';
import { mean } from '../../src/lib/numbers/statistics.ts';

describe('batches', () => {
	test('24 examples at batch 7 are four updates, the last of three examples', () => {
		expect(updatesPerEpoch(24, 7)).toBe(4);
		expect([0, 3, 4].map((update) => batchPlace(update, 24, 7))).toEqual([
			{ epoch: 0, from: 0, to: 7 },
			{ epoch: 0, from: 21, to: 24 },
			{ epoch: 1, from: 0, to: 7 },
		]);
	});
	test('the full batch is one update an epoch', () => {
		expect(batchPlace(5, 60_000, 60_000)).toEqual({ epoch: 5, from: 0, to: 60_000 });
	});
});

describe('an order', () => {
	test('never shuffled is the file’s', () => {
		expect(epochOrder(1, 'never', 5, 3)).toEqual(ascending(5));
	});
	test('shuffled once is that of epoch 0 for ever', () => {
		expect(epochOrder(1, 'once', 50, 3)).toEqual(epochOrder(1, 'epoch', 50, 0));
	});
	test('shuffled every epoch differs by epoch and by seed, and leaves out nothing', () => {
		const orders = [epochOrder(1, 'epoch', 50, 0), epochOrder(1, 'epoch', 50, 1), epochOrder(2, 'epoch', 50, 0)];
		expect(new Set(orders.map(String)).size).toBe(3);
		for (const order of orders) expect(order.sort()).toEqual(ascending(50));
	});
	test('with replacement misses about 1/e of the positions', () => {
		const drawn = epochOrder(1, 'replacement', 10_000, 0);
		expect(new Set(drawn).size / 10_000).toBeCloseTo(1 - Math.exp(-1), 2);
		expect(drawn).not.toEqual(epochOrder(1, 'replacement', 10_000, 1));
	});
	test.each(['never', 'once', 'epoch', 'replacement'] as const)(
		'%s is kept and still right when epochs go back',
		(order) => {
			const orders = new Orders(4, order, 30);
			for (const epoch of [0, 1, 1, 0, 2]) expect(orders.epoch(epoch)).toEqual(epochOrder(4, order, 30, epoch));
			expect(orders.epoch(2)).toBe(orders.epoch(2));
		},
	);
});

describe('start weights', () => {
	const widths = [784, 100, 10];
	const start = startWeights(1, widths);
	const [first, second] = layout(widths).map(({ weights, biases }) => Array.from(start.subarray(weights, biases)));

	test('are one flat array: W row by row, then b, layer by layer', () => {
		expect(layout([3, 2, 4])).toEqual([
			{ inputs: 3, outputs: 2, weights: 0, biases: 6 },
			{ inputs: 2, outputs: 4, weights: 8, biases: 16 },
		]);
		expect([parameterCount([3, 2, 4]), start.length]).toEqual([20, 79_510]);
	});
	test('have mean 0 and variance 2 / inputs in each layer, within four standard errors', () => {
		for (const [weights, inputs] of [
			[first, 784],
			[second, 100],
		] as const) {
			const scaled = weights.map((weight) => weight * Math.sqrt(inputs / 2));
			expect(Math.abs(mean(scaled))).toBeLessThan(4 / Math.sqrt(scaled.length));
			expect(Math.abs(mean(scaled.map((z) => z * z)) - 1)).toBeLessThan(4 * Math.sqrt(2 / scaled.length));
		}
	});
	test('have biases of 0', () => {
		for (const { biases, outputs } of layout(widths)) {
			expect(start.subarray(biases, biases + outputs).every((bias) => bias === 0)).toBe(true);
		}
	});
	test('have the known sum', () => {
		// Golden: tests/numerics/rebuild.py with seed 1, hidden 100.
		expect(crc32Of(start)).toBe('ac5c4fbf');
	});
	test('another seed starts elsewhere', () => {
		expect(startWeights(2, widths)).not.toEqual(start);
	});
});
