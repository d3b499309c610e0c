// A run goes on after its device was lost: from the last checkpoint, with the same batches, to the same end.
import { describe, expect, test } from 'vitest';
import type { Engine, EngineName, Trainer, TrainSpec } from '../../src/lib/engine/engine.ts';
import { DeviceLost, EngineUnavailable, OutOfMemory } from '../../src/lib/engine/errors.ts';
import { held } from '../../src/lib/engine/held.ts';
import { openEngine } from '../../src/lib/engine/open.ts';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { resilientEngine } from '../../src/lib/engine/resilient.ts';
import { madeUpSource, relativeError, specOf, tolerance } from './cases.ts';
import { dawn, gpuExpected, watched } from './dawn.ts';

const spec = specOf({ widths: [784, 6, 10], examples: 40, batchSize: 7, momentum: 0.9 });
const MINUTE = 60_000;

/** A plain engine that pretends to be another and fails when it is told to. */
class Fragile {
	/** Thrown by the coming calls of `update`, one each; null passes. */
	readonly failures: (Error | null)[] = [];
	/** Names as they were asked for; the adapter is missing for as many opens as `missing` says. */
	readonly opened: EngineName[] = [];
	readonly told: string[] = [];
	readonly restored: number[] = [];
	readonly updated: number[] = [];
	missing = 0;
	clock = 0;
	/** Milliseconds that an update takes. */
	pace = 0;

	readonly open = async (name: EngineName): Promise<Engine> => {
		this.opened.push(name);
		if (name !== 'plain' && this.missing-- > 0) throw new EngineUnavailable('no adapter');
		const engine = plainEngine(madeUpSource);
		const train = async (wish: TrainSpec) => this.#fragile(await engine.train(wish));
		return { ...engine, name, train };
	};

	resilient(): Promise<Engine> {
		const watch = {
			recovering: () => void this.told.push('recovering'),
			recovered: (name: EngineName, degraded: boolean) => void this.told.push(`${name} ${degraded}`),
		};
		return resilientEngine('tensorflow-webgpu', this.open, watch, () => this.clock);
	}

	#fragile(trainer: Trainer): Trainer {
		return Object.assign(Object.create(trainer) as Trainer, {
			update: async (count: number) => {
				const failure = this.failures.shift();
				if (failure) throw failure;
				this.clock += count * this.pace;
				this.updated.push(count);
				return trainer.update(count);
			},
			restore: (checkpoint: Parameters<Trainer['restore']>[0]) => {
				this.restored.push(checkpoint.updates);
				trainer.restore(checkpoint);
			},
			evaluate: trainer.evaluate.bind(trainer),
			gradient: trainer.gradient.bind(trainer),
			parameters: trainer.parameters.bind(trainer),
			load: trainer.load.bind(trainer),
			order: trainer.order.bind(trainer),
			checkpoint: trainer.checkpoint.bind(trainer),
			dispose: trainer.dispose.bind(trainer),
		});
	}
}
const lost = () => new DeviceLost('gone');

async function undisturbed(...counts: number[]): Promise<Float32Array[]> {
	const trainer = await plainEngine(madeUpSource).train(spec);
	for (const count of counts) await trainer.update(count);
	return trainer.parameters();
}

describe('an engine whose device is lost', () => {
	test('makes the lost updates again and says so', async () => {
		const fragile = new Fragile();
		const trainer = await (await fragile.resilient()).train(spec);
		await trainer.update(3);
		await trainer.update(2);
		fragile.failures.push(lost());
		const [{ updates }] = await trainer.update(4);
		expect(updates).toBe(9);
		expect(await trainer.parameters()).toEqual(await undisturbed(9));
		expect(fragile.told).toEqual(['recovering', 'tensorflow-webgpu false']);
		expect(fragile.updated).toEqual([3, 2, 5, 4]);
	});

	test('goes back no further than two seconds of training', async () => {
		const fragile = new Fragile();
		fragile.pace = 300;
		const trainer = await (await fragile.resilient()).train(spec);
		for (let i = 0; i < 8; i++) await trainer.update(1);
		fragile.failures.push(lost());
		await trainer.update(1);
		expect(fragile.restored).toEqual([7]);
		expect(await trainer.parameters()).toEqual(await undisturbed(9));
	});

	test('keeps parameters that were loaded and checkpoints that were restored', async () => {
		const fragile = new Fragile();
		const trainer = await (await fragile.resilient()).train(spec);
		await trainer.update(2);
		const checkpoint = await trainer.checkpoint();
		await trainer.update(3);
		trainer.load((await undisturbed(1)).map((model) => model.map((value) => value / 2)));
		const loaded = await trainer.parameters();
		fragile.failures.push(lost());
		await trainer.update(0);
		expect(await trainer.parameters()).toEqual(loaded);
		trainer.restore(checkpoint);
		expect(await trainer.parameters()).toEqual(await undisturbed(2));
		expect(trainer.order(0, 1)).toHaveLength(40);
		expect(() => trainer.load([])).toThrow(RangeError);
	});

	test('gives way to plain loops at the second loss within two minutes, for good', async () => {
		const fragile = new Fragile();
		const engine = await fragile.resilient();
		const trainer = await engine.train(spec);
		fragile.failures.push(lost());
		await trainer.update(3);
		fragile.clock += MINUTE;
		fragile.failures.push(lost());
		await trainer.update(2);
		expect(fragile.told).toEqual(['recovering', 'tensorflow-webgpu false', 'recovering', 'plain true']);
		expect(engine.name).toBe('plain');
		expect(await trainer.parameters()).toEqual(await undisturbed(5));
	});

	test('tries again when the second loss comes later', async () => {
		const fragile = new Fragile();
		const trainer = await (await fragile.resilient()).train(spec);
		for (let i = 0; i < 3; i++) {
			fragile.failures.push(lost());
			await trainer.update(1);
			fragile.clock += 3 * MINUTE;
		}
		expect(fragile.opened).toEqual(Array(4).fill('tensorflow-webgpu'));
	});

	test('asks once more where there is no adapter, then gives way', async () => {
		const patient = new Fragile();
		const trainer = await (await patient.resilient()).train(spec);
		patient.missing = 1;
		patient.failures.push(lost());
		await trainer.update(1);
		expect(patient.told.at(-1)).toBe('tensorflow-webgpu false');

		const fragile = new Fragile();
		const other = await (await fragile.resilient()).train(spec);
		fragile.missing = 2;
		fragile.failures.push(lost());
		await other.update(1);
		expect(fragile.opened).toEqual(['tensorflow-webgpu', 'tensorflow-webgpu', 'tensorflow-webgpu', 'plain']);
		expect(fragile.told.at(-1)).toBe('plain true');
	});

	test('recovers once for all its trainers', async () => {
		const fragile = new Fragile();
		const engine = await fragile.resilient();
		const trainers = [await engine.train(spec), await engine.train(spec)];
		fragile.failures.push(lost(), lost());
		await Promise.all(trainers.map((trainer) => trainer.update(2)));
		expect(fragile.told).toEqual(['recovering', 'tensorflow-webgpu false']);
		for (const trainer of trainers) expect(await trainer.parameters()).toEqual(await undisturbed(2));
	});

	test('lets every other error through', async () => {
		const fragile = new Fragile();
		const trainer = await (await fragile.resilient()).train(spec);
		fragile.failures.push(new OutOfMemory('full'));
		await expect(trainer.update(1)).rejects.toThrow(OutOfMemory);
		expect(fragile.told).toEqual([]);
		trainer.dispose();
		await expect(trainer.update(1)).rejects.toThrow('disposed');
	});
});

describe.runIf(gpuExpected)('TensorFlow.js on a device that is taken away', () => {
	test('comes to the same weights on a fresh one, and then on plain loops', async () => {
		const { gpu, devices } = watched(await dawn());
		const told: string[] = [];
		const engine = await resilientEngine('tensorflow-webgpu', (name) => openEngine(name, madeUpSource, gpu), {
			recovering: () => void told.push('recovering'),
			recovered: (name, degraded) => void told.push(`${name} ${degraded}`),
		});
		const trainer = await engine.train(spec);
		await trainer.update(3);
		const updating = trainer.update(4);
		devices[0].destroy();
		expect((await updating)[0].updates).toBe(7);
		expect(devices).toHaveLength(2);
		expect(relativeError((await trainer.parameters())[0], (await undisturbed(7))[0])).toBeLessThan(tolerance.updates);

		devices[1].destroy();
		await trainer.update(1);
		expect(told).toEqual(['recovering', 'tensorflow-webgpu false', 'recovering', 'plain true']);
		expect(relativeError((await trainer.parameters())[0], (await undisturbed(8))[0])).toBeLessThan(tolerance.updates);
		await engine.dispose();
		expect(held()).toEqual({ tensors: 0, buffers: 0, devices: 0 });
	});
});
