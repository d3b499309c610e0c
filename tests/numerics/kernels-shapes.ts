// Shapes that kernels are tried on: 1, primes, tile ± 1, remainders, many models, more than one split.
import type { Optimiser } from '../../src/lib/engine/engine.ts';
import { isAdaptive } from '../../src/lib/engine/optimiser.ts';
import type { Scheme, Training } from '../../src/lib/engine/wgsl/program.ts';
import { parameterCount } from '../../src/lib/engine/layout.ts';
import { Stream } from '../../src/lib/numbers/random.ts';
import type { Shape } from './kernels-setting.ts';

/** Ways through layers that give the same bits; complete, or this file is no program. */
const training: Readonly<Record<Training, true>> = { dense: true, sparse: true, tiled: true };
export const trainingSchemes = Object.keys(training) as Training[];

const sgd: Optimiser = { name: 'sgd' };
const decaying: Optimiser = { name: 'sgd', weightDecay: 0.1 };
const adam: Optimiser = { name: 'adam' };
const soft: Optimiser = { name: 'adam', weightDecay: 0.1, beta1: 0.8, beta2: 0.95, epsilon: 0.01 };
const lars: Optimiser = { name: 'lars', weightDecay: 0.1, trust: 0.1 };
const lamb: Optimiser = { name: 'lamb' };
const softLamb: Optimiser = { ...soft, name: 'lamb' };
const base = { momenta: [0], scheme: 'sparse', optimiser: sgd, work: 'whole' } as const;

/** As a kernel is dispatched to them, more than 65,535 workgroups, one each for 1,024 examples of 64 models. */
export const crowd: Shape = { ...base, widths: [5, 3, 2], size: 1024, momenta: Array<number>(64).fill(0) };
/** Weights that make logits of hundreds, which exp alone could not take. */
export const steep: Shape = { ...base, widths: [50, 40, 10], size: 64, gain: 100 };

/** Steps that are sized layer by layer: several workgroups a layer, and more than one split. */
export const layered: Shape = {
	...{ ...base, widths: [64, 65, 10], size: 33, momenta: [0.9, 0], scheme: 'dense' },
	optimiser: lars,
	ended: true,
};
/** The same where the weights are all zero. */
export const zero: Shape = { ...base, widths: [9, 6, 3], size: 7, optimiser: lars, gain: 0 };

export const dozen: readonly Shape[] = [
	{ ...base, widths: [1, 1, 1], size: 1 },
	{ ...base, widths: [4, 1], size: 2, momenta: [0, 0], scheme: 'dense', optimiser: decaying },
	{ ...base, widths: [7, 3], size: 65, momenta: [0.9, 0], work: 'first' },
	{ ...base, widths: [31, 17, 3], size: 33, optimiser: soft },
	{ ...base, widths: [257, 16, 10], size: 8, momenta: [0, 0.5, 0.9], scheme: 'dense' },
	{ ...base, widths: [29, 15, 33, 10], size: 7, scheme: 'dense', optimiser: adam },
	{ ...base, widths: [13, 257, 17], size: 9, momenta: [0.9], optimiser: decaying },
	{ ...base, widths: [64, 63, 65, 10], size: 17, momenta: [0, 0], scheme: 'held', work: 'gradient' },
	{ ...base, widths: [37, 33, 31, 10], size: 33, scheme: 'tiled', optimiser: decaying },
	{ ...base, widths: [64, 65, 3], size: 31, momenta: [0.9, 0], scheme: 'tiled', ended: true },
	{ ...base, widths: [3, 32, 1], size: 17, scheme: 'tiled', optimiser: soft },
	{ ...base, widths: [15, 2, 10], size: 1025, momenta: [0, 0], scheme: 'tiled', work: 'middle' },
	{ ...base, widths: [5, 28, 10], size: 1025, momenta: [0, 0], work: 'middle' },
	{ ...base, widths: [3, 2, 3], size: 2049, optimiser: adam, work: 'last' },
	{ ...base, widths: [101, 31, 29, 27, 10], size: 70, momenta: [0.9, 0.5], work: 'last', ended: true },
	steep,
	crowd,
	layered,
	zero,
	{ ...base, widths: [37, 33, 31, 10], size: 9, momenta: [0, 0], scheme: 'tiled', optimiser: softLamb },
	{ ...base, widths: [5, 28, 3], size: 1025, optimiser: lamb, work: 'last' },
	{ ...base, widths: [7, 3], size: 65, momenta: [0.9], optimiser: lars, work: 'first' },
];

/** Around the tiles' sizes and their multiples, primes, and what is left over. */
const widths = [1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 27, 28, 29, 31, 32, 33, 47, 56, 57, 63, 64, 65, 97, 127, 128];
const wide = [112, 113, 129, 255, 256, 257];
const classes = [1, 2, 3, 4, 5, 10, 17];
const sizes = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 37, 63, 64, 65, 70, 129, 1023, 1024, 1025, 2049];
/** Products of one trial that float64 goes through in about a second. */
const PATIENCE = 4e6;

/** So many shapes more, always the same ones. */
export function drawnShapes(count: number): readonly Shape[] {
	const random = new Stream(3, 'subset', 5);
	const shapes: Shape[] = [];
	while (shapes.length < count) {
		const shape = drawnShape(<T>(items: readonly T[]) => items[random.below(items.length)]);
		if (parameterCount(shape.widths) * shape.size * shape.momenta.length <= PATIENCE) shapes.push(shape);
	}
	return shapes;
}
function drawnShape(one: <T>(items: readonly T[]) => T): Shape {
	const hidden = Array.from({ length: one([0, 1, 1, 1, 2, 3]) }, () => one([...widths, ...wide]));
	const optimiser = one([sgd, decaying, adam, soft, lars, lamb, softLamb]);
	const models = one([1, 1, 2, 3, 5]);
	const scheme = one<Scheme>([...trainingSchemes, ...trainingSchemes, 'held']);
	return {
		widths: [one([...widths, ...wide, 784]), ...hidden, one(classes)],
		size: one(sizes),
		momenta: Array.from({ length: models }, () => (isAdaptive(optimiser) ? 0 : one([0, 0.5, 0.9]))),
		scheme,
		optimiser,
		work: scheme === 'held' ? 'gradient' : one(['gradient', 'whole', 'whole', 'first', 'middle', 'last']),
		...(models > 1 && one([true, false]) && { ended: true }),
		gain: one([1, 1, 1, 30]),
	};
}
