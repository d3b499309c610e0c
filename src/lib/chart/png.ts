// Small pictures of 16 levels as a PNG inside an address, not compressed: dark ink on white, or in colours.
import { crc32 } from '../numbers/crc32.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const LEVELS = 16;

const word = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
const letters = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));

function chunk(type: string, data: readonly number[]): number[] {
	const body = [...letters(type), ...data];
	return [...word(data.length), ...body, ...word(crc32(Uint8Array.from(body)))];
}

/** Adler-32 (RFC 1950). */
function adler(bytes: readonly number[]): number {
	let [a, b] = [1, 0];
	for (const byte of bytes) [a, b] = [(a + byte) % 65_521, (a + b + byte) % 65_521];
	return b * 65_536 + a;
}

/** One stored block (RFC 1951), which holds up to 65,535 bytes. */
const stored = (bytes: readonly number[]): number[] => {
	const size = [bytes.length & 0xff, bytes.length >> 8];
	return [0x78, 0x01, 1, ...size, ...size.map((byte) => byte ^ 0xff), ...bytes, ...word(adler(bytes))];
};

/** A filter byte, 0, before each row; two pixels a byte, the left one in the upper half. */
function rows(levels: ArrayLike<number>, width: number): number[] {
	const bytes: number[] = [];
	for (let place = 0; place < levels.length; place += 2) {
		if (place % width === 0) bytes.push(0);
		bytes.push((levels[place] << 4) | levels[place + 1]);
	}
	return bytes;
}

/** Colour types of PNG. */
const [GREY, PALETTE] = [0, 3];
function address(levels: ArrayLike<number>, width: number, type: number, colours: readonly number[]): string {
	const header = [...word(width), ...word(levels.length / width), 4, type, 0, 0, 0];
	const bytes = [
		...[...SIGNATURE, ...chunk('IHDR', header), ...colours],
		...[...chunk('IDAT', stored(rows(levels, width))), ...chunk('IEND', [])],
	];
	return `data:image/png;base64,${btoa(String.fromCharCode(...bytes))}`;
}

/**
 * @param grey ink 0 … 255, row by row; drawn dark on white
 * @param width even   @param grey.length a multiple of width, under 100,000
 */
export const pngAddress = (grey: ArrayLike<number>, width: number): string =>
	address(
		Array.from(grey, (ink) => LEVELS - 1 - Math.round((ink * (LEVELS - 1)) / 255)),
		width,
		GREY,
		[],
	);

/**
 * @param levels 0 … 15, row by row, 0 transparent   @param colours red, green, blue of levels 1 … 15, each 0 … 255
 * @param width even   @param levels.length a multiple of width, under 100,000
 */
export const colouredPng = (
	levels: ArrayLike<number>,
	width: number,
	colours: readonly (readonly [number, number, number])[],
): string => address(levels, width, PALETTE, [...chunk('PLTE', [0, 0, 0, ...colours.flat()]), ...chunk('tRNS', [0])]);
