// The plain engine's kernels in WebAssembly SIMD, called with the typed arrays of an arena. Loops ÷ SIMD, time of an update in one
// interleaved run (Node 24, two virtual cores of an AMD EPYC, batch 1 to 1000): 784-100-10 5.7–6.0, 784-256-256-10 8.1–8.3, 784-1024-10
// 6.0–6.6, 784-10 2.4–4.0; at batch 1 with momentum 5.2 and 5.6, with Adam 3.2 and 3.3 on the first two.
import type { LayerPlace } from '../../layout.ts';
import { adaptiveOf, biasCorrection, weightDecayOf } from '../../optimiser.ts';
import type { Floats, Store } from '../floats.ts';
import type { Kernels } from '../kernels.ts';
import type { Listed, Slice, SparseRows } from '../sparse.ts';
import type { State, Step, Uniform } from '../step.ts';
import { Arena } from './arena.ts';
import { type Exports, exportsOver } from './exports.ts';

/** Rows from which sorting a slice's entries by input costs less than writing W's rows once an entry. */
const SORTED_FROM = 4;

/** Address of an array's element. */
const at = (array: Floats | Int32Array, element = 0): number => array.byteOffset + element * array.BYTES_PER_ELEMENT;

class SimdKernels implements Kernels {
	readonly #do: Exports;
	/** Where an example's pixels are put for the kernel to read. */
	readonly #pixels: Uint8Array;

	constructor(exports: Exports, pixels: Uint8Array) {
		this.#do = exports;
		this.#pixels = pixels;
	}

	readPixels(into: SparseRows, { examples: { pixels }, positions, from, to }: Slice): void {
		const { inputs, starts, index, value } = into;
		let filled = 0;
		for (let row = 0; row < to - from; row++) {
			const first = positions[from + row] * inputs;
			this.#pixels.set(pixels.subarray(first, first + inputs));
			filled = this.#do.readPixels(this.#pixels.byteOffset, inputs, at(index), at(value), filled);
			starts[row + 1] = filled;
		}
		into.rows = to - from;
	}

	readPositive(into: SparseRows, dense: Floats, rows: number): void {
		this.#do.readPositive(at(dense), rows, into.inputs, at(into.starts), at(into.index), at(into.value));
		into.rows = rows;
	}

	forward(parameters: Floats, place: LayerPlace, { starts, index, value, rows }: SparseRows, outputs: Floats): void {
		const weights = at(parameters, place.weights);
		const biases = at(parameters, place.biases);
		this.#do.forward(weights, biases, place.outputs, rows, at(starts), at(index), at(value), at(outputs));
	}

	backward(parameters: Floats, place: LayerPlace, inputs: SparseRows, deltas: Floats, previous: Floats): void {
		const { starts, index, rows } = inputs;
		const weights = at(parameters, place.weights);
		this.#do.backward(weights, place.outputs, place.inputs, rows, at(starts), at(index), at(deltas), at(previous));
	}

	accumulate(target: Floats, place: LayerPlace, { inputs, columns }: Listed, deltas: Floats, scale: number): void {
		const { starts, index, value, rows } = inputs;
		const { starts: sorted, row, value: sortedValue } = columns;
		const { inputs: height, outputs: width } = place;
		const weights = at(target, place.weights);
		if (rows < SORTED_FROM) {
			this.#do.scatter(weights, width, rows, at(starts), at(index), at(value), at(deltas), scale);
		} else {
			this.#do.transpose(rows, height, at(starts), at(index), at(value), at(sorted), at(row), at(sortedValue));
			this.#do.accumulate(weights, width, height, at(sorted), at(row), at(sortedValue), at(deltas), scale);
		}
		this.#do.accumulateBiases(at(target, place.biases), width, rows, at(deltas), scale);
	}

	move(state: State, step: Step, optimiser: Uniform): void {
		if (optimiser.name === 'adam') return this.#moveByMoments(state, step, optimiser);
		const { parameters, movement, gradient } = state;
		const { rate, momentum, share } = step;
		const decay = weightDecayOf(optimiser);
		const { length } = parameters;
		this.#do.moveBySum(at(parameters), at(movement), at(gradient), length, rate, momentum, share, decay);
	}

	#moveByMoments(
		{ parameters, movement, squares, gradient }: State,
		{ rate, share, number }: Step,
		optimiser: Extract<Uniform, { readonly name: 'adam' }>,
	): void {
		const adam = adaptiveOf(optimiser);
		const correction = biasCorrection(adam, number);
		this.#do.moveByMoments(
			at(parameters),
			at(movement),
			at(squares),
			at(gradient),
			parameters.length,
			rate / correction.first,
			1 / Math.sqrt(correction.second),
			share,
			weightDecayOf(optimiser),
			adam.beta1,
			1 - adam.beta1,
			adam.beta2,
			1 - adam.beta2,
			adam.epsilon,
		);
	}
}

/** A store, what was made in it, and kernels for its arrays. */
export interface Opened<T> {
	readonly store: Store;
	readonly made: T;
	readonly kernels: Kernels;
}

/**
 * Float32 arrays in a memory of their own, and kernels over them; null where there is no WebAssembly SIMD or no such memory.
 * @param pixels of an example   @param make takes its arrays from the store; called twice, first with empty arrays that only count
 */
export function openSimd<T>(pixels: number, make: (store: Store) => T): Opened<T> | null {
	const withPixels = (store: Store) => ({ pixels: store.integers(Math.ceil(pixels / 4)), made: make(store) });
	const store = arenaFor(withPixels);
	const exports = store && exportsOver(store.memory);
	if (!store || !exports) return null;
	const { pixels: words, made } = withPixels(store);
	return { store, made, kernels: new SimdKernels(exports, new Uint8Array(words.buffer, words.byteOffset, pixels)) };
}

function arenaFor(make: (store: Store) => unknown): Arena | null {
	try {
		return Arena.for(make);
	} catch {
		// A RangeError for more than the machine has in one piece, or no WebAssembly at all: many small arrays may still fit.
		return null;
	}
}
