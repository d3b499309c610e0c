// Servers that fail, lie or fall silent: digits are either the right ones or not there at all.
import { describe, expect, test } from 'vitest';
import type { DataSpec } from '../../src/lib/datasets/dataset.ts';
import { DataError } from '../../src/lib/datasets/data-error.ts';
import { mnistSource } from '../../src/lib/datasets/mnist.ts';
import { gunzipSync, gzipSync } from 'node:zlib';
import { base, builtFile, fetchBuilt } from './local-mnist.ts';

const spec: DataSpec = { name: 'mnist', examples: 10, validation: 0, test: false, seed: null };
const html = new TextEncoder().encode('<!doctype html><title>Log in</title>');

type Answer = (file: Buffer<ArrayBuffer>) => BodyInit | Response | Promise<Response>;
interface Asked {
	readonly file: string;
	readonly cache: RequestCache | undefined;
}

/** A server that answers the first requests for files of this kind in these ways, and the rest as it should. */
function serverWith(kind: '.bin' | '.json', ...answers: Answer[]): { fetcher: typeof fetch; asked: Asked[] } {
	const asked: Asked[] = [];
	const fetcher = (async (address: URL, init?: RequestInit) => {
		asked.push({ file: address.pathname, cache: init?.cache });
		if (!address.pathname.endsWith(kind)) return fetchBuilt(address);
		const answer = answers.shift();
		if (!answer) return fetchBuilt(address);
		const given = await answer(builtFile(address));
		return given instanceof Response ? given : new Response(given);
	}) as typeof fetch;
	return { fetcher, asked };
}

const load = (fetcher: typeof fetch, patience = 5000) => mnistSource(base, undefined, fetcher, patience).load(spec);
const flipped = (file: Buffer<ArrayBuffer>, at: number): Buffer<ArrayBuffer> => {
	const copy = Buffer.from(file);
	copy[at] ^= 4;
	return copy;
};
const halfThenError: Answer = (file) => {
	let pulls = 0;
	const pull = (controller: ReadableStreamDefaultController<Uint8Array>) =>
		pulls++ === 0 ? controller.enqueue(file.subarray(0, 1000)) : controller.error(new TypeError('connection reset'));
	return new Response(new ReadableStream({ pull }));
};
const refused: Answer = () => Promise.reject(new TypeError('fetch failed'));
const silent: Answer = () => new Promise(() => undefined);

const faults: [string, '.bin' | '.json', Answer, DataError['what']][] = [
	['a shard cut short', '.bin', (file) => file.subarray(0, 1000), 'wrong-length'],
	['an empty shard', '.bin', () => '', 'not-data'],
	['a shard with bytes after its end', '.bin', (file) => Buffer.concat([file, file]), 'wrong-length'],
	['a flipped bit in the middle', '.bin', (file) => flipped(file, file.length >> 1), 'wrong-sum'],
	['a flipped bit in the checksum', '.bin', (file) => flipped(file, file.length - 6), 'wrong-sum'],
	['an HTML page in place of a shard', '.bin', () => html, 'not-data'],
	['an unpacked shard', '.bin', (file) => gunzipSync(file), 'not-data'],
	['a missing shard', '.bin', () => new Response('gone', { status: 404 }), 'missing'],
	['a server out of order', '.bin', () => new Response('', { status: 503 }), 'missing'],
	['no connection', '.bin', refused, 'offline'],
	['a connection that breaks half-way', '.bin', halfThenError, 'offline'],
	['an HTML page in place of the manifest', '.json', () => html, 'not-data'],
	['other JSON in place of the manifest', '.json', () => '{"format":1,"training":[]}', 'not-data'],
	['an endless manifest', '.json', () => '['.repeat(200_000), 'not-data'],
	['a missing manifest', '.json', () => new Response('', { status: 404 }), 'missing'],
];

describe.each(faults)('%s', (_, kind, answer, what) => {
	test(`twice is an error, "${what}"`, async () => {
		const error = await load(serverWith(kind, answer, answer).fetcher).catch((reason: unknown) => reason);
		expect(error).toBeInstanceOf(DataError);
		expect(error).toMatchObject({ what, file: expect.stringMatching(kind) as string });
	});
	test('once is mended by one fresh request past the cache', async () => {
		const { fetcher, asked } = serverWith(kind, answer);
		expect((await load(fetcher)).training.count).toBe(10);
		const caches = asked.filter(({ file }) => file.endsWith(kind)).map(({ cache }) => cache);
		expect(caches).toEqual([kind === '.bin' ? 'default' : 'no-cache', 'reload']);
	});
});

test('a shard of other digits, well packed, fails by its sum', async () => {
	const { fetcher } = serverWith('.json', (file) => {
		const manifest = JSON.parse(file.toString('utf8')) as { training: { crc32: number }[] };
		manifest.training[0].crc32 = (manifest.training[0].crc32 ^ 1) >>> 0;
		return JSON.stringify(manifest);
	});
	await expect(load(fetcher)).rejects.toMatchObject({
		what: 'wrong-sum',
		expected: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
	});
});

test('a small file that unpacks to a huge one is cut off', async () => {
	const bomb = gzipSync(Buffer.alloc(50_000_000));
	const server = serverWith('.json', (file) => {
		const manifest = JSON.parse(file.toString('utf8')) as { training: { bytes: number }[] };
		manifest.training[0].bytes = bomb.length;
		return JSON.stringify(manifest);
	});
	const fetcher = ((address: URL) =>
		address.pathname.endsWith('.bin') ? Promise.resolve(new Response(bomb)) : server.fetcher(address)) as typeof fetch;
	await expect(load(fetcher)).rejects.toMatchObject({ what: 'wrong-length' });
});

test('a connection that falls silent counts as dead, and the next one is tried', async () => {
	expect((await load(serverWith('.bin', silent).fetcher, 50)).training.count).toBe(10);
	await expect(load(serverWith('.bin', silent, silent).fetcher, 50)).rejects.toMatchObject({ what: 'offline' });
});

test('progress takes back the bytes of a failed attempt and ends at the whole', async () => {
	const seen: [number, number][] = [];
	const { fetcher } = serverWith('.bin', halfThenError);
	await mnistSource(base, (loaded, total) => seen.push([loaded, total]), fetcher).load(spec);
	const [loaded, total] = seen.at(-1) ?? [];
	expect(loaded).toBe(total);
	expect(Math.max(...seen.map(([bytes]) => bytes))).toBe(total);
});

test('after a failure the next load starts afresh', async () => {
	const mnist = mnistSource(base, undefined, serverWith('.bin', refused, refused).fetcher);
	await expect(mnist.load(spec)).rejects.toMatchObject({ what: 'offline' });
	expect((await mnist.load(spec)).training.count).toBe(10);
});
