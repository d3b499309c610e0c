// What every engine is compared on: shapes, batches, made-up digits, and the measure of error. Nothing here knows an engine.
import type { DataSource, DataSpec, Examples } from '../../src/lib/datasets/dataset.ts';
import type { Engine, TrainSpec } from '../../src/lib/engine/engine.ts';
import { Stream } from '../../src/lib/numbers/random.ts';

const PIXELS = 784;
const CLASSES = 10;

/** Digit-like pictures: each class has its own fifth of the pixels inked, unevenly, with some noise; 80 % of the bytes are zero. */
export function madeUpDigits(count: number, seed: number): Examples {
	const ink = new Stream(0, 'subset', 1);
	const inked = Array.from({ length: CLASSES }, () => Array.from({ length: PIXELS }, () => ink.uniform() < 0.2));
	const random = new Stream(seed, 'subset', 2);
	const labels = Uint8Array.from({ length: count }, () => random.below(CLASSES));
	const pixels = new Uint8Array(count * PIXELS);
	labels.forEach((label, example) => {
		inked[label].forEach((on, pixel) => {
			const drawn = random.uniform() < (on ? 0.9 : 0.025);
			if (drawn) pixels[example * PIXELS + pixel] = 1 + random.below(255);
		});
	});
	return { count, pixels, labels };
}

/** Gives made-up digits, other ones in each split. */
export const madeUpSource: DataSource = {
	async load({ examples, validation, test }: DataSpec) {
		return {
			pixels: PIXELS,
			classes: CLASSES,
			training: madeUpDigits(examples, 1),
			validation: validation > 0 ? madeUpDigits(validation, 2) : null,
			test: test ? madeUpDigits(200, 3) : null,
		};
	},
};

export interface Case {
	readonly name: string;
	readonly spec: TrainSpec;
}

interface Wish {
	readonly widths?: readonly number[];
	readonly examples: number;
	readonly batchSize: number;
	readonly momentum?: number;
	readonly order?: TrainSpec['order'];
}
export function specOf({
	widths = [784, 100, 10],
	examples,
	batchSize,
	momentum = 0,
	order = 'epoch',
}: Wish): TrainSpec {
	return {
		data: { name: 'mnist', examples, validation: 0, test: false, seed: null },
		widths,
		models: [{ seed: 2021, rate: 0.05, momentum }],
		optimiser: { name: 'sgd' },
		batchSize,
		order,
	};
}
function caseOf(wish: Wish): Case {
	const spec = specOf(wish);
	const momentum = `momentum ${spec.models[0].momentum}`;
	return {
		name: `${spec.widths.join('-')}, batch ${wish.batchSize} of ${wish.examples}, ${momentum}, ${spec.order}`,
		spec,
	};
}

/** Made on every engine: so many updates each. Batch 32 of 100 leaves a last batch of 4, met twice. */
export const UPDATES = 10;
export const cases: readonly Case[] = [
	...[0, 0.9].flatMap((momentum) => [
		caseOf({ examples: 20, batchSize: 1, momentum }),
		caseOf({ examples: 50, batchSize: 7, momentum }),
		caseOf({ examples: 640, batchSize: 64, momentum }),
		caseOf({ examples: 2000, batchSize: 1000, momentum }),
		caseOf({ examples: 100, batchSize: 32, momentum }),
	]),
	caseOf({ widths: [784, 10], examples: 100, batchSize: 32, momentum: 0.9 }),
	caseOf({ widths: [784, 31, 17, 10], examples: 100, batchSize: 32, momentum: 0.9 }),
	caseOf({ widths: [784, 33, 16, 1, 10], examples: 100, batchSize: 32, momentum: 0.9 }),
	caseOf({ widths: [784, 257, 10], examples: 65, batchSize: 65, momentum: 0.9, order: 'once' }),
	caseOf({ examples: 37, batchSize: 5, order: 'replacement' }),
	caseOf({ examples: 37, batchSize: 37, order: 'never' }),
];

/**
 * Bounds on relative errors in float32 against float64. A sum of n terms rounded at random is off by about √n · 2⁻²⁴ of its size; with
 * 784 inputs and 1,000 examples that is 2·10⁻⁶ and 2·10⁻⁶. Ten updates multiply this by what a step changes of the next gradient.
 */
export const tolerance = { gradient: 1e-5, updates: 1e-4 } as const;

/** ‖a − b‖ / ‖b‖ over all elements; NaN where one is NaN, so that `toBeLessThan` fails. */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
	if (a.length !== b.length) return NaN;
	let difference = 0;
	let size = 0;
	for (let i = 0; i < b.length; i++) {
		difference += (a[i] - b[i]) ** 2;
		size += b[i] ** 2;
	}
	return Math.sqrt(difference / size);
}

/** What an engine made of a case. */
export interface Outcome {
	readonly start: ArrayLike<number>;
	/** At the start, over all examples in order. */
	readonly gradient: ArrayLike<number>;
	/** After UPDATES updates. */
	readonly parameters: ArrayLike<number>;
	/** Mean batch loss of those updates. */
	readonly loss: number;
}

export async function outcome(engine: Engine, { spec }: Case): Promise<Outcome> {
	const trainer = await engine.train(spec);
	try {
		const [start] = await trainer.parameters();
		const [gradient] = await trainer.gradient(Uint32Array.from({ length: spec.data.examples }, (_, i) => i));
		const [{ loss }] = await trainer.update(UPDATES);
		const [parameters] = await trainer.parameters();
		return { start, gradient, parameters, loss };
	} finally {
		trainer.dispose();
	}
}

/** Relative errors of one outcome against another: of the gradient, and of what the updates changed (not of the larger weights). */
export function errors(actual: Outcome, expected: Outcome): { gradient: number; updates: number; loss: number } {
	const change = ({ start, parameters }: Outcome) => Array.from(parameters, (value, i) => value - start[i]);
	return {
		gradient: relativeError(actual.gradient, expected.gradient),
		updates: relativeError(change(actual), change(expected)),
		loss: Math.abs(actual.loss - expected.loss) / Math.abs(expected.loss),
	};
}
