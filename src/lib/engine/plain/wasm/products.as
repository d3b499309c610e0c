// A layer's three products over listed inputs.
import { added, loadPart, storePart, VECTOR, WORD } from './vectors';

/** Bytes of eight vectors: as many sums as stay in registers beside their factors. */
const BLOCK: usize = 8 * VECTOR;

/** One block of gather. */
function gatherBlock(
	table: usize,
	stride: usize,
	index: usize,
	end: usize,
	value: usize,
	scale: v128,
	base: usize,
	to: usize,
): void {
	let s0 = f32x4.splat(0);
	let s1 = s0;
	let s2 = s0;
	let s3 = s0;
	let s4 = s0;
	let s5 = s0;
	let s6 = s0;
	let s7 = s0;
	for (; index < end; index += WORD) {
		const x = v128.load32_splat(value);
		value += WORD;
		const row = table + <usize>load<u32>(index) * stride;
		s0 = added(s0, x, v128.load(row));
		s1 = added(s1, x, v128.load(row, VECTOR));
		s2 = added(s2, x, v128.load(row, 2 * VECTOR));
		s3 = added(s3, x, v128.load(row, 3 * VECTOR));
		s4 = added(s4, x, v128.load(row, 4 * VECTOR));
		s5 = added(s5, x, v128.load(row, 5 * VECTOR));
		s6 = added(s6, x, v128.load(row, 6 * VECTOR));
		s7 = added(s7, x, v128.load(row, 7 * VECTOR));
	}
	v128.store(to, added(v128.load(base), scale, s0));
	v128.store(to, added(v128.load(base, VECTOR), scale, s1), VECTOR);
	v128.store(to, added(v128.load(base, 2 * VECTOR), scale, s2), 2 * VECTOR);
	v128.store(to, added(v128.load(base, 3 * VECTOR), scale, s3), 3 * VECTOR);
	v128.store(to, added(v128.load(base, 4 * VECTOR), scale, s4), 4 * VECTOR);
	v128.store(to, added(v128.load(base, 5 * VECTOR), scale, s5), 5 * VECTOR);
	v128.store(to, added(v128.load(base, 6 * VECTOR), scale, s6), 6 * VECTOR);
	v128.store(to, added(v128.load(base, 7 * VECTOR), scale, s7), 7 * VECTOR);
}
/** One vector of gather. Two sums take turns: an addition need not wait for the one before. */
function gatherVector(
	table: usize,
	stride: usize,
	index: usize,
	end: usize,
	value: usize,
	scale: v128,
	base: usize,
	to: usize,
): void {
	let even = f32x4.splat(0);
	let odd = even;
	for (; index + WORD < end; index += 2 * WORD) {
		even = added(even, v128.load32_splat(value), v128.load(table + <usize>load<u32>(index) * stride));
		odd = added(odd, v128.load32_splat(value, WORD), v128.load(table + <usize>load<u32>(index, WORD) * stride));
		value += 2 * WORD;
	}
	if (index < end) even = added(even, v128.load32_splat(value), v128.load(table + <usize>load<u32>(index) * stride));
	v128.store(to, added(v128.load(base), scale, f32x4.add(even, odd)));
}
/** The last 1 … 3 columns of gather. */
function gatherPart(
	table: usize,
	stride: usize,
	index: usize,
	end: usize,
	value: usize,
	scale: v128,
	base: usize,
	to: usize,
): void {
	const count = (stride / WORD) & 3;
	let sum = f32x4.splat(0);
	for (; index < end; index += WORD) {
		sum = added(sum, v128.load32_splat(value), loadPart(table + <usize>load<u32>(index) * stride, count));
		value += WORD;
	}
	storePart(to, count, added(loadPart(base, count), scale, sum));
}
/** to ← base + scale · Σ over the list of value · table's row `index`. All rows have `stride` bytes; `index` … `end` is one list. */
function gather(
	table: usize,
	stride: usize,
	index: usize,
	end: usize,
	value: usize,
	scale: v128,
	base: usize,
	to: usize,
): void {
	const whole = stride & ~(VECTOR - 1);
	let j: usize = 0;
	for (; j + BLOCK <= whole; j += BLOCK) gatherBlock(table + j, stride, index, end, value, scale, base + j, to + j);
	for (; j < whole; j += VECTOR) gatherVector(table + j, stride, index, end, value, scale, base + j, to + j);
	if (j < stride) gatherPart(table + j, stride, index, end, value, scale, base + j, to + j);
}

/** outputs [rows, width] ← inputs · W + b */
export function forward(
	weights: usize,
	biases: usize,
	width: usize,
	rows: usize,
	starts: usize,
	index: usize,
	value: usize,
	outputs: usize,
): void {
	const stride = width * WORD;
	let k: usize = 0;
	for (let row: usize = 0; row < rows; row++) {
		starts += WORD;
		const end = <usize>load<u32>(starts) * WORD;
		gather(weights, stride, index + k, index + end, value + k, f32x4.splat(1), biases, outputs);
		k = end;
		outputs += stride;
	}
}

/** W += scale · inputsᵀ · deltas, each row once: the inputs are listed by `transpose`. */
export function accumulate(
	weights: usize,
	width: usize,
	inputs: usize,
	sorted: usize,
	row: usize,
	value: usize,
	deltas: usize,
	scale: f32,
): void {
	const stride = width * WORD;
	let k: usize = 0;
	for (let input: usize = 0; input < inputs; input++) {
		sorted += WORD;
		const end = <usize>load<u32>(sorted) * WORD;
		if (k < end) gather(deltas, stride, row + k, row + end, value + k, f32x4.splat(scale), weights, weights);
		k = end;
		weights += stride;
	}
}

/** The same from lists by row: a row of W is written as often as its input is listed. */
export function scatter(
	weights: usize,
	width: usize,
	rows: usize,
	starts: usize,
	index: usize,
	value: usize,
	deltas: usize,
	scale: f32,
): void {
	const stride = width * WORD;
	let k: usize = 0;
	for (let row: usize = 0; row < rows; row++) {
		starts += WORD;
		for (const end = <usize>load<u32>(starts) * WORD; k < end; k += WORD) {
			addRow(weights + <usize>load<u32>(index + k) * stride, deltas, stride, scale * load<f32>(value + k));
		}
		deltas += stride;
	}
}
/** b += scale · Σ over rows of deltas */
export function accumulateBiases(biases: usize, width: usize, rows: usize, deltas: usize, scale: f32): void {
	const stride = width * WORD;
	for (let row: usize = 0; row < rows; row++) addRow(biases, deltas + row * stride, stride, scale);
}
function addRow(to: usize, from: usize, stride: usize, scale: f32): void {
	const whole = stride & ~(VECTOR - 1);
	const factor = f32x4.splat(scale);
	let j: usize = 0;
	for (; j < whole; j += VECTOR) v128.store(to + j, added(v128.load(to + j), factor, v128.load(from + j)));
	if (j == stride) return;
	const count = (stride / WORD) & 3;
	storePart(to + j, count, added(loadPart(to + j, count), factor, loadPart(from + j, count)));
}

/** previous [rows, inputs] ← (deltas · Wᵀ) where an input is listed, else 0. Four inputs at once share what is loaded of the deltas. */
export function backward(
	weights: usize,
	width: usize,
	inputs: usize,
	rows: usize,
	starts: usize,
	index: usize,
	deltas: usize,
	previous: usize,
): void {
	const stride = width * WORD;
	memory.fill(previous, 0, rows * inputs * WORD);
	let k = index;
	for (let row: usize = 0; row < rows; row++) {
		starts += WORD;
		const end = index + <usize>load<u32>(starts) * WORD;
		for (; k < end; k += 4 * WORD) {
			// Past the list's end its last input is taken again, to the same effect.
			const last = end - WORD;
			const a = <usize>load<u32>(k);
			const b = <usize>load<u32>(min(k + WORD, last));
			const c = <usize>load<u32>(min(k + 2 * WORD, last));
			const d = <usize>load<u32>(min(k + 3 * WORD, last));
			const sums = dots(
				deltas,
				stride,
				weights + a * stride,
				weights + b * stride,
				weights + c * stride,
				weights + d * stride,
			);
			v128.store32_lane(previous + a * WORD, sums, 0);
			v128.store32_lane(previous + b * WORD, sums, 1);
			v128.store32_lane(previous + c * WORD, sums, 2);
			v128.store32_lane(previous + d * WORD, sums, 3);
		}
		k = end;
		deltas += stride;
		previous += inputs * WORD;
	}
}
/** Products of the row x with the rows a, b, c, d. */
function dots(x: usize, stride: usize, a: usize, b: usize, c: usize, d: usize): v128 {
	const whole = stride & ~(VECTOR - 1);
	let sa = f32x4.splat(0);
	let sb = sa;
	let sc = sa;
	let sd = sa;
	let j: usize = 0;
	for (; j < whole; j += VECTOR) {
		const factor = v128.load(x + j);
		sa = added(sa, factor, v128.load(a + j));
		sb = added(sb, factor, v128.load(b + j));
		sc = added(sc, factor, v128.load(c + j));
		sd = added(sd, factor, v128.load(d + j));
	}
	if (j < stride) {
		const count = (stride / WORD) & 3;
		const factor = loadPart(x + j, count);
		sa = added(sa, factor, loadPart(a + j, count));
		sb = added(sb, factor, loadPart(b + j, count));
		sc = added(sc, factor, loadPart(c + j, count));
		sd = added(sd, factor, loadPart(d + j, count));
	}
	const ab = f32x4.add(v128.shuffle<f32>(sa, sb, 0, 4, 1, 5), v128.shuffle<f32>(sa, sb, 2, 6, 3, 7));
	const cd = f32x4.add(v128.shuffle<f32>(sc, sd, 0, 4, 1, 5), v128.shuffle<f32>(sc, sd, 2, 6, 3, 7));
	return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}
