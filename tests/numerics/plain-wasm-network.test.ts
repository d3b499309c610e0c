// A network in WebAssembly SIMD against the same in loops of 32 and of 64 bits, and what happens where there is no WebAssembly.
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Floats } from '../../src/lib/engine/plain/floats.ts';
import { Network } from '../../src/lib/engine/plain/network.ts';
import { openSimd } from '../../src/lib/engine/plain/wasm/simd.ts';
import { startWeights } from '../../src/lib/engine/start.ts';
import { madeUpDigits, relativeError, tolerance } from './cases.ts';

const EXAMPLES = 150;
const examples = madeUpDigits(EXAMPLES, 1);
const positions = Uint32Array.from({ length: EXAMPLES }, (_, i) => (i * 7) % EXAMPLES);
const whole = { examples, positions, from: 0, to: EXAMPLES };
const nets = [
	[784, 10],
	[784, 100, 10],
	[784, 31, 17, 10],
	[784, 257, 5, 3, 10],
	[784, 1, 10],
];

function gradient(network: Network, parameters: Floats, target: Floats) {
	const sums = { loss: 0, right: 0 };
	for (const slice of network.cut(whole)) network.learn(parameters, slice, target, 1 / EXAMPLES, sums);
	return { gradient: Float64Array.from(target), ...sums };
}
/** From a network's own arrays. */
function gradientOf(network: Network, widths: readonly number[]) {
	const parameters = network.array();
	parameters.set(startWeights(3, widths));
	return gradient(network, parameters, network.array());
}

describe.each(nets.map((widths) => ({ widths })))('$widths', ({ widths }) => {
	const exact = gradientOf(new Network(widths, 64), widths);

	test('SIMD and loops keep to float64', () => {
		for (const simd of [true, false]) {
			const actual = gradientOf(new Network(widths, 32, { arrays: 2, simd }), widths);
			expect(relativeError(actual.gradient, exact.gradient)).toBeLessThan(tolerance.gradient);
			expect(actual.loss / exact.loss).toBeCloseTo(1, 5);
			expect(actual.right).toBe(exact.right);
		}
	});

	test('the same again gives the same bits', () => {
		const [first, second] = [1, 2].map(() => gradientOf(new Network(widths, 32, { arrays: 2 }), widths));
		expect(second).toEqual(first);
	});

	test('arrays that the kernels do not reach give what those that they reach give', () => {
		const network = new Network(widths, 32);
		const parameters = startWeights(3, widths);
		const apart = gradient(network, parameters, new Float32Array(network.length));
		expect(relativeError(apart.gradient, exact.gradient)).toBeLessThan(tolerance.gradient);
		const moved = parameters.slice();
		for (const slice of network.cut(whole))
			network.learn(parameters, slice, moved, 1 / EXAMPLES, { loss: 0, right: 0 });
		const change = moved.map((value, i) => value - parameters[i]);
		expect(relativeError(change, exact.gradient)).toBeLessThan(1e-4);
	});
});

test('descending in place is subtracting the gradient', () => {
	const widths = [784, 31, 10];
	const slice = { ...whole, to: 100 };
	const [parameters, kept] = [1, 2]
		.map(() => new Network(widths, 32, { arrays: 2 }))
		.map((network) => {
			const start = network.array();
			start.set(startWeights(3, widths));
			return { network, start, target: network.array() };
		});
	const sums = () => ({ loss: 0, right: 0 });
	parameters.network.learn(parameters.start, slice, parameters.start, -0.5, sums());
	kept.network.learn(kept.start, slice, kept.target, 1, sums());
	const expected = kept.start.map((value, i) => value - 0.5 * kept.target[i]);
	expect(relativeError(parameters.start, expected)).toBeLessThan(1e-6);
});

test('a step whose arrays lie apart is made by loops, to the same effect', () => {
	const network = new Network([784, 10], 32, { arrays: 4 });
	const filled = (array: Floats, seed: number) => (array.set(startWeights(seed, [784, 10])), array);
	const state = (array: () => Floats) => ({
		parameters: filled(array(), 1),
		movement: filled(array(), 2),
		squares: array().fill(0.5),
		gradient: filled(array(), 3),
	});
	const [within, apart] = [state(() => network.array()), state(() => new Float32Array(network.length))];
	for (const each of [within, apart]) {
		network.move(each, { rate: 0.1, momentum: 0, share: 0.5, number: 2 }, { name: 'adam', weightDecay: 0.01 });
	}
	expect(relativeError(within.parameters, apart.parameters)).toBeLessThan(1e-6);
	expect(relativeError(within.movement, apart.movement)).toBeLessThan(1e-6);
});

test('a network hands out as many arrays as are asked for, all zero', () => {
	const network = new Network([784, 10], 32, { arrays: 2 });
	const arrays = [1, 2, 3].map(() => network.array());
	expect(new Set(arrays).size).toBe(3);
	for (const array of arrays) expect(array).toEqual(new Float32Array(network.length));
	expect(arrays[0].buffer).toBe(arrays[1].buffer);
	expect(arrays[2].buffer).not.toBe(arrays[1].buffer);
});

test('a memory has a network’s size, and those let go of make room', () => {
	const opened = openSimd(784, (store) => store.floats(100_000));
	expect(opened?.made.buffer.byteLength).toBeLessThan(65_536 * 2 + 4 * 100_000 + 65_536);
	// Each may reserve gigabytes of addresses, of which a process has not many.
	for (let made = 0; made < 300; made++) expect(openSimd(784, (store) => store.floats(1))).not.toBeNull();
});

describe('loops step in', () => {
	afterEach(() => {
		vi.unstubAllGlobals();
		vi.resetModules();
	});

	/** Loads the network anew: what it found out about WebAssembly is forgotten. */
	async function withWebAssembly(stub: unknown) {
		vi.stubGlobal('WebAssembly', stub);
		vi.resetModules();
		const fresh = await import('../../src/lib/engine/plain/network.ts');
		const actual = gradientOf(new fresh.Network(nets[1], 32, { arrays: 2 }), nets[1]);
		const loops = gradientOf(new Network(nets[1], 32, { simd: false }), nets[1]);
		expect(actual).toEqual(loops);
	}
	const refuse = (error: Error) =>
		function refused() {
			throw error;
		};
	const { Memory, Module, Instance } = WebAssembly;

	test('where there is no WebAssembly', () => withWebAssembly(undefined));
	test('where it knows no SIMD, or a security policy forbids it', () =>
		withWebAssembly({ Memory, Instance, Module: refuse(new WebAssembly.CompileError('not here')) }));
	test('where there is not so much memory in one piece', () =>
		withWebAssembly({ Module, Instance, Memory: refuse(new RangeError('could not allocate')) }));
});
