// Every engine against PyTorch's numbers: small networks in every optimiser, huge logits, and Hessian-vector products.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/lib/engine/engine.ts';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { tensorflowEngine } from '../../src/lib/engine/tensorflow/engine.ts';
import { wgslEngine } from '../../src/lib/engine/wgsl/engine.ts';
import { relativeError, tolerance } from './cases.ts';
import { dawn, gpuExpected } from './dawn.ts';
import { type Bits, disturb, disturbed, errorsOf, limitsOf, outside, quantities, ROUNDING } from './golden/bounds.ts';
import { curve, curved, goldenSource as source, reach, trained } from './golden/golden.ts';

interface Contestant {
	readonly name: string;
	readonly bits: Bits;
	/** Relative error of a Hessian-vector product. */
	readonly product: number;
	/** Whether it needs a GPU. */
	readonly gpu?: true;
	open(): Promise<Engine>;
}
/** A product goes through the network twice as far as a gradient. */
const twice = 2 * tolerance.gradient;
/** As src/lib/engine/hessian-vector.ts derives it and its test holds it to. */
const byDifference = 1e-3;
const contestants: readonly Contestant[] = [
	{ name: 'plain in float64', bits: 64, product: ROUNDING, open: async () => plainEngine(source, { precision: 64 }) },
	{ name: 'plain', bits: 32, product: twice, open: async () => plainEngine(source) },
	{
		name: 'tensorflow-webgpu',
		bits: 32,
		product: byDifference,
		gpu: true,
		open: async () => tensorflowEngine(source, await dawn()),
	},
	{ name: 'wgsl', bits: 32, product: byDifference, gpu: true, open: async () => wgslEngine(source, await dawn()) },
];

for (const { name, bits, product, gpu, open } of contestants) {
	describe.runIf(!gpu || gpuExpected)(`${name} keeps to PyTorch`, () => {
		let engine: Engine;
		beforeAll(async () => {
			engine = await open();
		});
		afterAll(() => engine.dispose());

		test.each(trained)('$spec.optimiser.name: $name', async (golden) => {
			const reached = await reach(engine, golden);
			const limits = limitsOf(golden, bits);
			expect(outside(errorsOf(reached, golden), limits)).toEqual([]);
			for (const quantity of quantities.filter((quantity) => quantity !== 'squares' || golden.squares.length > 0)) {
				expect(outside(errorsOf(reached, disturb(golden, quantity)), limits)).toEqual([quantity]);
			}
		});

		test.each(curved)('Hessian times vector: $name', async (golden) => {
			const reached = await curve(engine, golden);
			expect(relativeError(reached, golden.product)).toBeLessThan(product);
			expect(relativeError(reached, disturbed(golden.product))).toBeGreaterThan(product);
		});
	});
}
