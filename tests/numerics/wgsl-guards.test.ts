// Whole runs of the WGSL engine with every buffer between guards: nothing is written beyond one, and nothing that is read there counts.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine, TrainSpec } from '../../src/lib/engine/engine.ts';
import { wgslEngine } from '../../src/lib/engine/wgsl/engine.ts';
import { madeUpSource, specOf } from './cases.ts';
import { dawn, gpuExpected, watched } from './dawn.ts';
import { Guards } from './kernels-guards.ts';
import { trainingSchemes } from './kernels-shapes.ts';

const base = specOf({ widths: [784, 12, 10], examples: 100, batchSize: 64 });
const [model] = base.models;
const stopBelow = { loss: 1, every: 2 } as const;
const specs: readonly TrainSpec[] = [
	{ ...base, stopBelow, models: [model, { seed: 1, rate: 0.1, momentum: 0.9 }] },
	{ ...base, optimiser: { name: 'adam' }, models: [model, model, model] },
	specOf({ widths: [784, 9, 7, 5, 10], examples: 1200, batchSize: 1100, momentum: 0.9 }),
	{ ...base, optimiser: { name: 'lars', trust: 0.1 }, models: [model, { seed: 1, rate: 0.1, momentum: 0.9 }] },
	specOf({ widths: [784, 9, 7, 5, 10], examples: 100, batchSize: 64, optimiser: { name: 'lamb' } }),
	specOf({ widths: [784, 10], examples: 1200, batchSize: 1200 }),
];

/** All that a trainer does on the device, and what came of it; then `look`. */
async function run(engine: Engine, spec: TrainSpec, look: () => Promise<void> = async () => undefined) {
	const trainer = await engine.train(spec);
	const progress = await trainer.update(5);
	const examples = Uint32Array.from({ length: spec.data.examples }, (_, i) => i);
	const gradient = await trainer.gradient(examples.subarray(3));
	const product = await trainer.hessianVector(gradient, examples.subarray(0, 50));
	const scores = await trainer.evaluate('training');
	trainer.restore(await trainer.checkpoint());
	await trainer.update(1);
	const parameters = await trainer.parameters();
	await look();
	trainer.dispose();
	return { progress, gradient, product, scores, parameters };
}

describe.runIf(gpuExpected).each(trainingSchemes)('%s', (scheme) => {
	let free: Engine;
	let between: Engine;
	let guards: Guards;
	beforeAll(async () => {
		const gpu = await dawn();
		const { gpu: watching, devices } = watched(gpu);
		free = await wgslEngine(madeUpSource, gpu, scheme);
		between = await wgslEngine(madeUpSource, watching, scheme);
		guards = new Guards(devices[0]);
	});
	afterAll(() => Promise.all([free.dispose(), between.dispose()]));

	test.each(specs)('$widths, batches of $batchSize, $optimiser.name', async (spec) => {
		const guarded = await run(between, spec, async () => {
			expect(guards.lengths().size).toBeGreaterThan(8);
			expect((await guards.read()).overrun).toEqual([]);
		});
		expect(guarded).toEqual(await run(free, spec));
	});
});
