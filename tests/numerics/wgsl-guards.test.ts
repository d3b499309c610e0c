// Whole runs of the WGSL engine with every buffer between guards: nothing is written beyond one, and nothing that is read there counts.
import { describe, expect, test } from 'vitest';
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
	specOf({ widths: [784, 9, 7, 5, 10], examples: 1500, batchSize: 1100, momentum: 0.9 }),
	specOf({ widths: [784, 10], examples: 1500, batchSize: 1500 }),
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

async function guardedEngine(scheme: (typeof trainingSchemes)[number]) {
	const { gpu, devices } = watched(await dawn());
	const engine = await wgslEngine(madeUpSource, gpu, scheme);
	return { engine, guards: new Guards(devices[0]) };
}

describe.runIf(gpuExpected).each(trainingSchemes)('%s', (scheme) => {
	test.each(specs)('$widths, batches of $batchSize, $optimiser.name', async (spec) => {
		const [free, between] = [await wgslEngine(madeUpSource, await dawn(), scheme), await guardedEngine(scheme)];
		const guarded = await run(between.engine, spec, async () => {
			expect(between.guards.lengths().size).toBeGreaterThan(8);
			expect((await between.guards.read()).overrun).toEqual([]);
		});
		expect(guarded).toEqual(await run(free, spec));
		await Promise.all([free.dispose(), between.engine.dispose()]);
	});
});
