// How a gradient becomes a step, in ordinary TensorFlow.js operations. The formulas and their sources: Optimiser in engine.ts.
import {
	add,
	keep,
	mul,
	type Scalar,
	scalar,
	type Tensor,
	tidy,
	type Variable,
	zerosLike,
} from '@tensorflow/tfjs-core';
import type { ModelSpec, Optimiser } from '../engine.ts';
import { Decay, type Descent, Dial, Moments, type Stride, zeros } from './descent-parts.ts';
import { Lamb, Lars } from './layerwise.ts';
import { unpacked } from './network.ts';

export function descentOf(optimiser: Optimiser, model: ModelSpec, parameters: readonly Tensor[]): Descent {
	switch (optimiser.name) {
		case 'sgd':
			return new Momentum(optimiser, model.momentum, parameters);
		case 'adam':
			return new Adam(optimiser, parameters);
		case 'lars':
			return new Lars(optimiser, model.momentum, parameters);
		case 'lamb':
			return new Lamb(optimiser, parameters);
		default:
			return optimiser satisfies never;
	}
}

/** Flat numbers into variables of these widths; without numbers, zeros. Within a tidy. */
export function fill(
	variables: readonly Variable[],
	numbers: Float32Array | undefined,
	widths: readonly number[],
): void {
	const values = numbers ? unpacked(numbers, widths) : variables.map((held) => zerosLike(held));
	variables.forEach((held, index) => held.assign(values[index]));
}

class Momentum implements Descent {
	readonly movement: readonly Variable[];
	readonly squares = [];
	/** null: the movement stays zero and is not needed. */
	readonly #momentum: Scalar | null;
	readonly #descent = new Dial(0);
	readonly #decay: Decay;

	constructor(optimiser: Optimiser, momentum: number, parameters: readonly Tensor[]) {
		this.#momentum = momentum > 0 ? keep(scalar(momentum)) : null;
		this.#decay = new Decay(optimiser);
		this.movement = zeros(parameters);
	}

	move(parameters: readonly Variable[], gradients: readonly Tensor[], { rate }: Stride): void {
		const descent = this.#descent.at(-rate);
		parameters.forEach((parameter, index) =>
			tidy(() => {
				const step = mul(this.#decay.added(gradients[index], parameter), descent);
				parameter.assign(add(parameter, this.#kept(step, this.movement[index])));
			}),
		);
	}

	dispose(): void {
		for (const held of [this.#momentum, this.#descent, this.#decay, ...this.movement]) held?.dispose();
	}

	#kept(step: Tensor, movement: Variable): Tensor {
		if (!this.#momentum) return step;
		movement.assign(add(mul(movement, this.#momentum), step));
		return movement;
	}
}

class Adam implements Descent {
	readonly #moments: Moments;
	readonly #descent = new Dial(0);
	readonly #decay: Decay;

	constructor(optimiser: Extract<Optimiser, { name: 'adam' }>, parameters: readonly Tensor[]) {
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
		const descent = this.#descent.at(-rate / this.#moments.firstCorrection(step));
		parameters.forEach((parameter, index) => {
			tidy(() => this.#moments.remember(this.#decay.added(gradients[index], parameter), index));
			tidy(() => parameter.assign(add(parameter, mul(this.#moments.direction(index, step), descent))));
		});
	}

	dispose(): void {
		for (const held of [this.#moments, this.#descent, this.#decay]) held.dispose();
	}
}
