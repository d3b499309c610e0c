// How a gradient becomes a step, in ordinary TensorFlow.js operations. The formulas and their sources: Optimiser in engine.ts.
import {
	add,
	div,
	dispose,
	keep,
	mul,
	type Scalar,
	scalar,
	sqrt,
	type Tensor,
	tidy,
	type Variable,
	variable,
	zerosLike,
} from '@tensorflow/tfjs-core';
import type { ModelSpec, Optimiser } from '../engine.ts';
import { type Adam as Numbers, adamOf, biasCorrection, weightDecayOf } from '../optimiser.ts';
import { unpacked } from './network.ts';

/** What may differ from one update to the next. */
export interface Stride {
	/** With the schedule's factor. */
	readonly rate: number;
	/** Updates since the moments were zero, this one included. */
	readonly step: number;
}

/** All but `dispose` are called within a tidy. */
export interface Descent {
	/** 'sgd': last movement; 'adam': first moment. One tensor a parameter. */
	readonly movement: readonly Variable[];
	/** 'adam': second moment; 'sgd': none. */
	readonly squares: readonly Variable[];
	move(parameters: readonly Variable[], gradients: readonly Tensor[], stride: Stride): void;
	dispose(): void;
}

export const descentOf = (optimiser: Optimiser, model: ModelSpec, parameters: readonly Tensor[]): Descent =>
	optimiser.name === 'adam' ? new Adam(optimiser, parameters) : new Momentum(optimiser, model.momentum, parameters);

/** Flat numbers into variables of these widths; without numbers, zeros. Within a tidy. */
export function fill(
	variables: readonly Variable[],
	numbers: Float32Array | undefined,
	widths: readonly number[],
): void {
	const values = numbers ? unpacked(numbers, widths) : variables.map((held) => zerosLike(held));
	variables.forEach((held, index) => held.assign(values[index]));
}

const zeros = (parameters: readonly Tensor[]): Variable[] =>
	parameters.map((parameter) => variable(zerosLike(parameter), false));

/** A number on the device, sent again only when it changes. */
class Dial {
	#value: number;
	#scalar: Scalar;

	constructor(value: number) {
		this.#value = value;
		this.#scalar = keep(scalar(value));
	}

	at(value: number): Scalar {
		if (value === this.#value) return this.#scalar;
		this.#scalar.dispose();
		this.#value = value;
		return (this.#scalar = keep(scalar(value)));
	}

	dispose(): void {
		this.#scalar.dispose();
	}
}

/** g + weightDecay · θ */
class Decay {
	readonly #share: Scalar | null;

	constructor(optimiser: Optimiser) {
		const weightDecay = weightDecayOf(optimiser);
		this.#share = weightDecay > 0 ? keep(scalar(weightDecay)) : null;
	}

	added(gradient: Tensor, parameter: Tensor): Tensor {
		return this.#share ? add(gradient, mul(parameter, this.#share)) : gradient;
	}

	dispose(): void {
		this.#share?.dispose();
	}
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
	readonly movement: readonly Variable[];
	readonly squares: readonly Variable[];
	readonly #adam: Numbers;
	readonly #shares: { readonly [name in 'beta1' | 'rest1' | 'beta2' | 'rest2' | 'epsilon']: Scalar };
	readonly #descent = new Dial(0);
	readonly #correction = new Dial(1);
	readonly #decay: Decay;

	constructor(optimiser: Extract<Optimiser, { name: 'adam' }>, parameters: readonly Tensor[]) {
		this.#adam = adamOf(optimiser);
		const { beta1, beta2, epsilon } = this.#adam;
		const kept = (value: number): Scalar => keep(scalar(value));
		this.#shares = {
			beta1: kept(beta1),
			rest1: kept(1 - beta1),
			beta2: kept(beta2),
			rest2: kept(1 - beta2),
			epsilon: kept(epsilon),
		};
		this.#decay = new Decay(optimiser);
		this.movement = zeros(parameters);
		this.squares = zeros(parameters);
	}

	move(parameters: readonly Variable[], gradients: readonly Tensor[], { rate, step }: Stride): void {
		// Both corrections are numbers of this update alone: the first is taken into the rate.
		const { first, second } = biasCorrection(this.#adam, step);
		const descent = this.#descent.at(-rate / first);
		const correction = this.#correction.at(1 / second);
		parameters.forEach((parameter, index) => {
			const [movement, squares] = [this.movement[index], this.squares[index]];
			tidy(() => this.#remember(this.#decay.added(gradients[index], parameter), movement, squares));
			tidy(() => {
				const size = add(sqrt(mul(squares, correction)), this.#shares.epsilon);
				parameter.assign(add(parameter, mul(div(movement, size), descent)));
			});
		});
	}

	dispose(): void {
		dispose(this.#shares);
		for (const held of [this.#descent, this.#correction, this.#decay, ...this.movement, ...this.squares])
			held.dispose();
	}

	#remember(gradient: Tensor, movement: Variable, squares: Variable): void {
		const { beta1, rest1, beta2, rest2 } = this.#shares;
		movement.assign(add(mul(movement, beta1), mul(gradient, rest1)));
		squares.assign(add(mul(squares, beta2), mul(mul(gradient, gradient), rest2)));
	}
}
