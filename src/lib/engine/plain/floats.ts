// The plain engine's one choice of arithmetic: arrays of 32 bits are what readers train in, of 64 bits the oracle.

export type Floats = Float32Array | Float64Array;
/** Bits of a stored number. Sums inside one expression of the loops are of 64 bits either way. */
export type Precision = 32 | 64;

export const floats = (length: number, precision: Precision): Floats =>
	precision === 32 ? new Float32Array(length) : new Float64Array(length);

/** Where a network's arrays are made: all in one memory that its kernels reach. They are zero. */
export interface Store {
	floats(length: number): Floats;
	integers(length: number): Int32Array;
	/** Whether the array was made here, or may as well have been. */
	holds(array: Floats): boolean;
}
/** Arrays of their own: what loops work on. */
export const heap = (precision: Precision): Store => ({
	floats: (length) => floats(length, precision),
	integers: (length) => new Int32Array(length),
	holds: () => true,
});
