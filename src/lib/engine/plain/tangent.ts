// Exact products of a Hessian and a vector: every number of a forward and backward pass goes together with its derivative along
// the vector (Pearlmutter 1994, Neural Computation 6:147, the R-operator). One example after another, in plain loops.
import type { Examples } from '../../datasets/dataset.ts';
import { type LayerPlace, layout } from '../layout.ts';
import { type Floats, floats, type Precision } from './floats.ts';

const BYTE_MAX = 255;

/** What goes along the network at one place, and its derivative along the vector. */
interface Dual {
	readonly value: Floats;
	readonly slope: Floats;
}
const dual = (width: number, precision: Precision): Dual => ({
	value: floats(width, precision),
	slope: floats(width, precision),
});

/** outputs ← inputs · W + b */
function forward(parameters: Floats, vector: Floats, place: LayerPlace, inputs: Dual, outputs: Dual): void {
	const { inputs: rows, outputs: width, weights, biases } = place;
	outputs.value.set(parameters.subarray(biases, biases + width));
	outputs.slope.set(vector.subarray(biases, biases + width));
	for (let i = 0; i < rows; i++) {
		const x = inputs.value[i];
		const r = inputs.slope[i];
		if (x === 0 && r === 0) continue;
		for (let j = 0, w = weights + i * width; j < width; j++, w++) {
			outputs.value[j] += x * parameters[w];
			outputs.slope[j] += x * vector[w] + r * parameters[w];
		}
	}
}

/** max(0, x); its slope is 0 at and below 0. NaN passes. */
function rectify({ value, slope }: Dual): void {
	for (let i = 0; i < value.length; i++) if (value[i] <= 0) value[i] = slope[i] = 0;
}

/** p ← softmax(z) − onehot(label); its derivative is p · (ż − Σ p ż). */
function deltas({ value, slope }: Dual, label: number): void {
	const maximum = Math.max(...value);
	let sum = 0;
	for (let j = 0; j < value.length; j++) sum += value[j] = Math.exp(value[j] - maximum);
	let mean = 0;
	for (let j = 0; j < value.length; j++) mean += (value[j] /= sum) * slope[j];
	for (let j = 0; j < value.length; j++) slope[j] = value[j] * (slope[j] - mean);
	value[label] -= 1;
}

/** Adds scale times the derivative of (inputᵀ · delta, delta) to W's and b's place in the target. */
function accumulate(target: Floats, place: LayerPlace, inputs: Dual, delta: Dual, scale: number): void {
	const { inputs: rows, outputs: width, weights, biases } = place;
	for (let i = 0; i < rows; i++) {
		const x = scale * inputs.value[i];
		const r = scale * inputs.slope[i];
		if (x === 0 && r === 0) continue;
		for (let j = 0, w = weights + i * width; j < width; j++, w++) {
			target[w] += x * delta.slope[j] + r * delta.value[j];
		}
	}
	for (let j = 0; j < width; j++) target[biases + j] += scale * delta.slope[j];
}

/** inputs ← (delta · Wᵀ) where the input is not zero (the slope of ReLU), else 0 */
function backward(parameters: Floats, vector: Floats, place: LayerPlace, inputs: Dual, delta: Dual): void {
	const { inputs: rows, outputs: width, weights } = place;
	for (let i = 0; i < rows; i++) {
		let value = 0;
		let slope = 0;
		if (inputs.value[i] !== 0) {
			for (let j = 0, w = weights + i * width; j < width; j++, w++) {
				value += delta.value[j] * parameters[w];
				slope += delta.value[j] * vector[w] + delta.slope[j] * parameters[w];
			}
		}
		inputs.value[i] = value;
		inputs.slope[i] = slope;
	}
}

/** Working memory for one shape of network; parameters and vector are given. */
export class Tangent {
	readonly #places: readonly LayerPlace[];
	/** Inputs of every layer, then the last one's outputs. On the way back each becomes its own delta. */
	readonly #duals: readonly Dual[];

	/** @param widths layer widths, input first */
	constructor(widths: readonly number[], precision: Precision) {
		this.#places = layout(widths);
		this.#duals = widths.map((width) => dual(width, precision));
	}

	/** Adds scale × (Hessian of one example's loss · vector) to `target`. All three are laid out as the parameters. */
	add(
		parameters: Floats,
		vector: Floats,
		{ pixels, labels }: Examples,
		position: number,
		target: Floats,
		scale: number,
	) {
		const duals = this.#duals;
		const { value } = duals[0];
		const first = position * value.length;
		for (let i = 0; i < value.length; i++) value[i] = pixels[first + i] / BYTE_MAX;
		this.#places.forEach((place, l) => {
			if (l > 0) rectify(duals[l]);
			forward(parameters, vector, place, duals[l], duals[l + 1]);
		});
		deltas(duals[duals.length - 1], labels[position]);
		for (let l = this.#places.length - 1; l >= 0; l--) {
			accumulate(target, this.#places[l], duals[l], duals[l + 1], scale);
			if (l > 0) backward(parameters, vector, this.#places[l], duals[l], duals[l + 1]);
		}
	}
}
