// Every SIMD kernel of the plain engine against its loop: lists are equal, sums lie within the error bound, and nothing else is written.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { binaryFile } from '../../scripts/wasm.ts';
import { type Floats, heap, type Store } from '../../src/lib/engine/plain/floats.ts';
import { type Kernels, loops } from '../../src/lib/engine/plain/kernels.ts';
import type { Uniform } from '../../src/lib/engine/plain/step.ts';
import { openSimd } from '../../src/lib/engine/plain/wasm/simd.ts';
import { relativeError } from './cases.ts';
import { moved, numbers, pictures, placeOf, type Shape, workspace, type Workspace } from './plain-wasm.ts';

const sizes = [1, 3, 4, 5, 10, 31, 100, 257];
/** Every pair of widths; rows on both sides of where entries begin to be sorted. */
const shapes: Shape[] = sizes.flatMap((inputs) =>
	sizes.flatMap((outputs) => [1, 3, 4, 31].map((rows) => ({ rows, inputs, outputs }))),
);

test('binary.ts is what the sources compile to', async () => {
	const file = join(import.meta.dirname, '../../src/lib/engine/plain/wasm/binary.ts');
	expect(readFileSync(file, 'utf8')).toBe(await binaryFile());
});

function opened<T>(pixels: number, make: (store: Store) => T): { kernels: Kernels; made: T } {
	const simd = openSimd(pixels, make);
	if (!simd) throw new Error('expected WebAssembly SIMD in this Node, got none');
	return simd;
}

/** Puts the same numbers, and what `size` makes of them, into a workspace. */
function fill({ parameters, dense, outputs }: Workspace, size: (x: number) => number = (x) => x): void {
	parameters.set(numbers(parameters.length, 1).map(size));
	dense.set(numbers(dense.length, 2));
	outputs.set(numbers(outputs.length, 3).map(size));
}

/** Largest error of a sum of n products against c · n · 2⁻²³ · Σ|products|, c = 2: at most 1 where the sum is in order. */
function errorOverBound(actual: Floats, exact: Floats, absolute: Floats, n: number): number {
	return Math.max(
		...exact.map((value, i) => {
			const error = Math.abs(actual[i] - value);
			return error === 0 ? 0 : error / (2 * (n + 3) * 2 ** -23 * absolute[i]);
		}),
	);
}

describe('lists of what is not zero are equal', () => {
	test.each(shapes.filter(({ outputs }) => outputs === 1))('of $rows × $inputs', (shape) => {
		const { kernels, made } = opened(shape.inputs, (store) => workspace(store, shape));
		const exact = workspace(heap(32), shape);
		const examples = pictures(shape, 5);
		// The last picture first, so that positions matter.
		const positions = Uint32Array.from({ length: shape.rows + 1 }, (_, i) => (i + shape.rows) % (shape.rows + 1));
		fill(made);
		fill(exact);
		const slice = { examples, positions, from: 1, to: 1 + shape.rows };
		kernels.readPixels(made.inputs, slice);
		loops.readPixels(exact.inputs, slice);
		expect(made.inputs).toEqual(exact.inputs);
		made.dense[0] = exact.dense[0] = NaN;
		kernels.readPositive(made.inputs, made.dense, shape.rows);
		loops.readPositive(exact.inputs, exact.dense, shape.rows);
		const filled = exact.inputs.starts[shape.rows];
		expect(made.inputs.starts).toEqual(exact.inputs.starts);
		expect(made.inputs.index.subarray(0, filled)).toEqual(exact.inputs.index.subarray(0, filled));
		expect(made.inputs.value.subarray(0, filled)).toEqual(exact.inputs.value.subarray(0, filled));
		expect(made.inputs.value[0]).toBeNaN();
		expect(made.guarded.overrun).toBe(0);
	});
});

describe('products lie within the error bound', () => {
	/** Forward, backward and accumulate, each on what `fill` gives: deltas are not those of the outputs. */
	function products(kernels: Kernels, space: Workspace, shape: Shape, size?: (x: number) => number) {
		const place = placeOf(shape);
		const { parameters, inputs, columns, dense, outputs } = space;
		fill(space, size);
		kernels.readPositive(inputs, dense, shape.rows);
		kernels.forward(parameters, place, inputs, outputs);
		const forward = outputs.slice();
		fill(space, size);
		kernels.backward(parameters, place, inputs, outputs, dense);
		const backward = dense.slice();
		kernels.accumulate(parameters, place, { inputs, columns }, outputs, 0.25);
		return { forward, backward, accumulated: parameters.slice() };
	}

	test.each(shapes)('$rows × $inputs × $outputs', (shape) => {
		const { kernels, made } = opened(1, (store) => workspace(store, shape));
		const actual = products(kernels, made, shape);
		const exact = products(loops, workspace(heap(64), shape), shape);
		const absolute = products(loops, workspace(heap(64), shape), shape, Math.abs);
		const errors = {
			forward: errorOverBound(actual.forward, exact.forward, absolute.forward, shape.inputs),
			backward: errorOverBound(actual.backward, exact.backward, absolute.backward, shape.outputs),
			accumulated: errorOverBound(actual.accumulated, exact.accumulated, absolute.accumulated, shape.rows),
		};
		expect(Math.max(...Object.values(errors)), JSON.stringify(errors)).toBeLessThan(1);
		expect(made.guarded.overrun).toBe(0);
		expect(products(kernels, made, shape)).toEqual(actual);
	});
});

describe('a planted fault is found:', () => {
	const shape = { rows: 3, inputs: 5, outputs: 10 };
	const place = placeOf(shape);

	test('weights read one place late', () => {
		const { kernels, made } = opened(1, (store) => workspace(store, shape));
		const exact = workspace(heap(64), shape);
		for (const space of [made, exact]) {
			fill(space);
			loops.readPositive(space.inputs, space.dense, shape.rows);
		}
		kernels.forward(made.parameters, { ...place, weights: 1 }, made.inputs, made.outputs);
		loops.forward(exact.parameters, place, exact.inputs, exact.outputs);
		const absolute = exact.outputs.map(() => shape.inputs + 1);
		expect(errorOverBound(made.outputs, exact.outputs, absolute, shape.inputs)).toBeGreaterThan(1);
	});

	test('outputs written one place late', () => {
		const { kernels, made } = opened(1, (store) => workspace(store, shape));
		fill(made);
		kernels.readPositive(made.inputs, made.dense, shape.rows);
		const late = new Float32Array(made.outputs.buffer, made.outputs.byteOffset + 4, made.outputs.length);
		kernels.forward(made.parameters, place, made.inputs, late);
		expect(made.guarded.overrun).toBe(1);
	});
});

describe('steps', () => {
	const step = { rate: 0.01, share: 1 / 7 };
	const optimisers: { optimiser: Uniform; momentum: number }[] = [
		{ optimiser: { name: 'sgd' }, momentum: 0 },
		{ optimiser: { name: 'sgd', weightDecay: 0.1 }, momentum: 0.9 },
		{ optimiser: { name: 'adam' }, momentum: 0 },
		{ optimiser: { name: 'adam', weightDecay: 0.1, beta1: 0.8, beta2: 0.99, epsilon: 1e-4 }, momentum: 0 },
	];
	const tried = optimisers.flatMap((each) => sizes.map((length) => ({ ...each, length })));

	test.each(tried)('$length parameters, $optimiser, momentum $momentum', ({ length, optimiser, momentum }) => {
		const { kernels, made } = opened(1, (store) => moved(store, length));
		const exact = moved(heap(64), length);
		made.parameters.set(numbers(length, 1));
		exact.parameters.set(numbers(length, 1));
		for (let number = 1; number <= 3; number++) {
			for (const [state, { move }] of [
				[made, { move: kernels.move.bind(kernels) }],
				[exact, loops],
			] as const) {
				state.gradient.set(numbers(length, number));
				move(state, { ...step, momentum, number }, optimiser);
			}
		}
		const changed = ({ parameters }: { parameters: Floats }) =>
			Array.from(parameters, (value, i) => value - numbers(length, 1)[i]);
		// A weight of about 1 is off by 2⁻²⁴ a step, a step of 10⁻³ or more by a thousandth of that.
		expect(relativeError(changed(made), changed(exact))).toBeLessThan(1e-3);
		expect(relativeError(made.parameters, exact.parameters)).toBeLessThan(3 * 2 ** -23);
		for (const name of ['movement', 'squares'] as const) {
			const size = Math.hypot(...exact[name]);
			expect(Math.hypot(...exact[name].map((value, i) => made[name][i] - value))).toBeLessThanOrEqual(1e-6 * size);
		}
		expect(made.gradient).toEqual(new Float32Array(length));
		expect(made.guarded.overrun).toBe(0);
	});

	test.each(optimisers.filter(({ momentum, optimiser }) => momentum > 0 || optimiser.name === 'adam'))(
		'what is too small to be normal becomes 0, and NaN stays: $optimiser',
		({ optimiser, momentum }) => {
			const { kernels, made } = opened(1, (store) => moved(store, 4));
			made.movement.set([1e-42, -1e-42, NaN, 1e-30]);
			made.squares.set([1e-42, 1e-42, NaN, 1e-30]);
			kernels.move(made, { ...step, momentum, number: 1 }, { ...optimiser, weightDecay: 0 });
			for (const array of optimiser.name === 'adam' ? [made.movement, made.squares] : [made.movement]) {
				expect(Math.abs(array[0])).toBe(0);
				expect(Math.abs(array[1])).toBe(0);
				expect(array[2]).toBeNaN();
				expect(array[3]).toBeGreaterThan(0);
			}
		},
	);
});
