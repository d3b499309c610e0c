// Rows of mostly zeros: a digit's pixels (80 % are zero) and what ReLU lets through. Only what is not zero is kept.
import type { Examples } from '../../datasets/dataset.ts';
import { type Floats, floats, type Precision } from './floats.ts';

const BYTE_MAX = 255;

/** The inputs of one layer for a slice of examples: entry k of row e lies at starts[e] ≤ k < starts[e + 1]. */
export class SparseRows {
	readonly inputs: number;
	readonly starts: Int32Array;
	readonly index: Int32Array;
	readonly value: Floats;
	rows = 0;

	/** @param rows most rows a slice has   @param inputs values in a row */
	constructor(rows: number, inputs: number, precision: Precision) {
		this.inputs = inputs;
		this.starts = new Int32Array(rows + 1);
		this.index = new Int32Array(rows * inputs);
		this.value = floats(rows * inputs, precision);
	}

	/** Takes the pixels, divided by 255, of the examples at positions from … to − 1. */
	readPixels({ pixels }: Examples, positions: Uint32Array, from: number, to: number): void {
		const { inputs, index, value, starts } = this;
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
		this.rows = to - from;
	}

	/** Takes max(0, x) of dense rows. NaN passes: a diverged run must show, not turn into zeros. */
	readPositive(dense: Floats, rows: number): void {
		const { inputs, index, value, starts } = this;
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
		this.rows = rows;
	}
}

/** The same entries by input: entry k of input i lies at starts[i] ≤ k < starts[i + 1] and belongs to row row[k]. */
export class SparseColumns {
	readonly starts: Int32Array;
	readonly row: Int32Array;
	readonly value: Floats;
	rows = 0;

	constructor(rows: number, inputs: number, precision: Precision) {
		this.starts = new Int32Array(inputs + 2);
		this.row = new Int32Array(rows * inputs);
		this.value = floats(rows * inputs, precision);
	}

	/** Sorts entries by input, rows ascending within one. */
	transpose(from: SparseRows): void {
		const { starts, row, value } = this;
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
		this.rows = from.rows;
	}
}
