// Manifest and shards from the site's own files. Nothing leaves this file that was not verified.
import { crc32, hexadecimal } from '../numbers/crc32.ts';
import { DataError } from './data-error.ts';
import { collect, download, twice, type Collected, type Network } from './download.ts';
import { isManifest, type Manifest, type ShardEntry } from './manifest.ts';

/** No manifest is longer; an endless answer in place of it is cut off here. */
const longestManifest = 65_536;

function parseManifest({ bytes, received }: Collected): Manifest {
	const text = new TextDecoder().decode(bytes.subarray(0, received));
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		value = null;
	}
	if (!isManifest(value)) throw new DataError('not-data', 'manifest.json', 'a manifest of shards', text.slice(0, 60));
	return value;
}

/** @throws DataError after the second failed attempt */
export function loadManifest(network: Network, directory: URL): Promise<Manifest> {
	const url = new URL('manifest.json', directory);
	return twice('no-cache', async (cache) =>
		parseManifest(await download(network, url, cache, longestManifest, () => undefined)),
	);
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

function checkLength(what: string, file: string, expected: number, received: number): void {
	if (received === expected) return;
	const got = received > expected ? `more than ${expected}` : `${received}`;
	throw new DataError('wrong-length', file, `${expected} ${what}`, got);
}

async function decompress(file: string, bytes: Uint8Array<ArrayBuffer>, length: number): Promise<Collected> {
	try {
		return await collect(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')), length);
	} catch (error) {
		throw new DataError('wrong-sum', file, 'intact gzip', error instanceof Error ? error.message : String(error));
	}
}

async function decode({ file, bytes: length, decoded, crc32: sum }: ShardEntry, came: Collected): Promise<Uint8Array> {
	if (!isGzip(came.bytes)) throw new DataError('not-data', file, 'gzip', 'something else');
	checkLength('bytes', file, length, came.received);
	const { bytes, received } = await decompress(file, came.bytes, decoded);
	checkLength('decoded bytes', file, decoded, received);
	if (crc32(bytes) !== sum) throw new DataError('wrong-sum', file, hexadecimal(sum), hexadecimal(crc32(bytes)));
	return bytes;
}

/**
 * The decoded bytes of one shard, as in `packing.ts`.
 * @param arrived is told of bytes as they come; a negative number takes back those of a failed attempt
 * @throws DataError after the second failed attempt
 */
export function loadShard(
	network: Network,
	directory: URL,
	entry: ShardEntry,
	arrived: (bytes: number) => void,
): Promise<Uint8Array> {
	return twice('default', async (cache) => {
		let counted = 0;
		const count = (bytes: number) => {
			counted += bytes;
			arrived(bytes);
		};
		try {
			return await decode(entry, await download(network, new URL(entry.file, directory), cache, entry.bytes, count));
		} catch (error) {
			arrived(-counted);
			throw error;
		}
	});
}
