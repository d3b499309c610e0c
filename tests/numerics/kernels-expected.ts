// What a kernel should leave in a buffer: numbers within bounds, exact words, and everything else as it was.

/** The bound's constant c: an error is at most C · (K + k₀) · 2⁻²³ · Σ|aᵢbᵢ| for a sum of K terms. */
const C = 2;
/** Relative accuracy of float32: WGSL lets a single operation be off by one unit in the last place, at most 2⁻²³ of a number. */
const UNIT = 2 ** -23;
/** WGSL lets any result be flushed to zero below this. */
const TINY = 2 ** -126;

/** A number known within a bound. */
export interface Near {
	readonly value: number;
	readonly bound: number;
}

/**
 * A number made by so many operations, each off by one unit of `size`.
 * @param operations K + k₀   @param size Σ|aᵢbᵢ|   @param carried bound of what came in
 */
export const near = (value: number, operations: number, size: number, carried = 0): Near => ({
	value,
	bound: rounding(operations, size) + carried,
});
export const rounding = (operations: number, size: number): number => C * (operations * UNIT * size + TINY);

const [UNCHANGED, NEAR, EXACT, FREE] = [0, 1, 2, 3];

/** Expected contents of one buffer. */
export class Expected {
	readonly #before: Uint32Array;
	readonly #kinds: Uint8Array;
	readonly #values: Float64Array;
	readonly #bounds: Float64Array;

	/** Unchanged, all of it. */
	constructor(before: Uint32Array) {
		this.#before = before;
		this.#kinds = new Uint8Array(before.length);
		this.#values = new Float64Array(before.length);
		this.#bounds = new Float64Array(before.length);
	}

	near(at: number, { value, bound }: Near): void {
		this.#set(at, NEAR);
		this.#values[at] = value;
		this.#bounds[at] = bound;
	}

	/** @param word an unsigned integer of 32 bits */
	exactly(at: number, word: number): void {
		this.#set(at, EXACT);
		this.#values[at] = word;
	}

	/** Words from … to − 1 may hold anything. */
	free(from: number, to: number): void {
		for (let at = from; at < to; at++) this.#set(at, FREE);
	}

	/** The largest error over its bound, and the first place that holds what it should not. */
	compare(after: Uint32Array): { readonly ratio: number; readonly wrong: string } {
		const floats = new Float32Array(after.buffer, after.byteOffset, after.length);
		let [ratio, wrong] = [0, ''];
		for (let at = 0; at < after.length; at++) {
			const kind = this.#kinds[at];
			if (kind === NEAR) ratio = Math.max(ratio, this.#ratio(at, floats[at]));
			else if (kind !== FREE && wrong === '') wrong = this.#wrong(at, kind, after[at]);
		}
		return { ratio, wrong };
	}

	#set(at: number, kind: number): void {
		if (at < 0 || at >= this.#kinds.length) {
			throw new RangeError(`expected: a place from 0 to ${this.#kinds.length - 1}, got ${at}`);
		}
		this.#kinds[at] = kind;
	}

	#ratio(at: number, actual: number): number {
		const error = Math.abs(actual - this.#values[at]);
		const ratio = error === 0 ? 0 : error / this.#bounds[at];
		return Number.isNaN(ratio) ? Infinity : ratio;
	}

	#wrong(at: number, kind: number, actual: number): string {
		const expected = kind === UNCHANGED ? this.#before[at] : this.#values[at];
		return actual === expected ? '' : `[${at}]: expected ${kind === EXACT ? '' : 'still '}${expected}, got ${actual}`;
	}
}
