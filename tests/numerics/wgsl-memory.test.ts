// The WGSL engine keeps within its memory at any batch size, and leaves nothing behind.
import { beforeAll, describe, expect, test } from 'vitest';
import type { DataSource } from '../../src/lib/datasets/dataset.ts';
import type { Engine } from '../../src/lib/engine/engine.ts';
import { held } from '../../src/lib/engine/held.ts';
import { wgslEngine } from '../../src/lib/engine/wgsl/engine.ts';
import { madeUpSource, specOf } from './cases.ts';
import { counted, idleDawn } from './dawn.ts';

const MIB = 2 ** 20;
const LIMIT = 128 * MIB;
const BINDING_LIMIT = 128 * MIB;
const COUNT = 60_000;
const MNIST = COUNT * (784 + 4);
/** Share of MNIST's pixels that are not zero. */
const INK = 0.191;
const first = (count: number) => Uint32Array.from({ length: count }, (_, i) => i);

/** As many digits as MNIST has, with as much ink. */
function mnistSized(): DataSource {
	const pixels = new Uint8Array(COUNT * 784);
	for (let i = 0, sum = 0; i < pixels.length; i++) {
		sum += INK;
		if (sum < 1) continue;
		sum--;
		pixels[i] = 255;
	}
	const training = { count: COUNT, pixels, labels: new Uint8Array(COUNT) };
	return { load: async () => ({ pixels: 784, classes: 10, training, validation: null, test: null }) };
}

const optimisers = {
	momentum: { momentum: 0.9, optimiser: { name: 'sgd', weightDecay: 0.1 } },
	adam: { optimiser: { name: 'adam', weightDecay: 0.1 } },
	lars: { momentum: 0.9, optimiser: { name: 'lars', weightDecay: 0.1 } },
	lamb: { optimiser: { name: 'lamb', weightDecay: 0.1 } },
} as const;

describe('on a device that computes nothing', () => {
	let gpu: GPU;
	let mnist: DataSource;
	beforeAll(async () => {
		gpu = await idleDawn();
		mnist = mnistSized();
	});

	/** Runs `work` on an engine of its own whose memory is counted. */
	async function using<T>(work: (engine: Engine) => Promise<T>, source = madeUpSource) {
		const { gpu: counting, use } = counted(gpu);
		const engine = await wgslEngine(source, counting);
		try {
			return { result: await work(engine), use };
		} finally {
			await engine.dispose();
		}
	}

	const networks = [
		{ hidden: [], batchSize: 1, mebibytes: 64 },
		{ hidden: [], batchSize: COUNT, mebibytes: 64 },
		{ hidden: [1], batchSize: COUNT, mebibytes: 144 },
		{ hidden: [100], batchSize: 1, mebibytes: 96 },
		{ hidden: [100], batchSize: 1000, mebibytes: 96 },
		{ hidden: [100], batchSize: COUNT, mebibytes: 128 },
		{ hidden: [100], batchSize: 100, by: 'adam', mebibytes: 128 },
		{ hidden: [1024], batchSize: COUNT, mebibytes: 128 },
		{ hidden: [1024, 1024, 1024], batchSize: COUNT, by: 'adam', mebibytes: 200 },
		{ hidden: [100], batchSize: 100, by: 'lars', mebibytes: 128 },
		{ hidden: [1024], batchSize: 100, by: 'lamb', mebibytes: 128 },
		{ hidden: [100], batchSize: 10, models: 8, mebibytes: 128 },
		{ hidden: [100], batchSize: 10, models: 64, mebibytes: 320 },
		{ hidden: [100], batchSize: 10_000, models: 8, mebibytes: 300 },
	] as const;
	test.each<{
		hidden: readonly number[];
		batchSize: number;
		mebibytes: number;
		by?: keyof typeof optimisers;
		models?: number;
	}>(networks)(
		'MNIST keeps within its memory: %j',
		async ({ hidden, batchSize, mebibytes, by = 'momentum', models = 1 }) => {
			const spec = specOf({ widths: [784, ...hidden, 10], examples: COUNT, batchSize, ...optimisers[by] });
			const population = Array.from({ length: models }, (_, seed) => ({ ...spec.models[0], seed }));
			const { use } = await using(async (engine) => {
				const trainer = await engine.train({ ...spec, models: population });
				await trainer.update(3);
				await trainer.evaluate('training');
				await trainer.checkpoint();
			}, mnist);
			expect(use.peak).toBeGreaterThan(MNIST);
			expect(use.peak).toBeLessThanOrEqual(mebibytes * MIB);
			expect(use.largest).toBeLessThanOrEqual(BINDING_LIMIT);
			expect(use.shaders.filter((code) => /atomic/i.test(code))).toEqual([]);
		},
	);

	test('all batch sizes after each other, on one engine, with gradients and products, keep within 128 MiB', async () => {
		const { use } = await using(async (engine) => {
			for (const batchSize of [1, 10, 100, 1000, 10_000, COUNT]) {
				const trainer = await engine.train(specOf({ examples: COUNT, batchSize }));
				await trainer.update(3);
				await trainer.gradient(first(2000));
				await trainer.hessianVector(await trainer.parameters(), first(2000));
				trainer.dispose();
			}
		}, mnist);
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

	test('ten runs leave no buffer and no device', async () => {
		for (let i = 0; i < 10; i++) {
			const { use } = await using(run);
			expect(use.peak).toBeGreaterThan(0);
			expect([use.buffers, use.bytes]).toEqual([0, 0]);
			expect(held()).toEqual({ tensors: 0, buffers: 0, devices: 0 });
		}
	});

	test('ten trainers on one engine leave it as empty as it was', async () => {
		const { result } = await using(async (engine) => {
			const left = [];
			for (let i = 0; i < 10; i++) left.push(await run(engine));
			return left;
		});
		expect(result).toEqual(Array(10).fill({ tensors: 0, buffers: 0, devices: 1 }));
	});

	test('an engine that is disposed of in the middle leaves nothing either', async () => {
		await using((engine) => engine.train(specOf({ examples: 20, batchSize: 7 })));
		expect(held()).toEqual({ tensors: 0, buffers: 0, devices: 0 });
	});
});
