// Maps as results hold them: a byte a value on a logarithmic scale, in base64. Pure.
import type { GridMap, MapRows } from './result.ts';

/** Bytes with a value: 0 stands for none. */
const [LOW, HIGH] = [1, 255];
/** Characters that one call may be given as arguments, in every browser. */
const PIECE = 8192;

function toBase64(bytes: Uint8Array): string {
	let text = '';
	for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
	return btoa(text);
}
const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** @param value not finite for none */
function byteOf(value: number, [from, to]: GridMap['range']): number {
	if (!Number.isFinite(value)) return 0;
	const share = Math.log(value / from) / Math.log(to / from);
	return LOW + Math.round(Math.max(0, Math.min(1, share)) * (HIGH - LOW));
}

/** Every value of a map, row by row; NaN for none. Off by half a byte's factor at most, √(to / from)^(1/254). */
export function valuesOf({ values, range: [from, to] }: GridMap): Float32Array {
	const known = Float32Array.from({ length: HIGH + 1 }, (_, byte) =>
		byte === 0 ? NaN : from * (to / from) ** ((byte - LOW) / (HIGH - LOW)),
	);
	return Float32Array.from(fromBase64(values), (byte) => known[byte]);
}

/** The bytes of a map in another grid: each cell as the old one that its middle lies in. */
function regridded(map: GridMap, width: number, height: number): Uint8Array {
	const bytes = fromBase64(map.values);
	if (map.width === width && map.height === height) return bytes;
	const within = (place: number, size: number, old: number) => Math.floor(((place + 0.5) * old) / size);
	return Uint8Array.from({ length: width * height }, (_, at) => {
		const [column, row] = [within(at % width, width, map.width), within(Math.floor(at / width), height, map.height)];
		return bytes[row * map.width + column];
	});
}

/** The maps with these rows in place; a map that grows finer keeps what it had where nothing finer is known. */
export function withRows(maps: readonly GridMap[], rows: MapRows): readonly GridMap[] {
	const { name, width, height, range } = rows;
	const index = maps.findIndex((map) => map.name === name);
	const bytes = index < 0 ? new Uint8Array(width * height) : regridded(maps[index], width, height);
	bytes.set(
		Array.from(rows.values, (value) => byteOf(value, range)),
		rows.row * width,
	);
	const map: GridMap = { name, width, height, encoding: 'u8-log-base64', range, values: toBase64(bytes) };
	return index < 0 ? [...maps, map] : maps.with(index, map);
}
