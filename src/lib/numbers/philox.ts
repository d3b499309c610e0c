// Philox4x32-10, a counter-based generator: the same counter and key give the same four words on every machine.
// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;
const ROUNDS = 10;

/** Upper 32 bits of the 64-bit product of two unsigned 32-bit numbers: a double holds only 53, so it is put together from halves. */
function highWord(a: number, b: number): number {
	const aLow = a & 0xffff;
	const aHigh = a >>> 16;
	const bLow = b & 0xffff;
	const bHigh = b >>> 16;
	const middle = aHigh * bLow + (Math.imul(aLow, bLow) >>> 16);
	const carry = aLow * bHigh + (middle & 0xffff);
	return (aHigh * bHigh + (middle >>> 16) + (carry >>> 16)) >>> 0;
}

/**
 * Writes the four words of one block.
 * @param counter four unsigned 32-bit words, left as they are   @param key two unsigned 32-bit words
 * @param block [4], written
 * Golden: the known-answer vectors of Random123 in tests/unit/numbers-philox.test.ts
 */
export function philox(counter: ArrayLike<number>, key: ArrayLike<number>, block: Uint32Array): void {
	let [c0, c1, c2, c3] = [counter[0], counter[1], counter[2], counter[3]];
	let [k0, k1] = [key[0], key[1]];
	for (let round = 0; round < ROUNDS; round++) {
		const high0 = highWord(c0, MULTIPLIER_0);
		const high1 = highWord(c2, MULTIPLIER_1);
		const low0 = Math.imul(c0, MULTIPLIER_0);
		const low1 = Math.imul(c2, MULTIPLIER_1);
		c0 = (high1 ^ c1 ^ k0) >>> 0;
		c1 = low1 >>> 0;
		c2 = (high0 ^ c3 ^ k1) >>> 0;
		c3 = low0 >>> 0;
		k0 = (k0 + WEYL_0) >>> 0;
		k1 = (k1 + WEYL_1) >>> 0;
	}
	block[0] = c0;
	block[1] = c1;
	block[2] = c2;
	block[3] = c3;
}
