// Faults of the plain engine's kernels in WebAssembly, compiled anew for each.
import type { Fault } from '../plant.ts';

const simd = (name: string, file: string, find: string, replace: string): Fault => ({
	name,
	file: `src/lib/engine/plain/wasm/${file}.as`,
	find,
	replace,
	test: 'tests/numerics/plain-wasm.test.ts',
	build: 'scripts/wasm.ts',
});

export const simdFaults: readonly Fault[] = [
	simd(
		'SIMD kernels skip the pixels after the last whole sixteen',
		'lists',
		'for (; i < inputs; i++) if (load<u8>(pixels + i) != 0)',
		'for (; i < inputs; i++) if (load<u8>(pixels + i) > 255)',
	),
	simd(
		'SIMD kernels divide pixels by 256',
		'lists',
		'<f32>load<u8>(pixels + i) / 255',
		'<f32>load<u8>(pixels + i) / 256',
	),
	simd('SIMD kernels have no ReLU', 'lists', 'to += x <= 0 ? 0 : WORD;', 'to += x == 0 ? 0 : WORD;'),
	simd(
		'SIMD kernels leave out the odd last entry of a list',
		'products',
		'if (index < end) even = added(',
		'if (index > end) even = added(',
	),
	simd(
		'SIMD kernels write the sixth vector of a block over the seventh',
		'products',
		's5), 5 * VECTOR);',
		's5), 6 * VECTOR);',
	),
	simd(
		'SIMD kernels leave out the last columns that fill no vector',
		'products',
		'if (j < stride) gatherPart(',
		'if (j > stride) gatherPart(',
	),
	simd(
		'SIMD kernels add the gradient of one row to the next (off by one stride)',
		'products',
		'if (k < end) gather(deltas, stride, row + k, row + end, value + k, f32x4.splat(scale), weights, weights);',
		'if (k < end) gather(deltas, stride, row + k, row + end, value + k, f32x4.splat(scale), weights, weights + (input + 1 < inputs ? stride : 0));',
	),
	simd(
		'SIMD kernels update biases from the first row alone',
		'products',
		'addRow(biases, deltas + row * stride, stride, scale);',
		'addRow(biases, deltas, stride, scale);',
	),
	simd(
		'SIMD kernels do not scatter by the scale',
		'products',
		'stride, scale * load<f32>(value + k));',
		'stride, load<f32>(value + k));',
	),
	simd(
		'SIMD kernels exchange two products on the way back',
		'products',
		'v128.shuffle<f32>(ab, cd, 0, 1, 4, 5)',
		'v128.shuffle<f32>(ab, cd, 1, 0, 4, 5)',
	),
	simd('SIMD kernels keep no movement', 'steps', 'if (momentum > 0) v128.store(movement + i, flushed(step));', ''),
	simd(
		'SIMD kernels decay weights by the share of the batch too',
		'steps',
		'const shrunk = f32x4.splat(-rate * decay);',
		'const shrunk = f32x4.splat(-rate * decay * share);',
	),
	simd(
		'SIMD kernels’ Adam keeps its second moment unweighted',
		'steps',
		'added(square, f32x4.splat(beta2), v128.load(squares + i))',
		'f32x4.add(square, v128.load(squares + i))',
	),
];
