// The plain engine's one choice of arithmetic: arrays of 32 bits are what readers train in, of 64 bits the oracle.

export type Floats = Float32Array | Float64Array;
/** Bits of a stored number. Sums inside one expression are of 64 bits either way. */
export type Precision = 32 | 64;

export const floats = (length: number, precision: Precision): Floats =>
	precision === 32 ? new Float32Array(length) : new Float64Array(length);
