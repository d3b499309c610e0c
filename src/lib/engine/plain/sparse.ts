// Rows of mostly zeros: a digit's pixels (80 % are zero) and what ReLU lets through. Only what is not zero is kept.
import type { Examples } from '../../datasets/dataset.ts';
import type { Floats, Store } from './floats.ts';

const BYTE_MAX = 255;

/** The inputs of one layer for a slice of examples: entry k of row e lies at starts[e] ≤ k < starts[e + 1]. */
export interface SparseRows {
	/** Values in a row. */
	readonly inputs: number;
	readonly starts: Int32Array;
	readonly index: Int32Array;
	readonly value: Floats;
	rows: number;
}
/** The same entries by input: entry k of input i lies at starts[i] ≤ k < starts[i + 1] and belongs to row row[k]. */
export interface SparseColumns {
	readonly starts: Int32Array;
	readonly row: Int32Array;
	readonly value: Floats;
}
/** A layer's inputs, and memory for the same by input. */
export interface Listed {
	readonly inputs: SparseRows;
	readonly columns: SparseColumns;
}
/** The examples at `positions` from … to − 1; at most `Network.slice` of them. */
export interface Slice {
	readonly examples: Examples;
	readonly positions: Uint32Array;
	readonly from: number;
	readonly to: number;
}

/** @param rows most rows a slice has   @param inputs values in a row */
export const sparseRows = (store: Store, rows: number, inputs: number): SparseRows => ({
	inputs,
	starts: store.integers(rows + 1),
	index: store.integers(rows * inputs),
	value: store.floats(rows * inputs),
	rows: 0,
});
/** Of as many rows and inputs. One more start than inputs + 1 is needed while sorting. */
export const sparseColumns = (store: Store, rows: number, inputs: number): SparseColumns => ({
	starts: store.integers(inputs + 2),
	row: store.integers(rows * inputs),
	value: store.floats(rows * inputs),
});

/** Takes the pixels, divided by 255, of a slice. */
export function readPixels(into: SparseRows, { examples: { pixels }, positions, from, to }: Slice): void {
	const { inputs, index, value, starts } = into;
	let filled = 0;
	for (let at = from; at < to; at++) {
		const first = positions[at] * inputs;
		for (let pixel = 0; pixel < inputs; pixel++) {
			const byte = pixels[first + pixel];
			if (byte === 0) continue;
			index[filled] = pixel;
			value[filled++] = byte / BYTE_MAX;
		}
		starts[at - from + 1] = filled;
	}
	into.rows = to - from;
}

/** Takes max(0, x) of dense rows. NaN passes: a diverged run must show, not turn into zeros. */
export function readPositive(into: SparseRows, dense: Floats, rows: number): void {
	const { inputs, index, value, starts } = into;
	let filled = 0;
	for (let row = 0; row < rows; row++) {
		const first = row * inputs;
		for (let input = 0; input < inputs; input++) {
			const x = dense[first + input];
			if (x <= 0) continue;
			index[filled] = input;
			value[filled++] = x;
		}
		starts[row + 1] = filled;
	}
	into.rows = rows;
}

/** Sorts entries by input, rows ascending within one. */
export function transpose(from: SparseRows, into: SparseColumns): void {
	const { starts, row, value } = into;
	starts.fill(0);
	const filled = from.starts[from.rows];
	// Counted two places up, so that while entries are placed starts[i + 1] is where input i's next one goes.
	for (let k = 0; k < filled; k++) starts[from.index[k] + 2]++;
	for (let input = 2; input < starts.length; input++) starts[input] += starts[input - 1];
	for (let r = 0; r < from.rows; r++) {
		for (let k = from.starts[r]; k < from.starts[r + 1]; k++) {
			const place = starts[from.index[k] + 1]++;
			row[place] = r;
			value[place] = from.value[k];
		}
	}
}
