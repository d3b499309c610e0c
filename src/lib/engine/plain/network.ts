// Forward and backward over slices of examples, for one shape of network. Holds working memory only; parameters are given.
import type { Optimiser } from '../engine.ts';
import { type LayerPlace, layout, parameterCount } from '../layout.ts';
import { isAdaptive, isLayerwise } from '../optimiser.ts';
import { type Floats, floats, heap, type Precision, type Store } from './floats.ts';
import { type Kernels, loops } from './kernels.ts';
import { moveByLayers } from './layerwise.ts';
import { crossEntropy, type Sums } from './loss.ts';
import { type Listed, type Slice, sparseColumns, sparseRows } from './sparse.ts';
import type { State, Step } from './step.ts';
import { type Opened, openSimd } from './wasm/simd.ts';

interface Layer extends Listed {
	readonly place: LayerPlace;
	/** Outputs before ReLU on the way forward, deltas on the way back. */
	readonly outputs: Floats;
}
interface Memory {
	readonly layers: readonly Layer[];
	/** Not yet handed out, laid out as the parameters. */
	readonly arrays: Floats[];
	/** For parameters and gradients that the kernels do not reach. Untouched until there are any. */
	readonly spare: { readonly parameters: Floats; readonly gradient: Floats };
}
export interface NetworkOptions {
	/** Most arrays that `array` hands out where the kernels reach them; default 0. */
	readonly arrays?: number;
	/** Whether float32 is computed in WebAssembly SIMD where there is such; default true. */
	readonly simd?: boolean;
}

/** Examples a slice: 128, fewer for large networks, so that a slice takes some milliseconds. By shape only: sums stay repeatable. */
const sliceLength = (parameters: number): number => Math.max(8, Math.min(128, Math.floor(12_000_000 / parameters)));

function memory(widths: readonly number[], slice: number, arrays: number, store: Store): Memory {
	const length = parameterCount(widths);
	return {
		layers: layout(widths).map((place) => ({
			place,
			inputs: sparseRows(store, slice, place.inputs),
			columns: sparseColumns(store, slice, place.inputs),
			outputs: store.floats(slice * place.outputs),
		})),
		arrays: Array.from({ length: arrays }, () => store.floats(length)),
		spare: { parameters: store.floats(length), gradient: store.floats(length) },
	};
}

function openLoops<T>(precision: Precision, make: (store: Store) => T): Opened<T> {
	const store = heap(precision);
	return { store, made: make(store), kernels: loops };
}

export class Network {
	/** Number of parameters. */
	readonly length: number;
	readonly precision: Precision;
	/** Most examples that one call takes. */
	readonly slice: number;
	readonly #kernels: Kernels;
	readonly #store: Store;
	readonly #memory: Memory;
	readonly #labels: Uint8Array;

	/** @param widths layer widths, input first */
	constructor(widths: readonly number[], precision: Precision, { arrays = 0, simd = true }: NetworkOptions = {}) {
		this.length = parameterCount(widths);
		this.precision = precision;
		this.slice = sliceLength(this.length);
		this.#labels = new Uint8Array(this.slice);
		const make = (store: Store) => memory(widths, this.slice, arrays, store);
		const opened = (simd && precision === 32 && openSimd(widths[0], make)) || openLoops(precision, make);
		this.#kernels = opened.kernels;
		this.#store = opened.store;
		this.#memory = opened.made;
	}

	/** Zeros, laid out as the parameters; fastest to compute with while no more of them are asked for than the network was made for. */
	array(): Floats {
		return this.#memory.arrays.pop() ?? floats(this.length, this.precision);
	}

	/** Adds the slice's losses and right answers to `sums`. */
	score(parameters: Floats, slice: Slice, sums: Sums): void {
		const { layers } = this.#memory;
		const { examples, positions, from, to } = slice;
		const within = this.#within(parameters);
		const rows = to - from;
		this.#kernels.readPixels(layers[0].inputs, slice);
		layers.forEach(({ place, inputs, outputs }, l) => {
			if (l > 0) this.#kernels.readPositive(inputs, layers[l - 1].outputs, rows);
			this.#kernels.forward(within, place, inputs, outputs);
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
		if (!this.#store.holds(target)) return this.#learnApart(parameters, slice, target, scale, sums);
		const { layers } = this.#memory;
		const within = this.#within(parameters);
		this.score(within, slice, sums);
		for (let l = layers.length - 1; l >= 0; l--) {
			const { place, inputs, columns, outputs } = layers[l];
			if (l > 0) this.#kernels.backward(within, place, inputs, outputs, layers[l - 1].outputs);
			this.#kernels.accumulate(target, place, { inputs, columns }, outputs, scale);
		}
	}

	/** Makes one step of the optimiser and sets the gradient back to zero. */
	move(state: State, step: Step, optimiser: Optimiser): void {
		if (isLayerwise(optimiser)) {
			const places = this.#memory.layers.map(({ place }) => place);
			return moveByLayers(state, step, optimiser, places);
		}
		const { parameters, movement, squares, gradient } = state;
		const arrays = [parameters, movement, gradient, ...(isAdaptive(optimiser) ? [squares] : [])];
		const kernels = arrays.every((array) => this.#store.holds(array)) ? this.#kernels : loops;
		kernels.move(state, step, optimiser);
	}

	/** The examples at positions from … to − 1, cut into slices. */
	*cut({ examples, positions, from, to }: Slice): Generator<Slice> {
		for (let at = from; at < to; at += this.slice) {
			yield { examples, positions, from: at, to: Math.min(at + this.slice, to) };
		}
	}

	/** `learn` for a target that the kernels do not reach. */
	#learnApart(parameters: Floats, slice: Slice, target: Floats, scale: number, sums: Sums): void {
		const { gradient } = this.#memory.spare;
		gradient.fill(0);
		this.learn(parameters, slice, gradient, scale, sums);
		for (let i = 0; i < target.length; i++) target[i] += gradient[i];
	}

	/** The parameters themselves, or a copy that the kernels reach. */
	#within(parameters: Floats): Floats {
		if (this.#store.holds(parameters)) return parameters;
		const { parameters: copy } = this.#memory.spare;
		copy.set(parameters);
		return copy;
	}
}
