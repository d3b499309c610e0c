// The three products of a layer, over one slice of examples. Inputs are sparse; outputs and deltas dense, [rows, outputs].
// Four terms are added a pass: each sum is then loaded and stored a quarter as often, which is most of the time.
import type { LayerPlace } from '../layout.ts';
import type { Floats } from './floats.ts';
import { type Listed, type SparseRows, transpose } from './sparse.ts';

/** outputs ← inputs · W + b */
export function forward(parameters: Floats, place: LayerPlace, inputs: SparseRows, outputs: Floats): void {
	const { outputs: width, weights, biases } = place;
	const { starts, index, value, rows } = inputs;
	for (let row = 0; row < rows; row++) {
		const to = row * width;
		const end = starts[row + 1];
		let k = starts[row];
		for (let j = 0; j < width; j++) outputs[to + j] = parameters[biases + j];
		for (; k + 3 < end; k += 4) {
			const w0 = weights + index[k] * width;
			const w1 = weights + index[k + 1] * width;
			const w2 = weights + index[k + 2] * width;
			const w3 = weights + index[k + 3] * width;
			const x0 = value[k];
			const x1 = value[k + 1];
			const x2 = value[k + 2];
			const x3 = value[k + 3];
			for (let j = 0; j < width; j++) {
				outputs[to + j] +=
					x0 * parameters[w0 + j] + x1 * parameters[w1 + j] + x2 * parameters[w2 + j] + x3 * parameters[w3 + j];
			}
		}
		for (; k < end; k++) {
			const w = weights + index[k] * width;
			const x = value[k];
			for (let j = 0; j < width; j++) outputs[to + j] += x * parameters[w + j];
		}
	}
}

/** previous ← (deltas · Wᵀ) where the input is not zero (the slope of ReLU), else 0 */
export function backward(
	parameters: Floats,
	place: LayerPlace,
	inputs: SparseRows,
	deltas: Floats,
	previous: Floats,
): void {
	const { inputs: inputWidth, outputs: width, weights } = place;
	const { starts, index, rows } = inputs;
	previous.fill(0, 0, rows * inputWidth);
	for (let row = 0; row < rows; row++) {
		const from = row * width;
		for (let k = starts[row]; k < starts[row + 1]; k++) {
			const w = weights + index[k] * width;
			let sum = 0;
			for (let j = 0; j < width; j++) sum += parameters[w + j] * deltas[from + j];
			previous[row * inputWidth + index[k]] = sum;
		}
	}
}

/** target's W and b += scale · Σ over rows of (inputᵀ · delta, delta). */
export function accumulate(
	target: Floats,
	place: LayerPlace,
	{ inputs, columns }: Listed,
	deltas: Floats,
	scale: number,
): void {
	transpose(inputs, columns);
	const { inputs: inputWidth, outputs: width, weights, biases } = place;
	const { starts, row, value } = columns;
	for (let input = 0; input < inputWidth; input++) {
		const to = weights + input * width;
		const end = starts[input + 1];
		let k = starts[input];
		for (; k + 3 < end; k += 4) {
			const d0 = row[k] * width;
			const d1 = row[k + 1] * width;
			const d2 = row[k + 2] * width;
			const d3 = row[k + 3] * width;
			const x0 = scale * value[k];
			const x1 = scale * value[k + 1];
			const x2 = scale * value[k + 2];
			const x3 = scale * value[k + 3];
			for (let j = 0; j < width; j++) {
				target[to + j] += x0 * deltas[d0 + j] + x1 * deltas[d1 + j] + x2 * deltas[d2 + j] + x3 * deltas[d3 + j];
			}
		}
		for (; k < end; k++) {
			const d = row[k] * width;
			const x = scale * value[k];
			for (let j = 0; j < width; j++) target[to + j] += x * deltas[d + j];
		}
	}
	for (let r = 0; r < inputs.rows; r++) {
		for (let j = 0; j < width; j++) target[biases + j] += scale * deltas[r * width + j];
	}
}
