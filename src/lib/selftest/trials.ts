// The small trainings by which every kernel is tried: together they make the engine run each of them.
import type { Optimiser, TrainSpec } from '../engine/engine.ts';
import { isAdaptive } from '../engine/optimiser.ts';
import type { Training } from '../engine/wgsl/program.ts';
import { SPLIT } from '../engine/wgsl/shape.ts';
import type { Bounds, Trial } from './compare.ts';

export interface Canary extends Trial {
	/** How layers are computed. */
	readonly scheme: Training;
}

/** Adam whose steps depend smoothly on small gradients, too. */
const soft = { name: 'adam', epsilon: 0.1 } as const;
/** Above any element of these trials' gradients. */
const LARGEST = 0.5;

/**
 * A sum of n terms rounded at random is off by about √n · 2⁻²⁴ of its size; with 784 inputs and 1,100 examples that is 2·10⁻⁶ twice over, and
 * a device may sum in any order: 10⁻⁵ of a gradient. A few updates multiply this by what a step changes of the next gradient, below ten times.
 * Adam and LAMB divide an element g by |g| + ε: relative errors grow at most 1 + G/ε times for a largest element G. Hessian-vector products:
 * engine/hessian-vector.ts. The loss follows the parameters, whose change is small beside them.
 */
export function boundsOf(optimiser: Optimiser): Bounds {
	const steep = isAdaptive(optimiser) ? 1 + LARGEST / soft.epsilon : 1;
	return { gradient: 1e-5, updates: 1e-4 * steep, loss: 1e-4 * steep, hessian: 2e-3 };
}

const descents = {
	sgd: { optimiser: { name: 'sgd' }, momentum: 0, rate: 0.05 },
	momentum: { optimiser: { name: 'sgd', weightDecay: 0.01 }, momentum: 0.9, rate: 0.05 },
	adam: { optimiser: soft, momentum: 0, rate: 0.002 },
	lars: { optimiser: { name: 'lars', weightDecay: 0.01, trust: 0.1 }, momentum: 0.9, rate: 0.2 },
	lamb: { optimiser: { ...soft, name: 'lamb' }, momentum: 0, rate: 0.01 },
} as const satisfies Record<string, { optimiser: Optimiser; momentum: number; rate: number }>;
type Descent = keyof typeof descents;

/** No tile's multiples, so that every kernel has a remainder to do. */
const widths = [784, 9, 7, 10];
/** One batch larger than what is summed in one go. */
const [TWO_SPLITS, EXAMPLES] = [SPLIT + 76, SPLIT + 96];

interface Wish {
	readonly descent: Descent;
	readonly batchSize: number;
	readonly widths?: readonly number[];
	readonly examples?: number;
	/** Models side by side. */
	readonly models?: number;
}
export function specOf({ descent, batchSize, models = 1, ...wish }: Wish): TrainSpec {
	const { optimiser, momentum, rate } = descents[descent];
	const examples = wish.examples ?? (batchSize > SPLIT ? EXAMPLES : 75);
	return {
		data: { name: 'mnist', examples, validation: 0, test: false, seed: null },
		widths: wish.widths ?? widths,
		models: Array.from({ length: models }, (_, model) => ({ seed: 2021 + model, rate, momentum })),
		optimiser,
		batchSize,
		order: 'epoch',
	};
}

function canary(scheme: Training, wish: Wish, hessian = false): Canary {
	const { batchSize } = wish;
	// Many examples are enough work on a software adapter.
	const spec = specOf({ models: batchSize > SPLIT ? 1 : 2, ...wish });
	const name = [spec.widths.join('-'), scheme, wish.descent, batchSize].join(' ');
	// The second batch of more than one split is what is left: one of few examples.
	const updates = batchSize > SPLIT ? 2 : 3;
	return { name, scheme, spec, hessian, updates, bounds: boundsOf(spec.optimiser) };
}

/** Most telling first: what lack of time leaves out is at the end. */
export const canaries: readonly Canary[] = [
	canary('sparse', { descent: 'momentum', batchSize: 7 }, true),
	canary('dense', { descent: 'momentum', batchSize: 7 }),
	canary('sparse', { descent: 'sgd', batchSize: 1 }),
	canary('sparse', { descent: 'adam', batchSize: 70 }),
	canary('dense', { descent: 'sgd', batchSize: 7, widths: [784, 10] }),
	canary('dense', { descent: 'adam', batchSize: 1 }),
	canary('sparse', { descent: 'momentum', batchSize: TWO_SPLITS }),
	canary('dense', { descent: 'sgd', batchSize: TWO_SPLITS, widths: [784, 10] }),
	canary('sparse', { descent: 'adam', batchSize: TWO_SPLITS, widths: [784, 12, 10] }),
	canary('sparse', { descent: 'lars', batchSize: 7 }),
	canary('sparse', { descent: 'lamb', batchSize: 7, widths: [784, 10] }),
	// Barriers take a software adapter long, and it never trains by them.
	canary('tiled', { descent: 'momentum', batchSize: 7 }),
	canary('tiled', { descent: 'sgd', batchSize: 7, widths: [784, 9, 10] }),
	canary('tiled', { descent: 'adam', batchSize: 1, widths: [784, 9, 10] }),
	canary('tiled', { descent: 'sgd', batchSize: TWO_SPLITS, widths: [784, 9, 10] }),
];
