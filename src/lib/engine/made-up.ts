// Made-up digits for timing: what is drawn on them is all the same to the time, how much of them is ink is not.
import type { Examples } from '../datasets/dataset.ts';
import { Stream } from '../numbers/random.ts';

/** As many pixels are inked as in handwritten digits, a fifth. */
export function scribbles(count: number, pixels: number, classes: number): Examples {
	const random = new Stream(1, 'subset');
	return {
		count,
		pixels: Uint8Array.from({ length: count * pixels }, () => Math.max(0, (random.word() % 320) - 256) * 4),
		labels: Uint8Array.from({ length: count }, () => random.below(classes)),
	};
}
