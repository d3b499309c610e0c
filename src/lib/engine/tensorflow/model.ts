// A multilayer perceptron and its descent in ordinary TensorFlow.js operations, as a user would write them.
import {
	add,
	argMax,
	cast,
	customGrad,
	equal,
	exp,
	type GradSaveFunc,
	keep,
	logSoftmax,
	matMul,
	mul,
	oneHot,
	relu,
	type Scalar,
	scalar,
	sub,
	sum,
	type Tensor,
	type Tensor2D,
	tensor,
	tidy,
	type Variable,
	variable,
	variableGrads,
} from '@tensorflow/tfjs-core';
import type { ModelSpec } from '../engine.ts';
import { layout } from '../layout.ts';
import type { Batch } from './pictures.ts';

/** Loss and its gradient, one tensor a parameter, in the order of the flat parameters. */
export type Slope = {
	readonly loss: Tensor;
	readonly gradients: Tensor[];
};

/** Tensors W, b, W, b … of flat numbers. */
function unpacked(flat: Float32Array, widths: readonly number[]): Tensor[] {
	return layout(widths).flatMap(({ inputs, outputs, weights, biases }) => [
		tensor(flat.slice(weights, biases), [inputs, outputs]),
		tensor(flat.slice(biases, biases + outputs), [outputs]),
	]);
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

/** All its methods but `dispose` are called within a tidy. */
export class Model {
	readonly #widths: readonly number[];
	readonly #momentum: number;
	/** −rate */
	readonly #descent: Scalar;
	readonly #decay: Scalar;
	readonly #parameters: readonly Variable[];
	readonly #movement: readonly Variable[];
	/** Sum of batch losses since the last reading. */
	readonly #loss: Variable;

	constructor({ rate, momentum }: ModelSpec, widths: readonly number[], start: Float32Array) {
		this.#widths = widths;
		this.#momentum = momentum;
		this.#descent = keep(scalar(-rate));
		this.#decay = keep(scalar(momentum));
		this.#parameters = unpacked(start, widths).map((values) => variable(values));
		this.#movement = unpacked(new Float32Array(start.length), widths).map((values) => variable(values, false));
		this.#loss = variable(scalar(0), false);
	}

	get parameters(): readonly Tensor[] {
		return this.#parameters;
	}
	get movement(): readonly Tensor[] {
		return this.#movement;
	}
	get loss(): Tensor {
		return this.#loss;
	}

	/** Sum of the cross-entropies, times `weight`, and its gradient. */
	slope({ pixels, labels }: Batch, weight: number): Slope {
		const classes = this.#classes(labels);
		const { value, grads } = variableGrads(
			() => crossEntropy(this.#logits(pixels), classes, scalar(weight)),
			[...this.#parameters],
		);
		return { loss: value, gradients: this.#parameters.map(({ name }) => grads[name]) };
	}

	/** Sum of the cross-entropies, and the number of right answers. */
	score({ pixels, labels }: Batch): { loss: Tensor; right: Tensor } {
		const logits = this.#logits(pixels);
		const right = sum(cast(equal(argMax(logits, 1), labels), 'float32'));
		return { loss: crossEntropy(logits, this.#classes(labels), scalar(1)), right };
	}

	/** movement ← momentum · movement − rate · gradient; parameters ← parameters + movement. */
	move({ loss, gradients }: Slope): void {
		this.#loss.assign(add(this.#loss, loss));
		this.#parameters.forEach((parameter, index) => this.#moveOne(parameter, this.#movement[index], gradients[index]));
	}

	/** Without a movement the model stands still. */
	load(parameters: Float32Array, movement: Float32Array | undefined): void {
		unpacked(parameters, this.#widths).forEach((values, index) => this.#parameters[index].assign(values));
		if (this.#momentum === 0) return;
		unpacked(movement ?? new Float32Array(parameters.length), this.#widths).forEach((values, index) =>
			this.#movement[index].assign(values),
		);
	}

	clearLoss(): void {
		this.#loss.assign(scalar(0));
	}

	dispose(): void {
		for (const held of [this.#descent, this.#decay, this.#loss, ...this.#parameters, ...this.#movement]) held.dispose();
	}

	#logits(pixels: Tensor2D): Tensor2D {
		const last = this.#parameters.length - 2;
		let values: Tensor2D = pixels;
		for (let w = 0; w <= last; w += 2) {
			const weights = this.#parameters[w] as Tensor as Tensor2D;
			const sums = add<Tensor2D>(matMul(values, weights), this.#parameters[w + 1]);
			values = w === last ? sums : relu(sums);
		}
		return values;
	}

	#classes(labels: Batch['labels']): Tensor {
		return oneHot(labels, this.#widths[this.#widths.length - 1], 1, 0, 'float32');
	}

	#moveOne(parameter: Variable, movement: Variable, gradient: Tensor): void {
		tidy(() => {
			const step = mul(gradient, this.#descent);
			if (this.#momentum > 0) movement.assign(add(mul(movement, this.#decay), step));
			parameter.assign(add(parameter, this.#momentum > 0 ? movement : step));
		});
	}
}
