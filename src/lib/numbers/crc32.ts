// CRC-32 as in gzip, PNG and zlib (ISO 3309): a plain-http page has no crypto.subtle, and a damaged file is all it must catch.

const POLYNOMIAL = 0xedb88320;
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
	let remainder = byte;
	for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ POLYNOMIAL : remainder >>> 1;
	return remainder;
});

/**
 * Checksum of bytes, 0 … 2³² − 1.
 * @param before checksum of the bytes that come before these, for data that arrive in pieces
 */
export function crc32(bytes: Uint8Array, before = 0): number {
	let remainder = ~before;
	for (let i = 0; i < bytes.length; i++) remainder = (remainder >>> 8) ^ table[(remainder ^ bytes[i]) & 0xff];
	return ~remainder >>> 0;
}

/** As eight hexadecimal digits. */
export const hexadecimal = (checksum: number): string => checksum.toString(16).padStart(8, '0');

/** Checksum of numbers of 32 bits as little-endian bytes, in hexadecimal; the machine's own byte order does not matter. */
export function crc32Of(numbers: Float32Array | Uint32Array): string {
	const bytes = new DataView(new ArrayBuffer(numbers.length * 4));
	const words = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length);
	words.forEach((bits, i) => bytes.setUint32(i * 4, bits, true));
	return hexadecimal(crc32(new Uint8Array(bytes.buffer)));
}
