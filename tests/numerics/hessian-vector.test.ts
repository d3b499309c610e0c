// Hessian times vector: exact by the R-operator, and by a difference of gradients with the error that its docstring states.
import { describe, expect, test } from 'vitest';
import type { Examples } from '../../src/lib/datasets/dataset.ts';
import { differenceHessianVector } from '../../src/lib/engine/hessian-vector.ts';
import { layout, parameterCount } from '../../src/lib/engine/layout.ts';
import { floats } from '../../src/lib/engine/plain/floats.ts';
import { Network } from '../../src/lib/engine/plain/network.ts';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { Tangent } from '../../src/lib/engine/plain/tangent.ts';
import { startWeights } from '../../src/lib/engine/start.ts';
import { Stream } from '../../src/lib/numbers/random.ts';
import { madeUpDigits, madeUpSource, relativeError, specOf, tolerance } from './cases.ts';

const shapes = [
	[784, 10],
	[784, 8, 10],
	[784, 8, 6, 10],
	[784, 8, 7, 6, 10],
].map((widths) => ({ widths }));
const positions = (count: number) => Uint32Array.from({ length: count }, (_, i) => i);
const drawn = (length: number, index: number) => {
	const stream = new Stream(11, 'start', index);
	return Float32Array.from({ length }, () => stream.normal());
};
const dot = (a: Float64Array, b: ArrayLike<number>) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const norm = (a: Float64Array) => Math.sqrt(dot(a, a));

function exact(widths: readonly number[], vector: Float32Array, examples: Examples): Float64Array {
	const tangent = new Tangent(widths, 64, examples.count);
	tangent.begin(Float64Array.from(startWeights(5, widths)), vector);
	const whole = { examples, positions: positions(examples.count), from: 0, to: examples.count };
	tangent.add(whole, 1 / examples.count);
	return Float64Array.from(tangent.product);
}

describe.each(shapes)('in float64, widths $widths', ({ widths }) => {
	const examples = madeUpDigits(9, 1);
	const length = parameterCount(widths);
	const [u, v] = [drawn(length, 1), drawn(length, 2)];

	test('the product is what central differences of gradients give', () => {
		const network = new Network(widths, 64);
		// So short that no ReLU of nine examples changes its side, which would be off by far more.
		const step = 1e-7;
		const gradientAt = (side: number) => {
			const parameters = floats(length, 64);
			startWeights(5, widths).forEach((value, i) => (parameters[i] = value + side * step * v[i]));
			const gradient = floats(length, 64);
			const whole = { examples, positions: positions(9), from: 0, to: 9 };
			for (const slice of network.cut(whole)) network.learn(parameters, slice, gradient, 1 / 9, { loss: 0, right: 0 });
			return Float64Array.from(gradient);
		};
		const behind = gradientAt(-1);
		const difference = gradientAt(1).map((value, i) => (value - behind[i]) / (2 * step));
		expect(relativeError(exact(widths, v, examples), difference)).toBeLessThan(1e-6);
	});
	test('the Hessian is symmetric: u · Hv = v · Hu', () => {
		const [hu, hv] = [exact(widths, u, examples), exact(widths, v, examples)];
		const size = norm(Float64Array.from(u)) * norm(hv);
		expect(Math.abs(dot(hv, u) - dot(hu, v))).toBeLessThan(1e-12 * size);
		expect(Math.abs(dot(hv, u))).toBeGreaterThan(1e-6 * size);
	});
});

describe('the plain trainer', () => {
	const models = [
		{ seed: 1, rate: 0.05, momentum: 0 },
		{ seed: 2, rate: 0.05, momentum: 0 },
	];
	const spec = { ...specOf({ widths: [784, 40, 20, 10], examples: 150, batchSize: 10 }), models };
	const vectors = models.map((_, index) => drawn(parameterCount(spec.widths), index));

	// A product goes through the network twice as far as a gradient.
	test('keeps to float64 in float32, each model along its own vector', async () => {
		const [narrow, wide] = await Promise.all(
			([32, 64] as const).map(async (precision) => {
				const trainer = await plainEngine(madeUpSource, { precision }).train(spec);
				return trainer.hessianVector(vectors, positions(150));
			}),
		);
		narrow.forEach((product, m) => expect(relativeError(product, wide[m])).toBeLessThan(2 * tolerance.gradient));
		expect(relativeError(narrow[0], wide[1])).toBeGreaterThan(0.1);
	});
	test('takes the mean over the examples, however they are cut', async () => {
		const trainer = await plainEngine(madeUpSource).train(spec);
		const [whole] = await trainer.hessianVector(vectors, positions(150));
		const [first] = await trainer.hessianVector(vectors, positions(150).subarray(0, 50));
		const [rest] = await trainer.hessianVector(vectors, positions(150).subarray(50));
		const sum = first.map((value, i) => (50 * value + 100 * rest[i]) / 150);
		expect(relativeError(sum, whole)).toBeLessThan(2 * tolerance.gradient);
	});
	test('refuses vectors and examples that do not fit', async () => {
		const trainer = await plainEngine(madeUpSource).train(spec);
		const product = (wrong: readonly Float32Array[], at = positions(3)) => trainer.hessianVector(wrong, at);
		await expect(product([])).rejects.toThrow(new RangeError('vectors: expected 2 models, got 0'));
		const short = [vectors[0], new Float32Array(4)];
		await expect(product(short)).rejects.toThrow(
			new RangeError(`vectors[1]: expected ${vectors[0].length} numbers, got 4`),
		);
		await expect(product(vectors, Uint32Array.of(150))).rejects.toThrow('positions from 0 to 149, got 150');
	});
});

/** Gradient in float32 with every ReLU held on the side where it is at `middle`: dense, one example after another. */
function heldGradient(widths: readonly number[], middle: Float32Array, at: Float32Array, data: Examples): Float32Array {
	const gradient = new Float32Array(at.length);
	const places = layout(widths);
	for (let example = 0; example < data.count; example++) {
		const pixels = data.pixels.subarray(example * widths[0], (example + 1) * widths[0]);
		let open = Float32Array.from(pixels, (byte) => byte / 255);
		const inputs = [open.slice()];
		places.forEach(({ inputs: rows, outputs, weights, biases }, l) => {
			const sums = (parameters: Float32Array, from: Float32Array) =>
				Float32Array.from({ length: outputs }, (_, j) => {
					let sum = parameters[biases + j];
					for (let i = 0; i < rows; i++) sum += from[i] * parameters[weights + i * outputs + j];
					return sum;
				});
			const sides = sums(middle, open);
			const held = sums(at, inputs[l]);
			const last = l === places.length - 1;
			open = sides.map((side) => Math.max(0, side));
			inputs.push(held.map((value, j) => (last || sides[j] > 0 ? value : 0)));
		});
		const logits = inputs[places.length];
		const total = logits.reduce((sum, value) => sum + Math.exp(value), 0);
		let deltas = logits.map((value, j) => Math.exp(value) / total - (j === data.labels[example] ? 1 : 0));
		for (let l = places.length - 1; l >= 0; l--) {
			const { outputs, weights, biases } = places[l];
			const passed = deltas;
			passed.forEach((delta, j) => (gradient[biases + j] += delta / data.count));
			deltas = inputs[l].map((value, i) => {
				const row = weights + i * outputs;
				passed.forEach((delta, j) => (gradient[row + j] += (value * delta) / data.count));
				return value === 0 ? 0 : passed.reduce((sum, delta, j) => sum + delta * at[row + j], 0);
			});
		}
	}
	return gradient;
}

describe('a difference of float32 gradients', () => {
	// Twice what was measured over depths and stages of training: curvature along a vector is not known beforehand.
	const bound = 1e-3;
	const examples = 300;
	const data = madeUpDigits(examples, 1);
	const trained = async (widths: readonly number[]) => {
		const trainer = await plainEngine(madeUpSource).train(specOf({ widths, examples, batchSize: 100 }));
		await trainer.update(20);
		const parameters = await trainer.parameters();
		const [gradient] = await trainer.gradient(positions(examples));
		const vectors = [drawn(gradient.length, 1), gradient];
		const products: Float32Array[][] = [];
		for (const v of vectors) products.push(await trainer.hessianVector([v], positions(examples)));
		return { trainer, parameters, vectors, products: products.flat() };
	};

	test('keeps to the exact product where nothing has a kink', async () => {
		const { trainer, parameters, vectors, products } = await trained([784, 10]);
		for (const [index, vector] of vectors.entries()) {
			const gradientsAt = (at: readonly Float32Array[]) => {
				trainer.load(at);
				return trainer.gradient(positions(examples));
			};
			const [difference] = await differenceHessianVector(gradientsAt, parameters, [vector]);
			expect(relativeError(difference, products[index])).toBeLessThan(bound);
		}
	});
	test('keeps to it with hidden layers while ReLUs keep their sides, and not at all when they may change them', async () => {
		const widths = [784, 24, 16, 10];
		const { trainer, parameters, vectors, products } = await trained(widths);
		for (const [index, vector] of vectors.entries()) {
			const held = async ([at]: readonly Float32Array[]) => [heldGradient(widths, parameters[0], at, data)];
			const [difference] = await differenceHessianVector(held, parameters, [vector]);
			expect(relativeError(difference, products[index])).toBeLessThan(bound);
			const free = (at: readonly Float32Array[]) => {
				trainer.load(at);
				return trainer.gradient(positions(examples));
			};
			const [jumpy] = await differenceHessianVector(free, parameters, [vector]);
			expect(relativeError(jumpy, products[index])).toBeGreaterThan(10 * bound);
		}
	});
	test('along nothing is nothing, and every model has its own step', async () => {
		// g = 3θ, so that H = 3.
		const gradientsAt = async (at: readonly Float32Array[]) => at.map((model) => model.map((value) => 3 * value));
		const parameters = [Float32Array.of(1, 2), Float32Array.of(1000, 0)];
		const vectors = [Float32Array.of(0, 0), Float32Array.of(1e-6, 2e-6)];
		const [none, tiny] = await differenceHessianVector(gradientsAt, parameters, vectors);
		expect(none).toEqual(Float32Array.of(0, 0));
		expect(relativeError(tiny, [3e-6, 6e-6])).toBeLessThan(1e-4);
	});
});
