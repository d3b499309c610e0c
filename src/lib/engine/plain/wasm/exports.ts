// The compiled kernels as they are called: addresses in bytes, counts, and factors. Each is described where it is written, in *.as.
import { binary } from './binary.ts';

export interface Exports {
	readPixels(pixels: number, inputs: number, index: number, value: number, filled: number): number;
	readPositive(dense: number, rows: number, inputs: number, starts: number, index: number, value: number): void;
	transpose(
		rows: number,
		inputs: number,
		starts: number,
		index: number,
		value: number,
		sorted: number,
		row: number,
		sortedValue: number,
	): void;
	forward(
		weights: number,
		biases: number,
		width: number,
		rows: number,
		starts: number,
		index: number,
		value: number,
		outputs: number,
	): void;
	backward(
		weights: number,
		width: number,
		inputs: number,
		rows: number,
		starts: number,
		index: number,
		deltas: number,
		previous: number,
	): void;
	accumulate(
		weights: number,
		width: number,
		inputs: number,
		sorted: number,
		row: number,
		value: number,
		deltas: number,
		scale: number,
	): void;
	scatter(
		weights: number,
		width: number,
		rows: number,
		starts: number,
		index: number,
		value: number,
		deltas: number,
		scale: number,
	): void;
	accumulateBiases(biases: number, width: number, rows: number, deltas: number, scale: number): void;
	moveBySum(
		parameters: number,
		movement: number,
		gradient: number,
		length: number,
		rate: number,
		momentum: number,
		share: number,
		decay: number,
	): void;
	moveByMoments(
		parameters: number,
		movement: number,
		squares: number,
		gradient: number,
		length: number,
		rate: number,
		root: number,
		share: number,
		decay: number,
		beta1: number,
		rest1: number,
		beta2: number,
		rest2: number,
		epsilon: number,
	): void;
}

/** undefined until first asked for; null where there is no WebAssembly SIMD. */
let module: WebAssembly.Module | null | undefined;

/** Compiled at once, not in time: 4 kB take a millisecond, and no caller has to wait. */
function compiled(): WebAssembly.Module | null {
	try {
		return new WebAssembly.Module(Uint8Array.from(atob(binary), (character) => character.charCodeAt(0)));
	} catch {
		// No WebAssembly, none with SIMD, or a page whose security policy forbids it: loops do the same.
		return null;
	}
}

/** The kernels over a memory. */
export function exportsOver(memory: WebAssembly.Memory): Exports | null {
	if (module === undefined) module = compiled();
	return module && (new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports);
}
