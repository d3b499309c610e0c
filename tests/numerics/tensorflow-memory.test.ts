// TensorFlow.js keeps within its memory at any batch size, and leaves nothing behind.
import { beforeAll, describe, expect, test } from 'vitest';
import type { DataSource } from '../../src/lib/datasets/dataset.ts';
import type { Engine } from '../../src/lib/engine/engine.ts';
import { held } from '../../src/lib/engine/held.ts';
import { tensorflowEngine } from '../../src/lib/engine/tensorflow/engine.ts';
import { sliceRows, slices } from '../../src/lib/engine/tensorflow/slices.ts';
import { madeUpSource, relativeError, specOf } from './cases.ts';
import { counted, dawn, gpuExpected, idleDawn } from './dawn.ts';

const MIB = 2 ** 20;
const LIMIT = 128 * MIB;
const BINDING_LIMIT = 128 * MIB;
const MNIST = 60_000 * (784 + 4);
const first = (count: number) => Uint32Array.from({ length: count }, (_, i) => i);

test('a batch is cut into even slices, in order and without loss', () => {
	const parts = slices(first(10), 4);
	expect(parts.map((part) => [...part])).toEqual([
		[0, 1, 2, 3],
		[4, 5, 6, 7],
		[8, 9],
	]);
	expect(slices(first(4), 4)).toHaveLength(1);
});

test.each([1, 100, 1024])('all of MNIST with %i hidden units has slices whose every buffer can be bound', (hidden) => {
	const rows = sliceRows(MNIST, specOf({ widths: [784, hidden, 10], examples: 60_000, batchSize: 1 }), LIMIT);
	expect(rows).toBeGreaterThan(1000);
	expect(rows * 784 * 4).toBeLessThan(BINDING_LIMIT);
	expect(rows * hidden * 4).toBeLessThan(BINDING_LIMIT);
});

test('a network that fits nowhere is refused', () => {
	const spec = specOf({ widths: [784, 10_000, 10], examples: 1, batchSize: 1 });
	expect(() => sliceRows(0, spec, LIMIT)).toThrow(RangeError);
});

test('Adam needs more room for the same network', () => {
	const wish = { widths: [784, 1024, 10], examples: 1, batchSize: 1 };
	expect(sliceRows(0, specOf(wish), 50 * MIB)).toBeGreaterThan(100);
	expect(() => sliceRows(0, specOf({ ...wish, optimiser: { name: 'adam' } }), 50 * MIB)).toThrow(RangeError);
});

/** Runs `work` on an engine of its own whose memory is counted. */
async function using<T>(gpu: GPU, limit: number, work: (engine: Engine) => Promise<T>, source = madeUpSource) {
	const { gpu: counting, use } = counted(gpu);
	const engine = await tensorflowEngine(source, counting, limit);
	try {
		return { result: await work(engine), use };
	} finally {
		await engine.dispose();
	}
}

describe('on a device that computes nothing', () => {
	let gpu: GPU;
	beforeAll(async () => {
		gpu = await idleDawn();
	});

	const optimisers = {
		momentum: { momentum: 0.9, optimiser: { name: 'sgd', weightDecay: 0.1 } },
		adam: { optimiser: { name: 'adam', weightDecay: 0.1 } },
		lars: { momentum: 0.9, optimiser: { name: 'lars', weightDecay: 0.1 } },
		lamb: { optimiser: { name: 'lamb', weightDecay: 0.1 } },
	} as const;

	test.each([
		{ widths: [784, 10], limit: 4, by: 'momentum' },
		{ widths: [784, 100, 10], limit: 6, by: 'momentum' },
		{ widths: [784, 64, 64, 64, 10], limit: 6, by: 'momentum' },
		{ widths: [784, 512, 10], limit: 20, by: 'momentum' },
		{ widths: [784, 1024, 10], limit: 40, by: 'momentum' },
		{ widths: [784, 10], limit: 4, by: 'adam' },
		{ widths: [784, 100, 10], limit: 9, by: 'adam' },
		{ widths: [784, 64, 64, 64, 10], limit: 8, by: 'adam' },
		{ widths: [784, 1024, 10], limit: 60, by: 'adam' },
		{ widths: [784, 10], limit: 4, by: 'lars' },
		{ widths: [784, 100, 10], limit: 6, by: 'lars' },
		{ widths: [784, 64, 64, 64, 10], limit: 6, by: 'lars' },
		{ widths: [784, 1024, 10], limit: 40, by: 'lars' },
		{ widths: [784, 10], limit: 4, by: 'lamb' },
		{ widths: [784, 100, 10], limit: 8, by: 'lamb' },
		{ widths: [784, 64, 64, 64, 10], limit: 8, by: 'lamb' },
		{ widths: [784, 1024, 10], limit: 52, by: 'lamb' },
	] as const)('$widths by $by keeps within $limit MiB', async ({ widths, limit, by }) => {
		const { use } = await using(gpu, limit * MIB, async (engine) => {
			const spec = specOf({ widths, examples: 500, batchSize: 400, ...optimisers[by] });
			const trainer = await engine.train({ ...spec, data: { ...spec.data, validation: 200 } });
			await trainer.update(4);
			await trainer.evaluate('validation');
			await trainer.checkpoint();
		});
		expect(use.peak).toBeLessThanOrEqual(limit * MIB);
	});

	const pixels = new Uint8Array(60_000 * 784);
	const training = { count: 60_000, pixels, labels: pixels.subarray(0, 60_000) };
	const mnistSized: DataSource = {
		load: async () => ({ pixels: 784, classes: 10, training, validation: null, test: null }),
	};

	test.each([
		[1, 60_000],
		[100, 60_000],
		[1024, 60_000],
		[1024, 7000],
		[1024, 1],
		[1024, 1000, 'adam'],
	] as const)('MNIST with %i hidden units and batches of %i keeps within 128 MiB', async (hidden, batchSize, by?) => {
		const descent = optimisers[by ?? 'momentum'];
		const spec = specOf({ widths: [784, hidden, 10], examples: 60_000, batchSize, ...descent });
		const work = async (engine: Engine) => (await engine.train(spec)).update(10);
		const { use } = await using(gpu, LIMIT, work, mnistSized);
		expect(use.peak).toBeGreaterThan(MNIST);
		expect(use.peak).toBeLessThanOrEqual(LIMIT);
		expect(use.largest).toBeLessThanOrEqual(BINDING_LIMIT);
		expect(use.shaders.length).toBeGreaterThan(10);
		expect(use.shaders.filter((code) => /atomic/i.test(code))).toEqual([]);
	});

	test('all batch sizes after each other, on one engine, keep within 128 MiB', async () => {
		const { use } = await using(
			gpu,
			LIMIT,
			async (engine) => {
				for (const batchSize of [1, 10, 100, 1000, 10_000, 60_000]) {
					const trainer = await engine.train(specOf({ examples: 60_000, batchSize }));
					await trainer.update(3);
					trainer.dispose();
				}
			},
			mnistSized,
		);
		expect(use.peak).toBeLessThanOrEqual(LIMIT);
	});

	async function run(engine: Engine) {
		for (const optimiser of Object.values(optimisers)) {
			const spec = specOf({ widths: [784, 8, 10], examples: 20, batchSize: 7, ...optimiser });
			const trainer = await engine.train({ ...spec, stopBelow: { loss: 0.1, every: 2 } });
			await trainer.update(4);
			await trainer.evaluate('training');
			await trainer.gradient(first(3));
			await trainer.hessianVector(await trainer.parameters(), first(3));
			trainer.restore(await trainer.checkpoint());
			trainer.dispose();
		}
		return held();
	}

	test('ten runs leave no tensor, no buffer and no device', async () => {
		for (let i = 0; i < 10; i++) {
			const { use } = await using(gpu, LIMIT, run);
			expect([use.buffers, use.bytes]).toEqual([0, 0]);
			expect(held()).toEqual({ tensors: 0, buffers: 0, devices: 0 });
		}
	});

	test('ten trainers on one engine leave it as empty as it was', async () => {
		const { result } = await using(gpu, LIMIT, async (engine) => {
			const left = [];
			for (let i = 0; i < 10; i++) left.push(await run(engine));
			return left;
		});
		expect(result).toEqual(Array(10).fill({ tensors: 0, buffers: 0, devices: 1 }));
	});

	test('an engine that is disposed of in the middle leaves nothing either', async () => {
		await using(gpu, LIMIT, (engine) => engine.train(specOf({ examples: 20, batchSize: 7 })));
		expect(held()).toEqual({ tensors: 0, buffers: 0, devices: 0 });
	});
});

test.runIf(gpuExpected)('a sliced batch has the gradient and the loss of the whole', async () => {
	const gpu = await dawn();
	const spec = specOf({ widths: [784, 16, 10], examples: 200, batchSize: 200, momentum: 0.9 });
	const work = async (engine: Engine) => {
		const trainer = await engine.train(spec);
		const [gradient] = await trainer.gradient(first(200));
		const [{ loss }] = await trainer.update(2);
		return { gradient, loss, parameters: (await trainer.parameters())[0] };
	};
	const whole = await using(gpu, LIMIT, work);
	const sliced = await using(gpu, 2.9 * MIB, work);
	expect(sliced.use.peak).toBeLessThan(whole.use.peak);
	expect(relativeError(sliced.result.gradient, whole.result.gradient)).toBeLessThan(1e-6);
	expect(relativeError(sliced.result.parameters, whole.result.parameters)).toBeLessThan(1e-6);
	expect(sliced.result.loss).toBeCloseTo(whole.result.loss, 5);
});
