// What a network computes with: loops over typed arrays, or the same in WebAssembly.
import type { LayerPlace } from '../layout.ts';
import type { Floats } from './floats.ts';
import { accumulate, backward, forward } from './layer.ts';
import { type Listed, readPixels, readPositive, type Slice, type SparseRows } from './sparse.ts';
import { move, type State, type Step, type Uniform } from './step.ts';

/** Arrays that a kernel shall read or write have been made by one store. */
export interface Kernels {
	/** Lists the pixels, divided by 255, of a slice. */
	readPixels(into: SparseRows, slice: Slice): void;
	/** Lists max(0, x) of dense [rows, inputs]; NaN passes. */
	readPositive(into: SparseRows, dense: Floats, rows: number): void;
	/** outputs [rows, outputs] ← inputs · W + b */
	forward(parameters: Floats, place: LayerPlace, inputs: SparseRows, outputs: Floats): void;
	/** previous [rows, inputs] ← (deltas · Wᵀ) where the input is not zero (the slope of ReLU), else 0 */
	backward(parameters: Floats, place: LayerPlace, inputs: SparseRows, deltas: Floats, previous: Floats): void;
	/** target's W and b += scale · Σ over rows of (inputᵀ · delta, delta) */
	accumulate(target: Floats, place: LayerPlace, listed: Listed, deltas: Floats, scale: number): void;
	/** One step of an optimiser that treats all parameters alike; sets the gradient back to zero. */
	move(state: State, step: Step, optimiser: Uniform): void;
}

export const loops: Kernels = { readPixels, readPositive, forward, backward, accumulate, move };
