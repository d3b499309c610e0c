import { crc32 as zlib } from 'node:zlib';
import { expect, test } from 'vitest';
import { crc32, crc32Of, hexadecimal } from '../../src/lib/numbers/crc32.ts';
import { Stream } from '../../src/lib/numbers/random.ts';

const stream = new Stream(1, 'subset');
const bytes = Uint8Array.from({ length: 5000 }, () => stream.below(256));

test('the check value of the standard', () => {
	expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});
test.each([0, 1, 2, 3, 4, 255, 5000])('%d bytes give what zlib gives', (length) => {
	expect(crc32(bytes.subarray(0, length))).toBe(zlib(bytes.subarray(0, length)));
});
test('pieces give what the whole gives', () => {
	expect(crc32(bytes.subarray(1234), crc32(bytes.subarray(0, 1234)))).toBe(crc32(bytes));
});
test('one changed bit changes the sum', () => {
	const damaged = bytes.slice();
	damaged[4000] ^= 8;
	expect(crc32(damaged)).not.toBe(crc32(bytes));
});
test('numbers are summed as little-endian bytes', () => {
	expect(crc32Of(Uint32Array.of(1, 0x01020304))).toBe(hexadecimal(zlib(Uint8Array.of(1, 0, 0, 0, 4, 3, 2, 1))));
	expect(crc32Of(Float32Array.of(1))).toBe(hexadecimal(zlib(Uint8Array.of(0, 0, 0x80, 0x3f))));
});
test('a view into a larger buffer is summed alone', () => {
	expect(crc32Of(Uint32Array.of(9, 1, 2, 9).subarray(1, 3))).toBe(crc32Of(Uint32Array.of(1, 2)));
});
test('small sums keep their zeros in hexadecimal', () => {
	expect(hexadecimal(0xab)).toBe('000000ab');
});
