// Digits on the device: as packed bytes with their labels, and as lists of the pixels that are not zero.
import type { Examples } from '../../datasets/dataset.ts';
import type { Memory } from './memory.ts';

/** Words of one digit: its bytes, four a word, then its label. */
export const rowWords = (pixels: number): number => Math.ceil(pixels / 4) + 1;

/** [count, rowWords], little endian as every device that runs WebGPU. */
export function packDigits({ count, pixels: bytes, labels }: Examples, pixels: number): Uint32Array<ArrayBuffer> {
	const row = rowWords(pixels);
	const packed = new Uint32Array(count * row);
	const packedBytes = new Uint8Array(packed.buffer);
	for (let e = 0; e < count; e++) {
		packedBytes.set(bytes.subarray(e * pixels, (e + 1) * pixels), 4 * e * row);
		packed[(e + 1) * row - 1] = labels[e];
	}
	return packed;
}

export interface Lists {
	/** [count + 1]: example e has entries starts[e] … starts[e + 1] − 1. */
	readonly starts: Uint32Array<ArrayBuffer>;
	/** pixel | grey level << 16 */
	readonly entries: Uint32Array<ArrayBuffer>;
}
/** The pixels that are not zero, example by example, in ascending order. @param pixels of an example, at most 65,536 */
export function listInk({ count, pixels: bytes }: Examples, pixels: number): Lists {
	const starts = new Uint32Array(count + 1);
	const end = count * pixels;
	let inked = 0;
	for (let i = 0; i < end; i++) if (bytes[i] !== 0) inked++;
	const entries = new Uint32Array(inked);
	let filled = 0;
	for (let e = 0; e < count; e++) {
		for (let pixel = 0, at = e * pixels; pixel < pixels; pixel++, at++) {
			if (bytes[at] !== 0) entries[filled++] = pixel | (bytes[at] << 16);
		}
		starts[e + 1] = filled;
	}
	return { starts, entries };
}

/** One split of a data set on the device; the lists come when they are first asked for. */
export class Resident {
	readonly count: number;
	readonly digits: GPUBuffer;
	readonly #memory: Memory;
	readonly #examples: Examples;
	readonly #pixels: number;
	#lists: { starts: GPUBuffer; entries: GPUBuffer } | null = null;

	constructor(memory: Memory, examples: Examples, pixels: number) {
		this.count = examples.count;
		this.#memory = memory;
		this.#examples = examples;
		this.#pixels = pixels;
		this.digits = this.#put(packDigits(examples, pixels), 'digits');
	}

	get lists(): { readonly starts: GPUBuffer; readonly entries: GPUBuffer } {
		if (!this.#lists) {
			const { starts, entries } = listInk(this.#examples, this.#pixels);
			this.#lists = { starts: this.#put(starts, 'starts'), entries: this.#put(entries, 'entries') };
		}
		return this.#lists;
	}

	#put(words: Uint32Array<ArrayBuffer>, label: string): GPUBuffer {
		const buffer = this.#memory.words(words.length, label);
		this.#memory.device.queue.writeBuffer(buffer, 0, words);
		return buffer;
	}
}
