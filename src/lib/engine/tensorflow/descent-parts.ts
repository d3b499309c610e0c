// What steps in TensorFlow.js are made of: numbers that may change, moments, decay. The formulas: Optimiser in engine.ts.
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
import type { Optimiser } from '../engine.ts';
import { type Adaptive, adaptiveOf, biasCorrection, weightDecayOf } from '../optimiser.ts';

/** What may differ from one update to the next. */
export interface Stride {
	/** With the schedule's factor. */
	readonly rate: number;
	/** Updates since the moments were zero, this one included. */
	readonly step: number;
}

/** All but `dispose` are called within a tidy. */
export interface Descent {
	/** Last movement; of adaptive optimisers the first moment. One tensor a parameter. */
	readonly movement: readonly Variable[];
	/** Second moment of adaptive optimisers; else none. */
	readonly squares: readonly Variable[];
	move(parameters: readonly Variable[], gradients: readonly Tensor[], stride: Stride): void;
	dispose(): void;
}

export const zeros = (parameters: readonly Tensor[]): Variable[] =>
	parameters.map((parameter) => variable(zerosLike(parameter), false));

/** A number on the device, sent again only when it changes. */
export class Dial {
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
export class Decay {
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

/** Both moments of the gradient, and the direction that they give. */
export class Moments {
	readonly first: readonly Variable[];
	readonly second: readonly Variable[];
	readonly #optimiser: Adaptive;
	readonly #shares: { readonly [name in 'beta1' | 'rest1' | 'beta2' | 'rest2' | 'epsilon']: Scalar };
	readonly #correction = new Dial(1);

	constructor(optimiser: Adaptive, parameters: readonly Tensor[]) {
		this.#optimiser = optimiser;
		const { beta1, beta2, epsilon } = adaptiveOf(optimiser);
		const kept = (value: number): Scalar => keep(scalar(value));
		this.#shares = {
			beta1: kept(beta1),
			rest1: kept(1 - beta1),
			beta2: kept(beta2),
			rest2: kept(1 - beta2),
			epsilon: kept(epsilon),
		};
		this.first = zeros(parameters);
		this.second = zeros(parameters);
	}

	/** What m / (√v̂ + ε) must be divided by: a number of this update alone. */
	firstCorrection(step: number): number {
		return biasCorrection(adaptiveOf(this.#optimiser), step).first;
	}

	/** Takes in the gradient of one parameter. */
	remember(gradient: Tensor, index: number): void {
		const { beta1, rest1, beta2, rest2 } = this.#shares;
		const [first, second] = [this.first[index], this.second[index]];
		tidy(() => {
			first.assign(add(mul(first, beta1), mul(gradient, rest1)));
			second.assign(add(mul(second, beta2), mul(mul(gradient, gradient), rest2)));
		});
	}

	/** m / (√v̂ + ε) of one parameter. Within a tidy. */
	direction(index: number, step: number): Tensor {
		const { second } = biasCorrection(adaptiveOf(this.#optimiser), step);
		const size = add(sqrt(mul(this.second[index], this.#correction.at(1 / second))), this.#shares.epsilon);
		return div(this.first[index], size);
	}

	dispose(): void {
		dispose(this.#shares);
		for (const held of [this.#correction, ...this.first, ...this.second]) held.dispose();
	}
}
