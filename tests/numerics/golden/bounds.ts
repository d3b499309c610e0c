// How far an engine may be off PyTorch's numbers, and numbers that are further off.
import { isAdaptive } from '../../../src/lib/engine/optimiser.ts';
import { tolerance } from '../cases.ts';
import type { Reached, Trained } from './golden.ts';

const norm = (values: ArrayLike<number>): number => Math.hypot(...Array.from(values));
const difference = (a: ArrayLike<number>, b: ArrayLike<number>): number[] =>
	Array.from(b, (value, i) => (a.length === b.length ? a[i] - value : NaN));
/** Of numbers or arrays, by norm; of zeros only zeros are 0 off. */
function relative(actual: ArrayLike<number>, expected: ArrayLike<number>, size = norm(expected)): number {
	const off = norm(difference(actual, expected));
	return off === 0 ? 0 : off / size;
}

export const quantities = ['loss', 'gradient', 'meanLoss', 'accuracy', 'parameters', 'movement', 'squares'] as const;
type Quantity = (typeof quantities)[number];
type Numbers = Readonly<Record<Quantity, number>>;

/** Relative errors; the parameters' is relative to what the updates changed of them. */
export function errorsOf(actual: Reached, expected: Trained): Numbers {
	const changed = norm(difference(expected.parameters, expected.start));
	return {
		loss: relative([actual.loss], [expected.loss]),
		gradient: relative(actual.gradient, expected.gradient),
		meanLoss: relative([actual.meanLoss], [expected.meanLoss]),
		accuracy: relative([actual.accuracy], [expected.accuracy]),
		parameters: relative(actual.parameters, expected.parameters, changed),
		movement: relative(actual.movement, expected.movement),
		squares: relative(actual.squares, expected.squares),
	};
}

/** Bits of the numbers an engine computes in; all give parameters and gradients in float32. */
export type Bits = 32 | 64;
/** Rounding to float32: at most half a unit in the last of 24 places, with room for the ten digits of the files. */
export const ROUNDING = 2 ** -24 * 1.01;
/** What make.py lets the division by √v̂ make of a relative error at most. */
const SPREAD = 30;
/** Errors of a square against those of what is squared. */
const SQUARED = 2;

/**
 * Bounds on those errors. An engine of 64 bits is off by the rounding of what it gives alone. One of 32 bits is off as cases.ts derives,
 * the division of small gradients by √v̂ apart, and rounds its parameters after every update: by ROUNDING of their size, which may be many
 * times that of the changes. A right answer is right in either, since make.py keeps away from ties.
 */
export function limitsOf({ spec, start, parameters, updates }: Trained, bits: Bits): Numbers {
	const places = (ROUNDING * norm(parameters)) / norm(difference(parameters, start));
	const given = { gradient: ROUNDING, accuracy: ROUNDING, movement: ROUNDING, squares: ROUNDING };
	if (bits === 64) return { ...given, loss: ROUNDING, meanLoss: ROUNDING, parameters: places };
	const made = tolerance.updates * (isAdaptive(spec.optimiser) ? SPREAD : 1);
	return {
		loss: tolerance.gradient,
		gradient: tolerance.gradient,
		meanLoss: tolerance.updates,
		accuracy: ROUNDING,
		parameters: made + updates * places,
		movement: tolerance.updates,
		squares: SQUARED * tolerance.updates,
	};
}

/** The quantities that are not within their limits; NaN is not. */
export const outside = (errors: Numbers, limits: Numbers): Quantity[] =>
	quantities.filter((quantity) => !(errors[quantity] <= limits[quantity]));

/** The array with its largest element off by a tenth; zeros by a tenth of 1. */
export function disturbed(values: ArrayLike<number>): number[] {
	const copy = Array.from(values);
	const largest = copy.reduce((best, value, i) => (Math.abs(value) > Math.abs(copy[best]) ? i : best), 0);
	copy[largest] += 0.1 * (Math.abs(copy[largest]) || 1);
	return copy;
}
export function disturb(golden: Trained, quantity: Quantity): Trained {
	const value = golden[quantity];
	return { ...golden, [quantity]: typeof value === 'number' ? disturbed([value])[0] : disturbed(value) };
}
