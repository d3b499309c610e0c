// Exact products of a Hessian and a vector: every number of a forward and backward pass goes together with its derivative along
// the vector (Pearlmutter 1994, Neural Computation 6:147, the R-operator). The derivative of a product is two products, which the
// network's own kernels compute.
import { type LayerPlace, layout, parameterCount } from '../layout.ts';
import { type Floats, heap, type Precision, type Store } from './floats.ts';
import { type Kernels, loops } from './kernels.ts';
import { type Listed, type Slice, sparseColumns, sparseRows, type SparseRows } from './sparse.ts';
import { openSimd } from './wasm/simd.ts';

interface Layer extends Listed {
	readonly place: LayerPlace;
	/** Derivatives of the inputs, listed as they are. None of the pixels', which do not change. */
	readonly slopes: SparseRows;
	/** Outputs before ReLU on the way forward, deltas on the way back. [rows, outputs] */
	readonly outputs: Floats;
	/** Their derivatives. */
	readonly turns: Floats;
}
interface Memory {
	readonly layers: readonly Layer[];
	/** Parameters, vector and product, each with a row behind it: biases of zero to read, or to be written and not read. */
	readonly parameters: Floats;
	readonly vector: Floats;
	readonly product: Floats;
	/** One more of what `outputs` is. */
	readonly spare: Floats;
}

function memory(widths: readonly number[], rows: number, store: Store): Memory {
	const widest = Math.max(...widths.slice(1));
	const array = () => store.floats(parameterCount(widths) + widest);
	return {
		layers: layout(widths).map((place) => {
			const inputs = sparseRows(store, rows, place.inputs);
			return {
				...{ place, inputs, columns: sparseColumns(store, rows, place.inputs) },
				slopes: { ...inputs, value: store.floats(rows * place.inputs) },
				outputs: store.floats(rows * place.outputs),
				turns: store.floats(rows * place.outputs),
			};
		}),
		...{ parameters: array(), vector: array(), product: array(), spare: store.floats(rows * widest) },
	};
}

const add = (to: Floats, from: Floats, count: number): void => {
	for (let i = 0; i < count; i++) to[i] += from[i];
};

/** p ← softmax(z) − onehot(label) in one row from `first`; its derivative is p · (ż − Σ p ż). */
function rowDeltas(value: Floats, slope: Floats, first: number, width: number, label: number): void {
	const end = first + width;
	let maximum = -Infinity;
	for (let j = first; j < end; j++) maximum = Math.max(maximum, value[j]);
	let sum = 0;
	for (let j = first; j < end; j++) sum += value[j] = Math.exp(value[j] - maximum);
	let mean = 0;
	for (let j = first; j < end; j++) mean += (value[j] /= sum) * slope[j];
	for (let j = first; j < end; j++) slope[j] = value[j] * (slope[j] - mean);
	value[first + label] -= 1;
}

/** Working memory for one shape of network, and the product that is under way. */
export class Tangent {
	readonly #length: number;
	readonly #kernels: Kernels;
	readonly #memory: Memory;

	/** @param widths layer widths, input first   @param rows most examples of a slice */
	constructor(widths: readonly number[], precision: Precision, rows: number) {
		this.#length = parameterCount(widths);
		const make = (store: Store) => memory(widths, rows, store);
		const opened = precision === 32 ? openSimd(widths[0], make) : null;
		this.#kernels = opened?.kernels ?? loops;
		this.#memory = opened?.made ?? make(heap(precision));
	}

	/** Begins a product. Both are laid out as the parameters. */
	begin(parameters: Floats, vector: ArrayLike<number>): void {
		this.#memory.parameters.set(parameters);
		this.#memory.vector.set(vector);
		this.#memory.product.fill(0);
	}

	/** Adds scale × (Hessian of the slice's summed losses · vector). */
	add(slice: Slice, scale: number): void {
		const { layers } = this.#memory;
		this.#kernels.readPixels(layers[0].inputs, slice);
		layers.forEach((layer, l) => this.#forward(layer, layers[l - 1] ?? null));
		const { outputs, turns, place } = layers[layers.length - 1];
		for (let row = 0; row < slice.to - slice.from; row++) {
			const label = slice.examples.labels[slice.positions[slice.from + row]];
			rowDeltas(outputs, turns, row * place.outputs, place.outputs, label);
		}
		for (let l = layers.length - 1; l >= 0; l--) {
			this.#accumulate(layers[l], l > 0, scale);
			if (l > 0) this.#backward(layers[l], layers[l - 1]);
		}
	}

	/** What `add` came to since `begin`, a view. */
	get product(): Floats {
		return this.#memory.product.subarray(0, this.#length);
	}

	/** The same layer without biases. */
	#bare(place: LayerPlace): LayerPlace {
		return { ...place, biases: this.#length };
	}

	#forward({ place, inputs, slopes, outputs, turns }: Layer, before: Layer | null): void {
		const { parameters, vector, spare } = this.#memory;
		if (before) this.#read(inputs, slopes, before);
		this.#kernels.forward(parameters, place, inputs, outputs);
		this.#kernels.forward(vector, place, inputs, turns);
		if (!before) return;
		this.#kernels.forward(parameters, this.#bare(place), slopes, spare);
		add(turns, spare, inputs.rows * place.outputs);
	}

	/** max(0, x), and its derivative where x is above 0. */
	#read(inputs: SparseRows, slopes: SparseRows, before: Layer): void {
		const { rows } = before.inputs;
		this.#kernels.readPositive(inputs, before.outputs, rows);
		slopes.rows = rows;
		for (let row = 0; row < rows; row++) {
			const first = row * inputs.inputs;
			for (let k = inputs.starts[row]; k < inputs.starts[row + 1]; k++)
				slopes.value[k] = before.turns[first + inputs.index[k]];
		}
	}

	/** Adds scale times the derivative of (inputᵀ · delta, delta). */
	#accumulate({ place, inputs, slopes, columns, outputs, turns }: Layer, isHidden: boolean, scale: number): void {
		const { product } = this.#memory;
		this.#kernels.accumulate(product, place, { inputs, columns }, turns, scale);
		if (isHidden) this.#kernels.accumulate(product, this.#bare(place), { inputs: slopes, columns }, outputs, scale);
	}

	/** delta · Wᵀ where the input is not zero (the slope of ReLU), and its derivative. */
	#backward({ place, inputs, outputs, turns }: Layer, before: Layer): void {
		const { parameters, vector, spare } = this.#memory;
		this.#kernels.backward(parameters, place, inputs, turns, before.turns);
		this.#kernels.backward(vector, place, inputs, outputs, spare);
		add(before.turns, spare, inputs.rows * place.inputs);
		this.#kernels.backward(parameters, place, inputs, outputs, before.outputs);
	}
}
