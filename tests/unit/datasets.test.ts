// MNIST as the reader gets it against the original files.
import { describe, expect, test } from 'vitest';
import { original } from '../../scripts/idx.ts';
import { stretchOf, type DataSpec, type Examples } from '../../src/lib/datasets/dataset.ts';
import type { Manifest } from '../../src/lib/datasets/manifest.ts';
import { quantised } from '../../src/lib/datasets/packing.ts';
import { subset } from '../../src/lib/numbers/subset.ts';
import { builtFile, base, localMnist } from './local-mnist.ts';

const manifest = JSON.parse(builtFile(`${base}data/mnist/manifest.json`).toString('utf8')) as Manifest;
const everything: DataSpec = { name: 'mnist', examples: 60_000, validation: 0, test: true, seed: null };
const few: DataSpec = { name: 'mnist', examples: 100, validation: 0, test: false, seed: 7 };

/** Plain loops: an assertion a pixel would take minutes. */
function largestError(ours: Uint8Array, theirs: Uint8Array): number {
	let largest = 0;
	for (let i = 0; i < theirs.length; i++) largest = Math.max(largest, Math.abs(ours[i] - theirs[i]));
	return largest;
}

describe('all 70,000 digits', () => {
	const dataset = localMnist().load(everything);
	test.each([
		['training', 'train', 60_000],
		['test', 't10k', 10_000],
	] as const)('of the %s split are the original ones, in their order', async (split, name, count) => {
		const ours = (await dataset)[split]!;
		const theirs = original(name).digits;
		expect([ours.count, theirs.count]).toEqual([count, count]);
		expect(Buffer.compare(ours.labels, theirs.labels)).toBe(0);
		expect(ours.pixels.length).toBe(theirs.pixels.length);
		expect(largestError(ours.pixels, theirs.pixels)).toBeLessThanOrEqual(8);
		expect(Buffer.compare(ours.pixels, theirs.pixels.map(quantised))).toBe(0);
	});
	test('a planted fault in one pixel is seen', () => {
		const { pixels } = original('t10k').digits;
		const faulty = pixels.slice();
		faulty[5_000_000] = pixels[5_000_000] > 127 ? 0 : 255;
		expect(largestError(faulty, pixels)).toBeGreaterThan(8);
	});
});

describe('the shards', () => {
	const size = (entries: Manifest['training']) => entries.reduce((sum, { bytes }) => sum + bytes, 0);
	test('hold 6,000 training digits first, then four times 13,500', () =>
		expect(manifest.training.map(({ count }) => count)).toEqual([6000, 13_500, 13_500, 13_500, 13_500]));
	test('take at most 6.2 MB, the first at most 0.65 MB', () => {
		expect(size(manifest.training)).toBeLessThanOrEqual(6_200_000);
		expect(manifest.training[0].bytes).toBeLessThanOrEqual(650_000);
	});
	test('have the length that the manifest says', () => {
		for (const { file, bytes } of [...manifest.training, ...manifest.test])
			expect(builtFile(`${base}data/mnist/${file}`).length).toBe(bytes);
	});
});

describe('a spec', () => {
	const rows = ({ pixels }: Examples, positions: Uint32Array): number[][] =>
		[...positions].map((at) => [...pixels.subarray(at * 784, (at + 1) * 784)]);
	test('draws training and validation from the smallest prefix of whole shards', async () => {
		const mnist = localMnist();
		const pool = (await mnist.load({ ...few, examples: 6000, seed: null })).training;
		const { training, validation } = await mnist.load({ ...few, validation: 50 });
		const drawn = subset(6000, 100, 50, 7);
		expect(
			rows(
				training,
				Uint32Array.from({ length: 100 }, (_, i) => i),
			),
		).toEqual(rows(pool, drawn.training));
		expect([...training.labels]).toEqual([...drawn.training].map((at) => pool.labels[at]));
		expect([...(validation?.labels ?? [])]).toEqual([...drawn.validation].map((at) => pool.labels[at]));
	});
	test('loads only the shards it needs, and each once', async () => {
		const seen: [number, number][] = [];
		const mnist = localMnist((loaded, total) => seen.push([loaded, total]));
		const [first, second] = manifest.training;
		await mnist.load(few);
		expect(seen.at(-1)).toEqual([first.bytes, first.bytes]);
		seen.length = 0;
		await mnist.load({ ...few, seed: 8 });
		expect(seen).toEqual([]);
		await mnist.load({ ...few, examples: 6000, validation: 1 });
		expect(seen.at(-1)).toEqual([second.bytes, second.bytes]);
	});
	test('gives the same arrays when it is loaded again', async () => {
		const mnist = localMnist();
		expect(await mnist.load(few)).toBe(await mnist.load({ ...few }));
	});
	test('with another seed gives other digits', async () => {
		const mnist = localMnist();
		const [first, second] = [await mnist.load(few), await mnist.load({ ...few, seed: 8 })];
		expect([...second.training.labels]).not.toEqual([...first.training.labels]);
	});
	test('sorts training by label where it asks for it, each label as drawn; validation stays', async () => {
		const mnist = localMnist();
		const drawn = await mnist.load({ ...few, validation: 50 });
		const sorted = await mnist.load({ ...few, validation: 50, arranged: 'labels' });
		const pictures = ({ pixels, labels }: Examples) =>
			[...labels].map((label, at) => ({ label, pixels: pixels.subarray(at * 784, (at + 1) * 784).join() }));
		const labels = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
		const wanted = labels.flatMap((label) => pictures(drawn.training).filter((each) => each.label === label));
		expect(pictures(sorted.training)).toEqual(wanted);
		expect(pictures(sorted.training)).not.toEqual(pictures(drawn.training));
		expect(pictures(sorted.validation!)).toEqual(pictures(drawn.validation!));
	});
	test('draws parts one after the other, no two with a common digit, each sorted by itself where it asks for it', async () => {
		const mnist = localMnist();
		const whole = await mnist.load({ ...few, examples: 300, validation: 50 });
		const parts = await mnist.load({ ...few, examples: 100, parts: 3, validation: 50 });
		expect(Buffer.from(parts.training.pixels).equals(whole.training.pixels)).toBe(true);
		expect(parts.training.labels).toEqual(whole.training.labels);
		expect(parts.validation!.labels).toEqual(whole.validation!.labels);
		const sorted = await mnist.load({ ...few, examples: 100, parts: 3, arranged: 'labels' });
		const drawn = await mnist.load({ ...few, examples: 100, parts: 3 });
		for (const part of [0, 1, 2]) {
			const labels = [drawn, sorted].map(({ training }) => [...stretchOf(training, 100 * part, 100).labels]);
			expect(labels[1]).toEqual(labels[0].toSorted((a, b) => a - b));
		}
	});
	test('draws some labels at random, and leaves pictures and other splits as they are', async () => {
		const mnist = localMnist();
		const wish = { ...few, examples: 2000, validation: 500 };
		const same = (a: Uint8Array, b: Uint8Array) => Buffer.from(a).equals(b);
		const changedOf = async (seed: number) => {
			const [right, noisy] = [
				await mnist.load({ ...wish, seed }),
				await mnist.load({ ...wish, seed, labelNoise: 0.2 }),
			];
			expect(same(noisy.training.pixels, right.training.pixels)).toBe(true);
			expect(same(noisy.validation!.labels, right.validation!.labels)).toBe(true);
			return [...right.training.labels.keys()].filter((at) => right.training.labels[at] !== noisy.training.labels[at]);
		};
		const changed = await changedOf(7);
		// A tenth of those that are drawn come out right.
		expect(Math.abs(changed.length / 2000 - 0.18)).toBeLessThan(0.03);
		expect(await changedOf(7)).toEqual(changed);
		// Others with another seed: by chance a fifth of a fifth have both.
		const common = (await changedOf(8)).filter((at) => changed.includes(at)).length;
		expect(common / 2000).toBeLessThan(0.06);
	});
	test('of more digits than there are is refused', () =>
		expect(localMnist().load({ ...few, examples: 60_000, validation: 1 })).rejects.toThrow(/at most 60000, got 60001/));
	test('gives a split only where it asks for it', async () => {
		const { validation, test: none } = await localMnist().load(few);
		expect([validation, none]).toEqual([null, null]);
	});
	test('comes with the hash of the data', async () => expect(await localMnist().dataHash()).toBe(manifest.dataHash));
});
