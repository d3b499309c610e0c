// Softmax regression from zero weights: one layer from inputs to classes, trained by its logits alone, in float64.
//
// The logits are linear in the weights, so a gradient step on the weights of one example moves the logits of every other by the
// inner product of the two inputs: thousands of weights need not be touched, and a film of updates is computed while a control moves.

/** Examples by their inner products. */
export interface Labelled {
	readonly classes: number;
	/** 0 … classes − 1, [n] */
	readonly labels: readonly number[];
	/** x·x′ + 1 of every pair of inputs, the 1 for the bias; [n, n]. */
	readonly products: readonly Float64Array[];
}

/** @param inputs as many numbers each */
export const productsOf = (inputs: readonly Float64Array[]): Float64Array[] =>
	inputs.map((one) => Float64Array.from(inputs, (other) => one.reduce((sum, value, i) => sum + value * other[i], 1)));

/** Where the largest logit is taken off no exponential overflows. */
const highest = (logits: Float64Array): number => logits.reduce((top, each) => (each > top ? each : top), -Infinity);

/** −log of the probability of the label, in nats. */
export function crossEntropy(logits: Float64Array, label: number): number {
	const top = highest(logits);
	return Math.log(logits.reduce((sum, each) => sum + Math.exp(each - top), 0)) + top - logits[label];
}

/** Its derivatives by the logits: the probabilities, less one at the label. */
export function slope(logits: Float64Array, label: number): Float64Array {
	const top = highest(logits);
	const out = logits.map((each) => Math.exp(each - top));
	const sum = out.reduce((all, each) => all + each, 0);
	for (let k = 0; k < out.length; k++) out[k] = out[k] / sum - (k === label ? 1 : 0);
	return out;
}

/** The logits of every example with all weights and biases zero: every class equally likely. [n, classes] */
export const zeroLogits = ({ labels, classes }: Labelled): Float64Array[] =>
	labels.map(() => new Float64Array(classes));

/** Moves the logits as one step of gradient descent does, on the mean cross-entropy of a batch. */
export function step(data: Labelled, logits: readonly Float64Array[], batch: ArrayLike<number>, rate: number): void {
	const slopes = Array.from(batch, (example) => slope(logits[example], data.labels[example]));
	slopes.forEach((each, i) => {
		const products = data.products[batch[i]];
		logits.forEach((moved, example) => {
			const far = (rate * products[example]) / batch.length;
			for (let k = 0; k < moved.length; k++) moved[k] -= far * each[k];
		});
	});
}
