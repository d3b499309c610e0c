// Steps that are sized layer by layer, in ordinary TensorFlow.js operations. The formulas and their sources: Optimiser in engine.ts.
import {
	add,
	div,
	keep,
	mul,
	type Scalar,
	scalar,
	sqrt,
	step as positive,
	sub,
	sum,
	type Tensor,
	tidy,
	type Variable,
} from '@tensorflow/tfjs-core';
import type { Optimiser } from '../engine.ts';
import { trustOf, weightDecayOf } from '../optimiser.ts';
import { Decay, type Descent, Dial, Moments, type Stride, zeros } from './descent-parts.ts';

/** Norm of a layer's W and b as one vector. */
const norm = ([weights, biases]: readonly Tensor[]): Tensor =>
	sqrt(add(sum(mul(weights, weights)), sum(mul(biases, biases))));

/** above / below; 1 where a norm is zero, told by their product `both`. */
function ratioOf(above: Tensor, below: Tensor, both: Tensor, one: Scalar): Tensor {
	const isSound = positive(both);
	const otherwise = sub(one, isSound);
	return add(div(mul(above, isSound), add(below, otherwise)), otherwise);
}

/** W and b of every layer, of tensors W, b, W, b … */
const layersOf = <T>(tensors: readonly T[]): T[][] =>
	Array.from({ length: tensors.length / 2 }, (_, layer) => tensors.slice(2 * layer, 2 * layer + 2));

export class Lars implements Descent {
	readonly movement: readonly Variable[];
	readonly squares = [];
	readonly #one = keep(scalar(1));
	readonly #trust: Scalar;
	readonly #share: Scalar;
	readonly #decay: Decay;
	/** null: the movement stays zero and is not needed. */
	readonly #momentum: Scalar | null;
	readonly #descent = new Dial(0);

	constructor(optimiser: Extract<Optimiser, { name: 'lars' }>, momentum: number, parameters: readonly Tensor[]) {
		this.#trust = keep(scalar(trustOf(optimiser)));
		this.#share = keep(scalar(weightDecayOf(optimiser)));
		this.#decay = new Decay(optimiser);
		this.#momentum = momentum > 0 ? keep(scalar(momentum)) : null;
		this.movement = zeros(parameters);
	}

	move(parameters: readonly Variable[], gradients: readonly Tensor[], { rate }: Stride): void {
		const descent = this.#descent.at(-rate);
		const [places, slopes, movements] = [layersOf(parameters), layersOf(gradients), layersOf(this.movement)];
		places.forEach((layer, l) =>
			tidy(() => {
				const length = mul(this.#ratio(norm(layer), norm(slopes[l])), descent);
				layer.forEach((parameter, index) => {
					const step = mul(this.#decay.added(slopes[l][index], parameter), length);
					parameter.assign(add(parameter, this.#kept(step, movements[l][index])));
				});
			}),
		);
	}

	dispose(): void {
		const numbers = [this.#one, this.#trust, this.#share, this.#momentum];
		for (const held of [...numbers, this.#decay, this.#descent, ...this.movement]) held?.dispose();
	}

	#ratio(parameters: Tensor, gradient: Tensor): Tensor {
		const below = add(gradient, mul(parameters, this.#share));
		return ratioOf(mul(parameters, this.#trust), below, mul(parameters, gradient), this.#one);
	}

	#kept(step: Tensor, movement: Variable): Tensor {
		if (!this.#momentum) return step;
		movement.assign(add(mul(movement, this.#momentum), step));
		return movement;
	}
}

export class Lamb implements Descent {
	readonly #moments: Moments;
	readonly #one = keep(scalar(1));
	readonly #correction = new Dial(1);
	readonly #descent = new Dial(0);
	readonly #decay: Decay;

	constructor(optimiser: Extract<Optimiser, { name: 'lamb' }>, parameters: readonly Tensor[]) {
		this.#moments = new Moments(optimiser, parameters);
		this.#decay = new Decay(optimiser);
	}

	get movement(): readonly Variable[] {
		return this.#moments.first;
	}
	get squares(): readonly Variable[] {
		return this.#moments.second;
	}

	move(parameters: readonly Variable[], gradients: readonly Tensor[], { rate, step }: Stride): void {
		const descent = this.#descent.at(-rate);
		const correction = this.#correction.at(1 / this.#moments.firstCorrection(step));
		gradients.forEach((gradient, index) => this.#moments.remember(gradient, index));
		layersOf(parameters).forEach((layer, l) =>
			tidy(() => {
				const along = layer.map((parameter, index) =>
					this.#decay.added(mul(this.#moments.direction(2 * l + index, step), correction), parameter),
				);
				const [size, length] = [norm(layer), norm(along)];
				const scale = mul(ratioOf(size, length, mul(size, length), this.#one), descent);
				layer.forEach((parameter, index) => parameter.assign(add(parameter, mul(along[index], scale))));
			}),
		);
	}

	dispose(): void {
		for (const held of [this.#moments, this.#one, this.#correction, this.#descent, this.#decay]) held.dispose();
	}
}
