// Both twins of a sweep compute the same: orders exactly, places within float32's error, and nothing is left on the device.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { epochOrder } from '../../src/lib/engine/batches.ts';
import { openDevice, type OpenDevice } from '../../src/lib/engine/device.ts';
import { DeviceError } from '../../src/lib/engine/errors.ts';
import { sweepOrders, sweeps, type SweepName } from '../../src/lib/engine/sweeps.ts';
import { sweepProgram } from '../../src/lib/engine/wgsl/sweep.ts';
import { landscapes } from '../../src/lib/landscapes/list.ts';
import { Stream } from '../../src/lib/numbers/random.ts';
import { counted, dawn, gpuExpected, type Use } from './dawn.ts';
import { ballInputs, column, escapeInputs, inOrder, numbered, phaseInputs } from './sweep-runs.ts';
import { plainTwin, wgslTwin, type Inputs, type Twin } from './sweep-runs.ts';

const { examples } = landscapes.escape;

/**
 * Where an `escape` run is in float64 after each update, and the bound of float32's error there. An update turns an error e into
 * |1 − η·h̄|·e plus its own rounding, with h̄ the mean curvature of the batch. In units of 2⁻²³ that rounding is |w|, plus η times: 3·h̄ for
 * w − sᵢ (a division of 2.5 units and two roundings of numbers below 1.4); 20 for exp(−z²/2) and its factors (3 + z² units of WGSL's exp,
 * 3z² of its argument, the rest; together below 20 wherever the hollow's slope is not negligible) and one an example for their sum, each of
 * the largest slope.
 */
function path(batchSize: number, order: (typeof sweepOrders)[number], rate: number, updates: number, run: number) {
	const parameters = Object.fromEntries(
		Object.entries(landscapes.escape.parameters).map(([name, value]) => [name, Math.fround(value)]),
	) as typeof landscapes.escape.parameters;
	const [eta, largestSlope] = [Math.fround(rate), 6];
	let [w, error, bend] = [Math.fround(-0.985), 0, 0];
	const perEpoch = Math.ceil(examples.count / batchSize);
	const steps = Array.from({ length: updates }, (_, update) => {
		const positions = epochOrder(2021, order, examples.count, Math.floor(update / perEpoch), run);
		const batch = positions.slice((update % perEpoch) * batchSize, ((update % perEpoch) + 1) * batchSize);
		const mean = (of: typeof examples.slope) =>
			batch.reduce((sum, example) => sum + of(w, example, parameters), 0) / batch.length;
		bend = mean(examples.curvature);
		const rounding = Math.abs(w) + eta * (3 * Math.abs(bend) + (20 + batchSize) * largestSlope);
		error = Math.abs(1 - eta * bend) * error + 2 ** -23 * rounding;
		w -= eta * mean(examples.slope);
		return { w, error };
	});
	return steps;
}

describe.skipIf(!gpuExpected)('on the device (ALLOW_NO_GPU=1 skips)', () => {
	let [device, use, twin]: [OpenDevice, Use, Twin] = [] as never;
	beforeAll(async () => {
		const watched = counted(await dawn());
		device = await openDevice(watched.gpu);
		use = watched.use;
		twin = await wgslTwin(device);
	});
	afterAll(() => twin.close());

	/** Shares of the bound that the device's error takes, one an update and run; Infinity where it is above a thousandth. */
	async function sharesOfBound(
		batchSize: number,
		order: (typeof sweepOrders)[number],
		rate: number,
		askedOrder = order,
	) {
		const [updates, runs] = [60, 8];
		const count = updates * runs;
		const inputs = escapeInputs(count, {
			...{ batchSize, rate, order: sweepOrders.indexOf(askedOrder) },
			updates: numbered(count, (index) => 1 + (index % updates)),
			run: numbered(count, (index) => Math.floor(index / updates)),
		});
		const ends = column('escape', await twin.run('escape', inOrder('escape', inputs), count), 'end');
		const expected = Array.from({ length: runs }, (_, run) => path(batchSize, order, rate, updates, run)).flat();
		return expected.flatMap(({ w, error }, index) => (error < 1e-3 ? [Math.abs(ends[index] - w) / error] : []));
	}
	const largest = (shares: readonly number[]) => shares.reduce((most, share) => Math.max(most, share));

	// At so small a rate errors hardly grow, while two examples in each other's place are a thousand times the bound apart.
	test.each(sweepOrders)('examples come in the order "%s" of a training run', async (order) => {
		for (const batchSize of [1, 3, 7]) {
			const shares = await sharesOfBound(batchSize, order, 1e-3);
			expect(shares).toHaveLength(480);
			expect(largest(shares)).toBeLessThan(1);
		}
	});

	test('another order is told by the same measure', async () => {
		expect(largest(await sharesOfBound(3, 'epoch', 1e-3, 'once'))).toBeGreaterThan(10);
	});

	test.each([1, 4, 20])('escape at batch size %d stays within the bound of its rounding', async (batchSize) => {
		const shares = await sharesOfBound(batchSize, 'epoch', 0.2);
		expect(shares.length).toBeGreaterThan(48);
		expect(largest(shares)).toBeLessThan(1);
	});

	const both = async (name: SweepName, inputs: Inputs, count: number) => {
		const ordered = inOrder(name, inputs);
		return [await twin.run(name, ordered, count), await plainTwin.run(name, ordered, count)];
	};

	// A pixel whose distance comes within float32's error of the threshold may count a step more or less.
	test.each([10, 100])('phase: at condition %d all pixels are within one step', async (condition) => {
		const side = 256;
		const [device, plain] = await both('phase', phaseInputs(side, condition), side * side);
		expect(device.filter((steps, pixel) => Math.abs(steps - plain[pixel]) > 1)).toHaveLength(0);
	});

	// At rest the gradient is known to ± 4 units of 2⁻²³ of terms below 2, and the curvature is above 1.3: 10⁻⁶ of a place;
	// RESTING does not come in, for both twins go on to the last step.
	test('ball and basin: balls come to rest at the same place', async () => {
		const momentum = numbered(19, (index) => index / 20);
		const [onDevice, onLoops] = await both('ball', ballInputs({ momentum, steps: 2000 }), momentum.length);
		column('ball', onDevice, 'end').forEach((end, run) => {
			expect(Math.abs(end - column('ball', onLoops, 'end')[run])).toBeLessThan(1e-6);
		});
		const startX = numbered(400, (index) => -2 + (index % 20) / 5);
		const startY = numbered(400, (index) => -2 + Math.floor(index / 20) / 5);
		const inputs = { rate: 0.05, momentum: 0.9, steps: 2000, startX, startY, tilt: 0.2, stiffness: 1 };
		const [there, here] = await both('basin', inputs, 400);
		for (const output of ['endX', 'endY']) {
			const expected = column('basin', here, output);
			column('basin', there, output).forEach((end, run) => expect(Math.abs(end - expected[run])).toBeLessThan(3e-6));
		}
	});

	test('ends of long chaotic runs agree in their statistics', async () => {
		const [onDevice, onLoops] = await both('escape', escapeInputs(1000, { batchSize: 5 }), 1000);
		const share = (results: Float32Array) =>
			column('escape', results, 'end').filter((end) => end > -0.29).length / 1000;
		// Orders are the same, so this is less than the binomial error of two independent shares.
		expect(Math.abs(share(onDevice) - share(onLoops))).toBeLessThan(4 * Math.sqrt((2 * 0.25) / 1000));
	});

	test('more than 65,535 workgroups of runs are all computed', async () => {
		const count = 65_535 * 64 + 1;
		const rate = numbered(count, (run) => (run % 4) / 2);
		const inputs = { rate, momentum: 0, steps: 3, startX: 1, startY: 0, condition: 1 };
		const results = await twin.run('phase', inOrder('phase', inputs), count);
		// 1 − rate is 1, ½, 0, −½: a rate of 1 is there after the first step.
		expect(results.length).toBe(count);
		expect(results.findIndex((steps, run) => steps !== [3, 3, 1, 3][run % 4])).toBe(-1);
	});

	test('random words and whole numbers below a bound are those of the published streams, bit for bit', async () => {
		const streams = numbered(64, (index) => index * 1_234_567);
		const bounds = [1, 3, 20, 3 * 2 ** 30, 2 ** 31 + 1, 2 ** 32 - 1];
		const drawn = await words(device.device, bounds, streams.length);
		const expected = Array.from(streams.keys()).flatMap((index) => {
			const stream = new Stream(0xfedcba98 + index, 'order', 7 * index, 1_000_003 * index);
			return bounds.map((bound) => stream.below(bound));
		});
		expect([...drawn]).toEqual(expected);
	});

	test('no buffer is left behind, not even by a device that is lost', async () => {
		await twin.run('ball', inOrder('ball', ballInputs()), 1);
		expect(use.buffers).toBe(0);
		const fresh = counted(await dawn());
		const lost = await openDevice(fresh.gpu);
		const running = (await wgslTwin(lost)).run('escape', inOrder('escape', escapeInputs(1000)), 1000);
		lost.device.destroy();
		await expect(running).rejects.toThrow(DeviceError);
		await expect.poll(() => fresh.use.buffers).toBe(0);
	});
});

/** `below(bound)` for every bound in turn from `count` streams, on the device. */
async function words(device: GPUDevice, bounds: readonly number[], count: number): Promise<Uint32Array> {
	const program = sweepProgram('escape');
	const code = `${program.slice(0, program.indexOf('// sweep.wgsl'))}
		@group(0) @binding(0) var<storage, read_write> drawn: array<u32>;
		@compute @workgroup_size(1) fn draw(@builtin(global_invocation_id) id: vec3u) {
			var draws = stream(0xfedcba98u + id.x, PURPOSE_ORDER, 7u * id.x, 1000003u * id.x);
			${bounds.map((bound, place) => `drawn[id.x * ${bounds.length}u + ${place}u] = below(&draws, ${bound}u);`).join('\n')}
		}`;
	const compute = { module: device.createShaderModule({ code }) };
	const pipeline = device.createComputePipeline({ layout: 'auto', compute });
	const size = 4 * bounds.length * count;
	const drawn = device.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC });
	const read = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
	const encoder = device.createCommandEncoder();
	const pass = encoder.beginComputePass();
	const entries = [{ binding: 0, resource: { buffer: drawn } }];
	pass.setPipeline(pipeline);
	pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
	pass.dispatchWorkgroups(count);
	pass.end();
	encoder.copyBufferToBuffer(drawn, 0, read, 0, size);
	device.queue.submit([encoder.finish()]);
	await read.mapAsync(GPUMapMode.READ);
	const result = new Uint32Array(read.getMappedRange().slice(0));
	for (const buffer of [drawn, read]) buffer.destroy();
	return result;
}

describe('bad input is refused by name:', () => {
	const good = escapeInputs(3);
	const refused = (changed: Inputs, count = 3) =>
		expect(plainTwin.run('escape', inOrder('escape', { ...good, ...changed }), count)).rejects;

	test.each([
		[{ batchSize: 21 }, 'escape batchSize[0]: expected a whole number from 1 to 20, got 21'],
		[{ rate: NaN }, 'escape rate[0]: expected a number from 0 to 100, got NaN'],
		[{ run: Float32Array.of(0, 1, 0.5) }, 'escape run[2]: expected a whole number from 0 to 16777215, got 0.5'],
		[{ start: new Float32Array(2) }, 'escape start: expected 1 or 3 numbers, got 2'],
		[{ depth: Infinity }, 'escape depth[0]: expected a number from -100 to 100, got Infinity'],
	] as [Inputs, string][])('%j', (changed, message) => refused(changed).toThrow(new RangeError(message)));

	test.each([0, 1.5, NaN])('a count of %d', (count) =>
		refused({}, count).toThrow(`escape count: expected a whole number from 1 to 16777216, got ${count}`),
	);

	test('another number of inputs', () =>
		expect(plainTwin.run('ball', [], 1)).rejects.toThrow(
			'ball: expected 6 inputs (rate, momentum, steps, start, tilt, hump), got 0',
		));

	test('a sweep that there is not', () =>
		expect(plainTwin.run('toString' as SweepName, [], 1)).rejects.toThrow(
			`sweep: expected one of ${Object.keys(sweeps).join(', ')}, got "toString"`,
		));
});
