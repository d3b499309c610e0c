// What of a layer's inputs is not zero, by row and by input.
import { WORD } from './vectors';

/** Lists what is not zero of one example's pixels, [inputs] bytes, divided by 255, behind `filled` entries. Returns how many there are then. */
export function readPixels(pixels: usize, inputs: usize, index: usize, value: usize, filled: usize): usize {
	let to = filled * WORD;
	let i: usize = 0;
	for (; i + 16 <= inputs; i += 16) {
		const zero = i8x16.eq(v128.load(pixels + i), i8x16.splat(0));
		for (let left = 0xffff ^ i8x16.bitmask(zero); left != 0; left &= left - 1) {
			to = listed(pixels, i + ctz(left), index, value, to);
		}
	}
	for (; i < inputs; i++) if (load<u8>(pixels + i) != 0) to = listed(pixels, i, index, value, to);
	return to / WORD;
}
function listed(pixels: usize, i: usize, index: usize, value: usize, to: usize): usize {
	store<i32>(index + to, <i32>i);
	store<f32>(value + to, <f32>load<u8>(pixels + i) / 255);
	return to + WORD;
}

/** Lists max(0, x) of dense [rows, inputs]. NaN passes. */
export function readPositive(
	dense: usize,
	rows: usize,
	inputs: usize,
	starts: usize,
	index: usize,
	value: usize,
): void {
	let to: usize = 0;
	for (let row: usize = 0; row < rows; row++) {
		for (let i: usize = 0; i < inputs; i++) {
			const x = load<f32>(dense);
			dense += WORD;
			store<i32>(index + to, <i32>i);
			store<f32>(value + to, x);
			// Written in any case, kept if not passed over: no branch that half of all units would mispredict.
			to += x <= 0 ? 0 : WORD;
		}
		starts += WORD;
		store<i32>(starts, <i32>(to / WORD));
	}
}

/** Sorts the rows' entries by input, rows ascending within one. sorted: int32 [inputs + 2], of which the first inputs + 1 become starts. */
export function transpose(
	rows: usize,
	inputs: usize,
	starts: usize,
	index: usize,
	value: usize,
	sorted: usize,
	row: usize,
	sortedValue: usize,
): void {
	memory.fill(sorted, 0, (inputs + 2) * WORD);
	const filled = <usize>load<u32>(starts + rows * WORD) * WORD;
	// Counted two places up, so that while entries are placed sorted[i + 1] is where input i's next one goes.
	for (let k: usize = 0; k < filled; k += WORD) {
		const count = sorted + <usize>load<u32>(index + k) * WORD;
		store<i32>(count, load<i32>(count, 2 * WORD) + 1, 2 * WORD);
	}
	let total = 0;
	for (let i: usize = 2; i < inputs + 2; i++) {
		total += load<i32>(sorted + i * WORD);
		store<i32>(sorted + i * WORD, total);
	}
	let k: usize = 0;
	for (let r: usize = 0; r < rows; r++) {
		starts += WORD;
		for (const end = <usize>load<u32>(starts) * WORD; k < end; k += WORD) {
			const next = sorted + <usize>load<u32>(index + k) * WORD;
			const place = <usize>load<u32>(next, WORD);
			store<i32>(next, <i32>place + 1, WORD);
			store<i32>(row + place * WORD, <i32>r);
			store<f32>(sortedValue + place * WORD, load<f32>(value + k));
		}
	}
}
