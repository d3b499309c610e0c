// What fused kernels know after five epochs, beside plain loops with the same start and the same order: one seed.
import { describe, expect, test } from 'vitest';
import { plainEngine } from '../../../src/lib/engine/plain/plain.ts';
import { wgslEngine } from '../../../src/lib/engine/wgsl/engine.ts';
import { dawn } from '../../../tests/numerics/dawn.ts';
import { endState, endStateTrainings, type Reached } from '../end-state.ts';
import { keep } from '../keep.ts';
import { accuracies, packedMnist } from '../train-mnist.ts';

const engines = {
	plain: async () => plainEngine(packedMnist()),
	wgsl: async () => wgslEngine(packedMnist(), await dawn()),
};
const seeds = endState.seeds.slice(0, 1);

describe.each(Object.entries(engines))('%s', (name, open) => {
	test('learns MNIST', async () => {
		const engine = await open();
		const reached: Reached = {};
		for (const training of endStateTrainings) {
			reached[training.batchSize] = await accuracies(engine, { ...training, seeds });
		}
		await engine.dispose();
		keep(name, reached);
		expect(Object.keys(reached)).toHaveLength(endStateTrainings.length);
	});
});
