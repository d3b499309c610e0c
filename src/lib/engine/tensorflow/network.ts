// A multilayer perceptron in ordinary TensorFlow.js operations, as a user would write them. Parameters are tensors W, b, W, b …
import {
	add,
	argMax,
	customGrad,
	equal,
	exp,
	type GradSaveFunc,
	logSoftmax,
	matMul,
	mul,
	oneHot,
	relu,
	type Scalar,
	scalar,
	step,
	sub,
	sum,
	type Tensor,
	type Tensor2D,
	tensor,
	type Variable,
	variableGrads,
} from '@tensorflow/tfjs-core';
import { layout } from '../layout.ts';
import type { Batch } from './pictures.ts';

/** Loss and its gradient, one tensor a parameter, in the order of the flat parameters. */
export type Slope = {
	readonly loss: Tensor;
	readonly gradients: Tensor[];
};

/** Tensors W, b, W, b … of flat numbers. Within a tidy. */
export function unpacked(flat: Float32Array, widths: readonly number[]): Tensor[] {
	return layout(widths).flatMap(({ inputs, outputs, weights, biases }) => [
		tensor(flat.slice(weights, biases), [inputs, outputs]),
		tensor(flat.slice(biases, biases + outputs), [outputs]),
	]);
}

export async function flat(tensors: readonly Tensor[]): Promise<Float32Array> {
	const parts = await Promise.all(tensors.map((part) => part.data<'float32'>()));
	const numbers = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
	let offset = 0;
	for (const part of parts) {
		numbers.set(part, offset);
		offset += part.length;
	}
	return numbers;
}

/** What a slope may be asked besides. */
export interface Wish {
	/** Is given the number of right answers, to be used at once. */
	readonly right?: (count: Scalar) => void;
	/** Parameters at which every ReLU takes its side; left out: those of the slope. */
	readonly sides?: readonly Tensor[];
}

/** Sum of the cross-entropies, times `weight`, and its gradient. Within a tidy. */
export function slopeOf(
	parameters: readonly Variable[],
	{ pixels, labels }: Batch,
	weight: number,
	{ right, sides }: Wish = {},
): Slope {
	const classes = classesOf(labels, parameters);
	const masks = sides && masksOf(sides, pixels);
	const lossOf = (): Scalar => {
		const logits = logitsOf(parameters, pixels, masks && ((sums, layer) => mul(sums, masks[layer])));
		right?.(rightAnswers(logits, labels));
		return crossEntropy(logits, classes, scalar(weight));
	};
	const { value, grads } = variableGrads(lossOf, [...parameters]);
	return { loss: value, gradients: parameters.map(({ name }) => grads[name]) };
}

/** Sum of the cross-entropies, and the number of right answers. Within a tidy. */
export function scoreOf(parameters: readonly Tensor[], { pixels, labels }: Batch): { loss: Tensor; right: Tensor } {
	const logits = logitsOf(parameters, pixels);
	return {
		loss: crossEntropy(logits, classesOf(labels, parameters), scalar(1)),
		right: rightAnswers(logits, labels),
	};
}

/**
 * Sum of the cross-entropies of softmax(logits) against classes, in nats, times `weight`. Its gradient is written out, since the
 * library's own way through the sum uploads as many ones as there are logits.
 * @param logits [batch, classes]   @param classes [batch, classes], one-hot   @param weight scalar
 */
function crossEntropy(logits: Tensor2D, classes: Tensor, weight: Scalar): Scalar {
	const weighted = customGrad((...inputs) => {
		const logLikelihoods = logSoftmax(inputs[0] as Tensor2D);
		(inputs[1] as GradSaveFunc)([logLikelihoods, classes, weight]);
		const gradFunc = (dy: Tensor, saved: Tensor[]): Tensor => mul(sub(exp(saved[0]), saved[1]), mul(dy, saved[2]));
		return { value: mul(sum(mul(logLikelihoods, classes)), mul(weight, scalar(-1))), gradFunc };
	});
	return weighted(logits) as Scalar;
}

/** @param activate takes the sums of a hidden layer, from 0 */
function logitsOf(
	parameters: readonly Tensor[],
	pixels: Tensor2D,
	activate: (sums: Tensor2D, layer: number) => Tensor2D = relu,
): Tensor2D {
	const last = parameters.length - 2;
	let values = pixels;
	for (let w = 0; w <= last; w += 2) {
		const sums = add<Tensor2D>(matMul(values, parameters[w] as Tensor2D), parameters[w + 1]);
		values = w === last ? sums : activate(sums, w / 2);
	}
	return values;
}

/** The slope of every ReLU, 0 or 1, [batch, units] a hidden layer. */
function masksOf(parameters: readonly Tensor[], pixels: Tensor2D): Tensor2D[] {
	const masks: Tensor2D[] = [];
	logitsOf(parameters, pixels, (sums, layer) => mul(sums, (masks[layer] = step(sums))));
	return masks;
}

const rightAnswers = (logits: Tensor2D, labels: Batch['labels']): Scalar => sum(equal(argMax(logits, 1), labels));

const classesOf = (labels: Batch['labels'], parameters: readonly Tensor[]): Tensor =>
	oneHot(labels, parameters[parameters.length - 1].size, 1, 0, 'float32');
