// MNIST for an engine: as many shards as a spec needs, verified, unpacked and split by its seed.
import { ascending } from '../numbers/shuffle.ts';
import { Stream } from '../numbers/random.ts';
import { subset } from '../numbers/subset.ts';
import type { DataSource, DataSpec, Dataset, Examples, LoadProgress } from './dataset.ts';
import type { Manifest, ShardEntry } from './manifest.ts';
import { classCount, pixelsPerDigit, unpackDigit } from './packing.ts';
import { loadManifest, loadShard } from './shards.ts';

export interface MnistSource extends DataSource {
	/** SHA-256 over the shards, as the manifest tells it. */
	dataHash(): Promise<string>;
}

const total = (entries: readonly ShardEntry[], what: 'count' | 'bytes'): number =>
	entries.reduce((sum, entry) => sum + entry[what], 0);

/** The smallest run of whole shards, from the first on, that holds `needed` digits. */
function poolOf(shards: readonly ShardEntry[], needed: number): readonly ShardEntry[] {
	if (needed > total(shards, 'count'))
		throw new RangeError(`examples + validation: at most ${total(shards, 'count')}, got ${needed}`);
	let held = 0;
	const length = shards.findIndex(({ count }) => (held += count) >= needed) + 1;
	return shards.slice(0, length);
}

interface Shard {
	readonly count: number;
	readonly bytes: Uint8Array;
}

/** Unpacks the digits at these positions, counted through all the shards. */
function pick(shards: readonly Shard[], positions: Uint32Array): Examples {
	const pixels = new Uint8Array(positions.length * pixelsPerDigit);
	const labels = new Uint8Array(positions.length);
	positions.forEach((position, i) => {
		let digit = position;
		const shard = shards.find(({ count }) => digit < count || ((digit -= count), false));
		if (!shard) throw new RangeError(`digit ${position} lies outside the shards`);
		labels[i] = shard.bytes[digit];
		unpackDigit(shard.bytes, shard.count, digit, pixels, i * pixelsPerDigit);
	});
	return { count: positions.length, pixels, labels };
}

/** The positions sorted by the labels of their examples, which are given in the positions' order. Sorting is stable: those of one label keep theirs. */
const byLabel = (positions: Uint32Array, { labels }: Examples): Uint32Array =>
	Uint32Array.from(
		[...ascending(labels.length)].sort((a, b) => labels[a] - labels[b]),
		(at) => positions[at],
	);

/** The positions in the order in which their examples are to lie. */
function arranged({ arranged, examples }: DataSpec, positions: Uint32Array, shards: readonly Shard[]): Uint32Array {
	if (arranged !== 'labels') return positions;
	const sorted = new Uint32Array(positions.length);
	for (let first = 0; first < positions.length; first += examples) {
		const part = positions.subarray(first, first + examples);
		sorted.set(byLabel(part, pick(shards, part)), first);
	}
	return sorted;
}

/** A share of the examples with labels drawn at random: for each in turn, whether it is one of them, then its label. */
function noisy(examples: Examples, { labelNoise = 0, seed }: DataSpec): Examples {
	if (labelNoise === 0) return examples;
	const random = new Stream(seed ?? 0, 'labels');
	const labels = examples.labels.map((label) => (random.uniform() < labelNoise ? random.below(classCount) : label));
	return { ...examples, labels };
}

/**
 * @param base absolute address of the site's root, ending in '/'
 * @param progress bytes over the network, of the shards that one `load` still needs
 * @param patience milliseconds without a byte after which a connection counts as dead
 *
 * `load` rejects with DataError for data that did not come or is not what it should be, and with RangeError for a
 * spec of more digits than there are. The same spec gives the same arrays, which nobody may change.
 */
export function mnistSource(
	base: string,
	progress: LoadProgress = () => undefined,
	fetcher: typeof fetch = fetch,
	patience = 20_000,
): MnistSource {
	const directory = new URL('data/mnist/', base);
	const network = { fetcher, patience };
	const shards = new Map<string, Uint8Array>();
	let known: Manifest | null = null;
	let last: { key: string; dataset: Dataset } | null = null;

	const manifest = async () => (known ??= await loadManifest(network, directory));

	async function fetchMissing(entries: readonly ShardEntry[]): Promise<void> {
		const missing = entries.filter(({ file }) => !shards.has(file));
		let loaded = 0;
		const arrived = (bytes: number) => progress((loaded += bytes), total(missing, 'bytes'));
		for (const entry of missing) shards.set(entry.file, await loadShard(network, directory, entry, arrived));
	}

	const held = (entries: readonly ShardEntry[]): Shard[] =>
		entries.map(({ file, count }) => ({ count, bytes: shards.get(file) as Uint8Array }));

	async function read(spec: DataSpec): Promise<Dataset> {
		const { training, test } = await manifest();
		const { examples, validation, parts = 1 } = spec;
		const pool = poolOf(training, parts * examples + validation);
		await fetchMissing(spec.test ? [...pool, ...test] : pool);
		const drawn = subset(total(pool, 'count'), parts * examples, validation, spec.seed);
		return {
			pixels: pixelsPerDigit,
			classes: classCount,
			training: noisy(pick(held(pool), arranged(spec, drawn.training, held(pool))), spec),
			validation: spec.validation > 0 ? pick(held(pool), drawn.validation) : null,
			test: spec.test ? pick(held(test), ascending(total(test, 'count'))) : null,
		};
	}

	return {
		dataHash: async () => (await manifest()).dataHash,
		async load(spec) {
			const { examples, parts, labelNoise, validation, test, seed, arranged } = spec;
			const key = JSON.stringify([examples, parts, labelNoise, validation, test, seed, arranged]);
			if (last?.key !== key) last = { key, dataset: await read(spec) };
			return last.dataset;
		},
	};
}
