// What `npm run data` writes beside the shards, and what a reader checks them against.
import { decodedLength } from './packing.ts';

export interface ShardEntry {
	/** File name beside the manifest; it carries a hash of the file, so the file may be cached for ever. */
	readonly file: string;
	/** Digits in it. */
	readonly count: number;
	/** Length of the file. */
	readonly bytes: number;
	/** Length after decompression. */
	readonly decoded: number;
	/** CRC-32 of the decoded bytes. */
	readonly crc32: number;
	/** SHA-256 of the decoded bytes, in hexadecimal. */
	readonly sha256: string;
}
export interface Manifest {
	readonly format: 1;
	/** SHA-256 over the shards' own, in hexadecimal: names the data in recordings. */
	readonly dataHash: string;
	/** Hash of what the shards were made from. */
	readonly inputHash: string;
	readonly quantisation: { readonly levels: 16; readonly greyPerLevel: 17; readonly rounding: 'nearest' };
	readonly training: readonly ShardEntry[];
	readonly test: readonly ShardEntry[];
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function isEntry(value: unknown): value is ShardEntry {
	const entry = value as Partial<ShardEntry> | null;
	return (
		typeof entry === 'object' &&
		entry !== null &&
		/^[\w.-]+$/.test(String(entry.file)) &&
		isWhole(entry.count) &&
		isWhole(entry.bytes) &&
		isWhole(entry.crc32) &&
		entry.decoded === decodedLength(entry.count)
	);
}

const areEntries = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isEntry);

/** Whether a parsed JSON value is a manifest that this program can read. */
export function isManifest(value: unknown): value is Manifest {
	const manifest = value as Partial<Manifest> | null;
	return (
		typeof manifest === 'object' &&
		manifest !== null &&
		manifest.format === 1 &&
		typeof manifest.dataHash === 'string' &&
		areEntries(manifest.training) &&
		areEntries(manifest.test)
	);
}
