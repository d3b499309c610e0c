// Forward and backward over slices of examples, for one shape of network. Holds working memory only; parameters are given.
import type { Examples } from '../../datasets/dataset.ts';
import { type LayerPlace, layout, parameterCount } from '../layout.ts';
import { type Floats, floats, type Precision } from './floats.ts';
import { accumulate, backward, forward } from './layer.ts';
import { crossEntropy, type Sums } from './loss.ts';
import { SparseColumns, SparseRows } from './sparse.ts';

interface Layer {
	readonly place: LayerPlace;
	readonly rows: SparseRows;
	readonly columns: SparseColumns;
	/** Outputs before ReLU on the way forward, deltas on the way back. */
	readonly outputs: Floats;
}
/** The examples at `positions` from … to − 1; at most `Network.slice` of them. */
export interface Slice {
	readonly examples: Examples;
	readonly positions: Uint32Array;
	readonly from: number;
	readonly to: number;
}

/** Examples a slice: 64, fewer for large networks, so that a slice takes some milliseconds. By shape only: sums stay repeatable. */
const sliceLength = (parameters: number): number => Math.max(8, Math.min(64, Math.floor(5_000_000 / parameters)));

export class Network {
	/** Number of parameters. */
	readonly length: number;
	readonly precision: Precision;
	/** Most examples that one call takes. */
	readonly slice: number;
	readonly #layers: readonly Layer[];
	readonly #labels: Uint8Array;

	/** @param widths layer widths, input first */
	constructor(widths: readonly number[], precision: Precision) {
		this.length = parameterCount(widths);
		this.precision = precision;
		const slice = sliceLength(this.length);
		this.slice = slice;
		this.#labels = new Uint8Array(slice);
		this.#layers = layout(widths).map((place) => ({
			place,
			rows: new SparseRows(slice, place.inputs, precision),
			columns: new SparseColumns(slice, place.inputs, precision),
			outputs: floats(slice * place.outputs, precision),
		}));
	}

	/** Adds the slice's losses and right answers to `sums`. */
	score(parameters: Floats, { examples, positions, from, to }: Slice, sums: Sums): void {
		const layers = this.#layers;
		const rows = to - from;
		layers[0].rows.readPixels(examples, positions, from, to);
		layers.forEach((layer, l) => {
			if (l > 0) layer.rows.readPositive(layers[l - 1].outputs, rows);
			forward(parameters, layer.place, layer.rows, layer.outputs);
		});
		for (let row = 0; row < rows; row++) this.#labels[row] = examples.labels[positions[from + row]];
		const last = layers[layers.length - 1];
		crossEntropy(last.outputs, this.#labels, rows, last.place.outputs, sums);
	}

	/**
	 * As `score`, and adds scale × the slice's summed gradient to `target`. That may be the parameters themselves: each layer's
	 * deltas are passed on before its own weights are written.
	 */
	learn(parameters: Floats, slice: Slice, target: Floats, scale: number, sums: Sums): void {
		this.score(parameters, slice, sums);
		for (let l = this.#layers.length - 1; l >= 0; l--) {
			const { place, rows, columns, outputs } = this.#layers[l];
			if (l > 0) backward(parameters, place, rows, outputs, this.#layers[l - 1].outputs);
			columns.transpose(rows);
			accumulate(target, place, columns, outputs, scale);
		}
	}

	/** The examples at positions from … to − 1, cut into slices. */
	*cut({ examples, positions, from, to }: Slice): Generator<Slice> {
		for (let at = from; at < to; at += this.slice) {
			yield { examples, positions, from: at, to: Math.min(at + this.slice, to) };
		}
	}
}
