// Devices taken away at random moments, and the run comes to the same bits as an unbroken one.
import { describe, expect, test } from 'vitest';
import type { EngineName, Trainer } from '../../src/lib/engine/engine.ts';
import { held } from '../../src/lib/engine/held.ts';
import { openEngine } from '../../src/lib/engine/open.ts';
import { resilientEngine } from '../../src/lib/engine/resilient.ts';
import { median } from '../../src/lib/numbers/statistics.ts';
import { Stream } from '../../src/lib/numbers/random.ts';
import { madeUpSource, relativeError, specOf, tolerance } from './cases.ts';
import { dawn, gpuExpected, watched } from './dawn.ts';
import { listener } from './fragile.ts';

const spec = specOf({ widths: [784, 6, 10], examples: 40, batchSize: 7, momentum: 0.9 });
const UPDATES = 30;
/** Milliseconds: longer than the time within which a second loss is one too many. */
const RARE = 180_000;

/** Steps at which the device goes, different ones. */
function steps(count: number, seed: number): Set<number> {
	const random = new Stream(seed, 'order');
	const drawn = new Set<number>();
	while (drawn.size < count) drawn.add(random.below(UPDATES));
	return drawn;
}
/** Losses, and milliseconds within which a run is back. A software adapter needs seconds to compile TensorFlow.js's programs anew. */
const engines: readonly [EngineName, number, number][] = [
	['wgsl', 20, 3000],
	['tensorflow-webgpu', 4, 12_000],
];

describe.runIf(gpuExpected).each(engines)('%s', (name, count, patience) => {
	/** Loss curve of single updates. @param before told before each; what it gives is called once the update is under way */
	async function curve(trainer: Trainer, before: (step: number) => (() => void) | null = () => null) {
		const losses: number[] = [];
		for (let step = 0; step < UPDATES; step++) {
			const meanwhile = before(step);
			const updating = trainer.update(1);
			meanwhile?.();
			losses.push((await updating)[0].loss);
		}
		return losses;
	}

	test(`loses its device at ${count} random steps and comes to the same curve and weights, bit for bit`, async () => {
		const { gpu, devices } = watched(await dawn());
		const { told, watch } = listener();
		let later = 0;
		const now = () => performance.now() + later;
		const open = (its: EngineName) => openEngine(its, madeUpSource, gpu);
		const engine = await resilientEngine(name, open, watch, now);
		const unbroken = await open(name);
		const at = steps(count, 7);
		const begun: number[] = [];
		const took: number[] = [];
		const current = () => devices[devices.length - 1];
		const trainer = await engine.train(spec);
		const other = await unbroken.train(spec);
		expect(devices).toHaveLength(2);
		const expected = await curve(other);
		devices.pop();

		const losses = await curve(trainer, (step) => {
			if (begun.length > took.length) took.push(performance.now() - begun[begun.length - 1]);
			if (!at.has(step)) return null;
			later += RARE;
			const away = () => {
				begun.push(performance.now());
				current().destroy();
			};
			// Every other one goes while nothing is under way.
			if (begun.length % 2 === 0) return away;
			away();
			return null;
		});
		expect(told).toEqual(Array.from({ length: count }, () => ['device-lost', `${name} false`]).flat());
		expect(losses).toEqual(expected);
		expect(await trainer.checkpoint()).toEqual(await other.checkpoint());
		console.log(`${name}: back after ${median(took).toFixed(0)} ms, at most ${Math.max(...took).toFixed(0)} ms`);
		await engine.dispose();
		await unbroken.dispose();
		expect(Math.max(...took)).toBeLessThanOrEqual(patience);
		expect(held()).toEqual({ tensors: 0, buffers: 0, devices: 0 });
	});

	test('goes on in plain loops at the second loss within two minutes', async () => {
		const { gpu, devices } = watched(await dawn());
		const { told, watch } = listener();
		const engine = await resilientEngine(name, (its) => openEngine(its, madeUpSource, gpu), watch);
		const trainer = await engine.train(spec);
		for (const updates of [2, 4]) {
			const updating = trainer.update(updates);
			devices[devices.length - 1].destroy();
			await updating;
		}
		expect(told).toEqual(['device-lost', `${name} false`, 'device-lost', 'plain true']);
		const plain = await (await openEngine('plain', madeUpSource)).train(spec);
		await plain.update(6);
		const [[actual], [expected]] = [await trainer.parameters(), await plain.parameters()];
		expect(relativeError(actual, expected)).toBeLessThan(tolerance.updates);
		await engine.dispose();
		expect(held()).toEqual({ tensors: 0, buffers: 0, devices: 0 });
	});
});
