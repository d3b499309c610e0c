// The first 24 training digits, small enough to come with the figure: nothing is fetched.
import { classCount, pixelsPerDigit, unpackDigit } from '../datasets/packing.ts';
import packed from '../datasets/two-dozen.json' with { type: 'json' };
import { productsOf, type Labelled } from '../landscapes/softmax.ts';

export const TWO_DOZEN = 24;

const shard = Uint8Array.from(atob(packed.shard), (letter) => letter.charCodeAt(0));
/** [24] */
export const labels: readonly number[] = [...shard.subarray(0, TWO_DOZEN)];
/** Grey values 0 … 255, [24, 784]. */
const pixels = new Uint8Array(TWO_DOZEN * pixelsPerDigit);
labels.forEach((_, digit) => unpackDigit(shard, TWO_DOZEN, digit, pixels, digit * pixelsPerDigit));

/** Grey values of one digit, [784]. */
export const picture = (digit: number): Uint8Array =>
	pixels.subarray(digit * pixelsPerDigit, (digit + 1) * pixelsPerDigit);

export const twoDozen: Labelled = {
	classes: classCount,
	labels,
	products: productsOf(labels.map((_, digit) => Float64Array.from(picture(digit), (grey) => grey / 255))),
};
