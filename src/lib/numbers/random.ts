// Streams of random numbers. A stream is named by seed, purpose and index, so that what is drawn for one never shifts another.
// How seeds lead to starts, orders and subsets: tests/numerics/derivation.md.
import { inverseNormal } from './normal.ts';
import { philox } from './philox.ts';

/** What a stream is for; part of the published derivation, so a number once given is never changed. */
export const purposes = { start: 1, order: 2, subset: 3, labels: 4 } as const;
export type Purpose = keyof typeof purposes;

const WORDS = 2 ** 32;

export class Stream {
	readonly #key: Uint32Array;
	readonly #counter: Uint32Array;
	readonly #block = new Uint32Array(4);
	#used = 4;

	/**
	 * @param seed 0 … 2³² − 1   @param index 0 … 2³² − 1, e.g. the layer or the epoch
	 * @param run 0 … 2³² − 1, of the toy runs that share a seed; 0 elsewhere
	 * @throws RangeError for a seed, index or run that is not such a whole number
	 */
	constructor(seed: number, purpose: Purpose, index = 0, run = 0) {
		this.#key = Uint32Array.of(word(seed, 'seed'), purposes[purpose]);
		this.#counter = Uint32Array.of(0, word(index, 'index'), word(run, 'run'), 0);
	}

	/** The next 32 random bits, as 0 … 2³² − 1. A stream holds 2³⁴ of them. */
	word(): number {
		if (this.#used === 4) {
			philox(this.#counter, this.#key, this.#block);
			this.#counter[0]++;
			this.#used = 0;
		}
		return this.#block[this.#used++];
	}

	/**
	 * A whole number from 0 to bound − 1, each equally likely: words in the last, incomplete run of `bound` are drawn again.
	 * @param bound 1 … 2³²
	 */
	below(bound: number): number {
		const limit = WORDS - (WORDS % bound);
		let drawn = this.word();
		while (drawn >= limit) drawn = this.word();
		return drawn % bound;
	}

	/** Uniform on [0, 1), a multiple of 2⁻²⁴: exact in float32. One word. */
	uniform(): number {
		return (this.word() >>> 8) / 2 ** 24;
	}

	/** Uniform on [0, 1), a multiple of 2⁻⁵³. Two words, the upper 27 bits first. */
	uniform53(): number {
		const upper = this.word() >>> 5;
		return (upper * 2 ** 26 + (this.word() >>> 6)) / 2 ** 53;
	}

	/** Standard normal, bit-identical everywhere, within ± 6.34 (there the tail beyond holds 2⁻³³). One word. */
	normal(): number {
		return inverseNormal((this.word() + 0.5) / WORDS);
	}
}

function word(value: number, name: string): number {
	if (value >>> 0 === value) return value;
	throw new RangeError(`${name}: expected a whole number from 0 to 4294967295, got ${value}`);
}
