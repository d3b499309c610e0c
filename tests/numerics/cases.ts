// What every engine is compared on: shapes, batches, made-up digits, and the measure of error. Nothing here knows an engine.
import type { DataSource, DataSpec, Examples } from '../../src/lib/datasets/dataset.ts';
import type { Engine, Optimiser, Schedule, TrainSpec } from '../../src/lib/engine/engine.ts';
import { adaptiveOf, isAdaptive } from '../../src/lib/engine/optimiser.ts';
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
	async load({ examples, parts = 1, validation, test }: DataSpec) {
		return {
			pixels: PIXELS,
			classes: CLASSES,
			training: madeUpDigits(parts * examples, 1),
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
	readonly rate?: number;
	readonly momentum?: number;
	readonly order?: TrainSpec['order'];
	readonly optimiser?: Optimiser;
	readonly schedule?: Schedule;
}
/** Left out, these: what ten updates change is then what a later one sees. */
const usualRates = { sgd: 0.05, adam: 0.002, lars: 0.2, lamb: 0.01 } as const;

export function specOf({
	widths = [784, 100, 10],
	examples,
	batchSize,
	momentum = 0,
	order = 'epoch',
	optimiser = { name: 'sgd' },
	rate = usualRates[optimiser.name],
	schedule,
}: Wish): TrainSpec {
	return {
		data: { name: 'mnist', examples, validation: 0, test: false, seed: null },
		widths,
		models: [{ seed: 2021, rate, momentum }],
		optimiser,
		batchSize,
		order,
		...(schedule && { schedule }),
	};
}
function caseOf(wish: Wish): Case {
	const spec = specOf(wish);
	const { name, ...numbers } = spec.optimiser;
	const descent = [name, ...Object.entries({ ...numbers, momentum: wish.momentum ?? 0 }).flat()].join(' ');
	const parts = [spec.widths.join('-'), `batch ${wish.batchSize} of ${wish.examples}`, descent, spec.order];
	return { name: parts.concat(spec.schedule ? 'scheduled' : []).join(', '), spec };
}

/** Made on every engine: so many updates each. Batch 32 of 100 leaves a last batch of 4, met twice. */
export const UPDATES = 10;
/** Rises over four updates, falls at once after the seventh, and stays. */
const risesAndFalls: Schedule = [
	{ update: 0, factor: 0.1 },
	{ update: 4, factor: 1 },
	{ update: 7, factor: 1 },
	{ update: 7, factor: 0.2 },
];
/** Adam whose step depends smoothly on small gradients too, with moments that ten updates fill. */
const soft = { name: 'adam', beta1: 0.8, beta2: 0.95, epsilon: 0.01 } as const;

/** LARS whose steps are a few per cent of a layer's length. */
const near = { name: 'lars', trust: 0.1 } as const;

const plainDescents: readonly Case[] = [
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
const decay = 0.01;
const otherDescents: readonly Case[] = [
	caseOf({ examples: 50, batchSize: 7, optimiser: { name: 'sgd', weightDecay: decay } }),
	caseOf({ examples: 100, batchSize: 32, momentum: 0.9, optimiser: { name: 'sgd', weightDecay: decay } }),
	caseOf({ examples: 20, batchSize: 1, schedule: risesAndFalls }),
	caseOf({ widths: [784, 31, 10], examples: 100, batchSize: 32, momentum: 0.9, schedule: risesAndFalls }),
	caseOf({ examples: 20, batchSize: 1, optimiser: { name: 'adam' } }),
	caseOf({ examples: 50, batchSize: 7, optimiser: { name: 'adam', weightDecay: decay }, schedule: risesAndFalls }),
	caseOf({ widths: [784, 10], examples: 37, batchSize: 37, order: 'never', optimiser: soft }),
	caseOf({ examples: 100, batchSize: 32, optimiser: soft }),
	caseOf({ widths: [784, 31, 17, 10], examples: 100, batchSize: 32, optimiser: { ...soft, weightDecay: decay } }),
	caseOf({ widths: [784, 33, 16, 5, 10], examples: 65, batchSize: 65, order: 'once', optimiser: soft }),
	caseOf({ widths: [784, 10], examples: 50, batchSize: 7, optimiser: near }),
	caseOf({
		widths: [784, 31, 17, 10],
		examples: 100,
		batchSize: 32,
		momentum: 0.9,
		optimiser: { ...near, weightDecay: decay },
	}),
	caseOf({ examples: 37, batchSize: 37, order: 'never', optimiser: { ...soft, name: 'lamb' } }),
	caseOf({
		...{ widths: [784, 31, 17, 10], examples: 100, batchSize: 32, schedule: risesAndFalls },
		optimiser: { ...soft, name: 'lamb', weightDecay: decay },
	}),
];
export const cases: readonly Case[] = [...plainDescents, ...otherDescents];

/**
 * Bounds on relative errors in float32 against float64. A sum of n terms rounded at random is off by about √n · 2⁻²⁴ of its size; with
 * 784 inputs and 1,000 examples that is 2·10⁻⁶ and 2·10⁻⁶. Ten updates multiply this by what a step changes of the next gradient.
 */
export const tolerance = { gradient: 1e-5, updates: 1e-4 } as const;

/**
 * What the cases' gradients are like, as tests/numerics/plain.test.ts holds them to: no element is larger than `largest` (where Adam is
 * soft), and a share below 2 · `density` · t of those that are not zero is smaller than t root mean squares, for small t.
 */
export const gradients = { largest: 0.5, density: 10 } as const;

/**
 * Bounds for one spec. Adam, and LAMB with it, divides an element's gradient g by about |g| + ε, so what rounding does to g counts the
 * more the smaller both are. The step's slope in g is at most 1/ε and the step at least g / (G + ε) for a largest element G: relative errors grow at most
 * 1 + G/ε times. For small ε few elements matter: those about as small as the error r they carry (in root mean squares of g),
 * where the step's error is min(2, r/|g|) rates. Its mean square over a density p of elements is 2p∫min(2, r/g)²dg = 8pr; all others
 * step by about one rate, so the relative error is about √(8pr). The smaller of both bounds holds. A layer's norms add nothing: they are
 * known to what their vectors are, and better, since errors of elements that are drawn apart average out.
 */
export function toleranceOf({ optimiser }: TrainSpec): { readonly gradient: number; readonly updates: number } {
	if (!isAdaptive(optimiser)) return tolerance;
	const { epsilon } = adaptiveOf(optimiser);
	const steep = tolerance.updates * (1 + gradients.largest / epsilon);
	const few = Math.sqrt(8 * gradients.density * tolerance.gradient);
	return { gradient: tolerance.gradient, updates: Math.min(steep, few) };
}

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
	/** Share of right answers in them. */
	readonly accuracy: number;
}

export async function outcome(engine: Engine, { spec }: Case): Promise<Outcome> {
	const trainer = await engine.train(spec);
	try {
		const [start] = await trainer.parameters();
		const [gradient] = await trainer.gradient(Uint32Array.from({ length: spec.data.examples }, (_, i) => i));
		const [{ loss, accuracy }] = await trainer.update(UPDATES);
		const [parameters] = await trainer.parameters();
		return { start, gradient, parameters, loss, accuracy };
	} finally {
		trainer.dispose();
	}
}

export interface Errors {
	readonly gradient: number;
	readonly updates: number;
	readonly loss: number;
	/** Absolute. */
	readonly accuracy: number;
}
/** Relative errors of one outcome against another: of the gradient, and of what the updates changed (not of the larger weights). */
export function errors(actual: Outcome, expected: Outcome): Errors {
	const change = ({ start, parameters }: Outcome) => Array.from(parameters, (value, i) => value - start[i]);
	return {
		gradient: relativeError(actual.gradient, expected.gradient),
		updates: relativeError(change(actual), change(expected)),
		loss: Math.abs(actual.loss - expected.loss) / Math.abs(expected.loss),
		accuracy: Math.abs(actual.accuracy - expected.accuracy),
	};
}
