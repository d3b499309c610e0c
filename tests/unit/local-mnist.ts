// MNIST for tests in Node: the loader of the site, reading the built shards from disk.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadProgress } from '../../src/lib/datasets/dataset.ts';
import { mnistSource, type MnistSource } from '../../src/lib/datasets/mnist.ts';

const directory = join(import.meta.dirname, '../../public/data/mnist');
export const base = 'http://book.test/';

/** The bytes of a built file, by its address on the made-up site. */
export function builtFile(address: string | URL): Buffer<ArrayBuffer> {
	const name = new URL(address).pathname.replace('/data/mnist/', '');
	return readFileSync(join(directory, name));
}

/** A fetch that reads the built shards. @throws what `readFileSync` does where `npm run data` has not run */
export const fetchBuilt = ((address: URL) => Promise.resolve(new Response(builtFile(address)))) as typeof fetch;

export const localMnist = (progress?: LoadProgress): MnistSource => mnistSource(base, progress, fetchBuilt);
