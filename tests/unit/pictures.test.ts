// Contour lines and small pictures.
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { contourPaths } from '../../src/lib/chart/contours.ts';
import type { Point } from '../../src/lib/chart/path.ts';
import { colouredPng, pngAddress } from '../../src/lib/chart/png.ts';
import { crc32 } from '../../src/lib/numbers/crc32.ts';

const area = { x: [-3, 3], y: [-2, 2] } as const;
/** Paths are rounded to tenths. */
const big = ([x, y]: Point): Point => [100 * x, 100 * y];
const isInside = ([x, y]: readonly [number, number]) => Math.abs(x) < 3 && Math.abs(y) < 2;
/** Points of a path inside the area; beyond it the lines close. */
const points = (path: string) =>
	path
		.split(/[MLZ]/)
		.filter(Boolean)
		.map((pair) => pair.split(',').map((each) => Number(each) / 100) as [number, number])
		.filter(isInside);

test('contour lines of a bowl are its circles, as true as the grid is fine', () => {
	const levels = [0.25, 1, 2.25];
	const paths = contourPaths(area, (x, y) => x * x + y * y, levels, big);
	paths.forEach((path, i) => {
		expect(points(path).length).toBeGreaterThan(10);
		for (const [x, y] of points(path)) expect(Math.abs(Math.hypot(x, y) - Math.sqrt(levels[i]))).toBeLessThan(0.01);
	});
});

test('contour lines of a slope stand where it has their value, across the whole area', () => {
	const [path] = contourPaths(area, (x) => x, [1], big);
	const inside = points(path);
	for (const [x] of inside) expect(x).toBeCloseTo(1, 2);
	expect(Math.max(...inside.map(([, y]) => y))).toBeGreaterThan(1.85);
	expect(Math.min(...inside.map(([, y]) => y))).toBeLessThan(-1.85);
});

test('a level that the function does not have gives no line', () => {
	expect(contourPaths(area, () => 0, [1], big)).toEqual(['']);
});

/** The chunks of a PNG by type, after their sums were checked. */
function chunksOf(address: string): Map<string, Buffer> {
	const bytes = Buffer.from(address.replace('data:image/png;base64,', ''), 'base64');
	expect(bytes.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
	const chunks = new Map<string, Buffer>();
	for (let at = 8; at < bytes.length;) {
		const size = bytes.readUInt32BE(at);
		const body = bytes.subarray(at + 4, at + 8 + size);
		expect(bytes.readUInt32BE(at + 8 + size)).toBe(crc32(body));
		chunks.set(body.subarray(0, 4).toString('latin1'), body.subarray(4));
		at += 12 + size;
	}
	return chunks;
}

test('a picture is a PNG with sums that hold, dark ink on white', () => {
	const chunks = chunksOf(pngAddress([0, 255, 17, 34], 2));
	expect([...chunks.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
	expect([...chunks.get('IHDR')!]).toEqual([0, 0, 0, 2, 0, 0, 0, 2, 4, 0, 0, 0, 0]);
	// A filter byte before each row; node checks Adler-32.
	expect([...inflateSync(chunks.get('IDAT')!)]).toEqual([0, 0xf0, 0, 0xed]);
});

test('a picture in colours has its palette, whose first is transparent', () => {
	const chunks = chunksOf(
		colouredPng([0, 1, 2, 15], 2, [
			[10, 20, 30],
			[40, 50, 60],
		]),
	);
	expect([...chunks.keys()]).toEqual(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
	expect([...chunks.get('IHDR')!].slice(8, 10)).toEqual([4, 3]);
	expect([...chunks.get('PLTE')!]).toEqual([0, 0, 0, 10, 20, 30, 40, 50, 60]);
	expect([...chunks.get('tRNS')!]).toEqual([0]);
	expect([...inflateSync(chunks.get('IDAT')!)]).toEqual([0, 0x01, 0, 0x2f]);
});
