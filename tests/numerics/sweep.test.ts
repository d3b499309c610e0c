// The sweeps show what the book says of its toys, on both twins.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepOrders } from '../../src/lib/engine/sweeps.ts';
import { gpuExpected } from './dawn.ts';
import { ballInputs, column, escapeInputs, inOrder, numbered, phaseInputs } from './sweep-runs.ts';
import { plainTwin, wgslTwin, type Inputs, type Twin } from './sweep-runs.ts';

const RUNS = 1024;
/** Four standard deviations of the difference of two shares of so many runs (the book's had 2,048); a share of 0 or 1 is known to about one run. */
const spreadOf = (share: number, runs = RUNS) => 4 * Math.sqrt((2 * Math.max(share * (1 - share), 1 / runs)) / runs);

const twins: [string, () => Promise<Twin>][] = [['plain', async () => plainTwin]];
if (gpuExpected) twins.push(['wgsl', wgslTwin]);
else test.skip('wgsl: ALLOW_NO_GPU is set', () => undefined);

describe.each(twins)('%s', (_, open) => {
	let twin: Twin;
	beforeAll(async () => void (twin = await open()));
	afterAll(() => twin.close());

	/** Share of the runs that end on the other side of the barrier. */
	async function shareThatLeft(changed: Inputs): Promise<number> {
		const inputs = escapeInputs(RUNS, changed);
		const ends = column('escape', await twin.run('escape', inOrder('escape', inputs), RUNS), 'end');
		const beyond = (w: number) => w > Number(inputs.barrier);
		return ends.filter((end) => beyond(end) !== beyond(Number(inputs.start))).length / RUNS;
	}

	describe('escape', () => {
		test.each([
			[1, 1],
			[2, 1],
			[4, 0.868],
			[5, 0.531],
			[10, 0],
			[20, 0],
		])('at batch size %d the share %d leaves the sharp valley', async (batchSize, share) => {
			expect(Math.abs((await shareThatLeft({ batchSize })) - share)).toBeLessThan(spreadOf(share));
		});

		test.each([1, 4])('at batch size %d nobody leaves the flat valley', async (batchSize) => {
			expect(await shareThatLeft({ batchSize, start: 0.965 })).toBe(0);
		});

		test('at rate 0.05 nobody leaves', async () => {
			expect(await shareThatLeft({ rate: 0.05 })).toBe(0);
		});

		test('from a valley that is sharp and better they leave as well', async () => {
			expect(Math.abs((await shareThatLeft({ batchSize: 4, depth: 1.6 })) - 0.97)).toBeLessThan(spreadOf(0.97) + 0.005);
		});

		test('runs of all examples at once are alike to the last bit', async () => {
			const results = await twin.run('escape', inOrder('escape', escapeInputs(100, { batchSize: 20 })), 100);
			expect(new Set(column('escape', results, 'end')).size).toBe(1);
		});

		test('a run tells at which update it left, and 0 where it did not', async () => {
			const updates = numbered(401);
			const inputs = escapeInputs(1, { updates, run: 7, batchSize: 1 });
			const results = await twin.run('escape', inOrder('escape', inputs), updates.length);
			const [ends, left] = [column('escape', results, 'end'), column('escape', results, 'left')];
			const first = ends.findIndex((end) => end > -0.29);
			expect(first).toBeGreaterThan(0);
			expect([...left]).toEqual([...updates].map((made) => (made < first ? 0 : first)));
		});
	});

	describe('phase', () => {
		const side = 128;
		const steps = (inputs: Inputs, count: number) => twin.run('phase', inOrder('phase', inputs), count);

		test.each([10, 100])('at condition %d nothing outside η < 2(1 + λ)/h_max converges', async (condition) => {
			const inputs = phaseInputs(side, condition);
			const [rate, momentum] = [inputs.rate as Float32Array, inputs.momentum as Float32Array];
			const results = await steps(inputs, side * side);
			const outside = results.filter((_, pixel) => rate[pixel] >= 2 * (1 + momentum[pixel]));
			expect(outside.length).toBeGreaterThan(1000);
			expect(new Set(outside)).toEqual(new Set([1000]));
			expect(results.filter((count) => count < 1000).length).toBeGreaterThan(side ** 2 / 2);
		});

		const one = async (rate: number, momentum: number, condition: number) =>
			(await steps({ rate, momentum, steps: 1000, startX: 1, startY: 1, condition }, 1))[0];

		test('the best asymptotic rate and momentum take 56 steps at condition 100, others fewer: 40', async () => {
			expect(await one(4 / 1.1 ** 2, (0.9 / 1.1) ** 2, 100)).toBe(56);
			expect(await one(3.06, 0.695, 100)).toBe(40);
			const fewest = (await steps(phaseInputs(256, 100), 256 ** 2)).reduce((least, count) => Math.min(least, count));
			expect(fewest).toBe(40);
		});

		test('plain descent takes 346 steps at 2/(h_max + h_min)', async () => {
			expect(await one(2 / 1.01, 0, 100)).toBe(346);
		});
	});

	describe('ball', () => {
		const rests = async (changed: Inputs, count: number) => {
			const results = await twin.run('ball', inOrder('ball', ballInputs(changed)), count);
			return [...column('ball', results, 'end')].map((end) => end.toFixed(2));
		};

		test('rolls into the better valley with momentum 0.9 and 0.95 only', async () => {
			const momentum = Float32Array.of(0, 0.5, 0.8, 0.9, 0.95, 0.99);
			const ends = ['-0.88', '-0.88', '-0.88', '1.09', '1.09', '-0.88'];
			expect(await rests({ momentum }, momentum.length)).toEqual(ends);
		});

		test('started in the good valley at 2.0, it leaves it with momentum 0.9', async () => {
			expect(await rests({ momentum: 0.9, start: 2 }, 1)).toEqual(['-0.88']);
		});

		test('tells that it does not rest yet, and that it diverged', async () => {
			const unfinished = await twin.run('ball', inOrder('ball', ballInputs({ steps: 10 })), 1);
			expect(column('ball', unfinished, 'steps')[0]).toBe(10);
			const diverged = await twin.run('ball', inOrder('ball', ballInputs({ rate: 10 })), 1);
			expect(Math.abs(column('ball', diverged, 'end')[0])).toBeGreaterThan(1000);
			expect(column('ball', diverged, 'steps')[0]).toBe(5000);
		});
	});

	test('basin: from the right of the hill plain descent always ends on the right, momentum 0.95 not', async () => {
		const startX = numbered(41, (index) => 0.1 + index / 20);
		const inputs = { rate: 0.05, steps: 3000, startX, startY: 2, tilt: 0.2, stiffness: 1 };
		const onTheLeft = async (momentum: number) => {
			const results = await twin.run('basin', inOrder('basin', { ...inputs, momentum }), startX.length);
			return column('basin', results, 'endX').filter((x) => x < 0).length;
		};
		expect(await onTheLeft(0)).toBe(0);
		expect(await onTheLeft(0.95)).toBeGreaterThan(0);
	});

	test('tilts cancel within an epoch, so that fewer leave than with replacement', async () => {
		const tilted = { rate: 0.1, start: -0.879, barrier: -0.2, tilt: 0.2, hump: 1, spread: 1 };
		const left = async (order: (typeof sweepOrders)[number]) => {
			const inputs = escapeInputs(RUNS, { ...tilted, order: sweepOrders.indexOf(order) });
			const results = await twin.run('tilts', inOrder('tilts', inputs), RUNS);
			return column('tilts', results, 'left').filter((update) => update > 0).length / RUNS;
		};
		const [shuffled, replaced] = [await left('epoch'), await left('replacement')];
		expect(replaced - shuffled).toBeGreaterThan(spreadOf(replaced));
	});
});
