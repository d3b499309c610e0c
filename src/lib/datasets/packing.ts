// How a shard holds digits: the labels, one byte each, then the pictures, 16 grey levels packed two a byte, first pixel in the low half.

/** Pixels of one digit, 28 × 28. */
export const pixelsPerDigit = 784;
export const classCount = 10;
const bytesPerDigit = pixelsPerDigit / 2;
/** Levels are 0 … 15; a level stands for the grey value level · 17. */
const greyPerLevel = 17;

/** Bytes of a decoded shard of `count` digits. */
export const decodedLength = (count: number): number => count * (1 + bytesPerDigit);

/** The nearest of 16 levels; the grey value comes back as level · 17, at most 8 off. */
const toLevel = (grey: number): number => Math.round(grey / greyPerLevel);

/** The grey value, 0 … 255, that a reader gets for an original one. */
export const quantised = (grey: number): number => toLevel(grey) * greyPerLevel;

/**
 * @param labels [count]
 * @param pixels [count, 784], grey values 0 … 255
 */
export function packShard(labels: Uint8Array, pixels: Uint8Array): Uint8Array<ArrayBuffer> {
	const packed = new Uint8Array(decodedLength(labels.length));
	packed.set(labels);
	for (let i = 0, at = labels.length; i < pixels.length; i += 2, at++)
		packed[at] = toLevel(pixels[i]) | (toLevel(pixels[i + 1]) << 4);
	return packed;
}

/** Writes the picture of digit `digit` of a decoded shard of `count` digits to `into`, from `at` on, as grey values. */
export function unpackDigit(shard: Uint8Array, count: number, digit: number, into: Uint8Array, at: number): void {
	const start = count + digit * bytesPerDigit;
	for (let i = 0; i < bytesPerDigit; i++) {
		const pair = shard[start + i];
		into[at + 2 * i] = (pair & 15) * greyPerLevel;
		into[at + 2 * i + 1] = (pair >> 4) * greyPerLevel;
	}
}
