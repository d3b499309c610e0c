// The part of the contract on models that are trained on parts of the data of their own: each as if its part were all there is.
import { expect, test } from 'vitest';
import { stretchOf, type DataSource } from '../../src/lib/datasets/dataset.ts';
import { epochOrder } from '../../src/lib/engine/batches.ts';
import type { Trainer, TrainSpec } from '../../src/lib/engine/engine.ts';
import { crc32Of } from '../../src/lib/numbers/crc32.ts';
import { madeUpSource, specOf } from './cases.ts';
import { descents, type Using } from './contract-parts.ts';

const [PARTS, EXAMPLES] = [3, 50];

/** Made-up digits in parts; where a spec has none, the digits of the last part alone. */
export const apartSource: DataSource = {
	async load(spec) {
		const data = await madeUpSource.load({ ...spec, parts: 1, examples: PARTS * EXAMPLES });
		return spec.parts ? data : { ...data, training: stretchOf(data.training, (PARTS - 1) * EXAMPLES, EXAMPLES) };
	},
};

const wish = { widths: [784, 20, 10], examples: EXAMPLES, batchSize: 7 };
const last = { seed: 7, rate: 0.01, momentum: 0, part: PARTS - 1 };
/** Two models on one part, and another one whose part is the last. */
const apartOf = (spec: TrainSpec): TrainSpec => ({
	...spec,
	data: { ...spec.data, parts: PARTS, test: true },
	models: [{ ...last, part: 0 }, { ...last, seed: 5, part: 0 }, last],
});
/** The last model by itself on nothing but its part. */
const aloneOf = (spec: TrainSpec): TrainSpec => ({
	...spec,
	data: { ...spec.data, test: true },
	models: [{ ...last, part: 0 }],
});

/** All that a trainer tells of its last model. */
async function told(trainer: Trainer): Promise<unknown> {
	const model = trainer.spec.models.length - 1;
	const examples = Uint32Array.of(3, 0, EXAMPLES - 1);
	const [progress] = (await trainer.update(11)).slice(model);
	const vectors = (await trainer.parameters()).map((parameters) => parameters.map((_, i) => (i % 5) - 2));
	return {
		progress,
		order: trainer.order(model, 1),
		scores: [(await trainer.evaluate('training'))[model], (await trainer.evaluate('test'))[model]],
		gradient: crc32Of((await trainer.gradient(examples))[model]),
		product: crc32Of((await trainer.hessianVector(vectors, examples))[model]),
		parameters: crc32Of((await trainer.parameters())[model]),
	};
}

/** @param using the engine open on `apartSource` */
export function apartTests(using: Using): void {
	test.each(descents)('trains a model on its part as if there were no other ($name)', async ({ optimiser }) => {
		const spec = specOf({ ...wish, optimiser });
		expect(await using(apartOf(spec), told)).toEqual(await using(aloneOf(spec), told));
	});

	test('tells models on other parts apart, though they begin alike', async () => {
		await using(apartOf(specOf(wish)), async (trainer) => {
			await trainer.update(3);
			const [first, , other] = await trainer.evaluate('training');
			expect(first.loss).not.toBe(other.loss);
			expect(trainer.order(0, 1)).toEqual(epochOrder(7, 'epoch', EXAMPLES, 1));
			const [gradient, , another] = await trainer.gradient(Uint32Array.of(0, 1));
			expect(crc32Of(gradient)).not.toBe(crc32Of(another));
		});
	});

	test('stops a model by the loss on its own part', async () => {
		const spec = specOf({ ...wish, optimiser: { name: 'adam' } });
		const stopBelow = { loss: 0.5, every: 3 };
		const ends = (one: TrainSpec) => using({ ...one, stopBelow }, async (trainer) => (await trainer.update(60)).at(-1));
		const end = await ends(apartOf(spec));
		expect(end).toMatchObject({ stopped: true });
		expect(end).toEqual(await ends(aloneOf(spec)));
	});

	test('refuses a part that there is not, and a batch of more than a part', async () => {
		const spec = apartOf(specOf(wish));
		const refused = (one: TrainSpec) => using(one, async () => undefined);
		await expect(refused({ ...spec, models: [{ ...last, part: PARTS }] })).rejects.toThrow(
			'models[0].part: expected a whole number from 0 to 2, got 3',
		);
		await expect(refused({ ...spec, batchSize: EXAMPLES + 1 })).rejects.toThrow(
			'batchSize: expected a whole number from 1 to 50, got 51',
		);
	});
}
