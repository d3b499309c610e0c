// A layer's working memory between guards, and made-up numbers to compute with: for the tests of the plain engine's kernels.
import type { Examples } from '../../src/lib/datasets/dataset.ts';
import type { LayerPlace } from '../../src/lib/engine/layout.ts';
import type { Floats, Store } from '../../src/lib/engine/plain/floats.ts';
import { type SparseColumns, sparseColumns, type SparseRows, sparseRows } from '../../src/lib/engine/plain/sparse.ts';
import type { State } from '../../src/lib/engine/plain/step.ts';
import { Stream } from '../../src/lib/numbers/random.ts';

/** Bits that no kernel writes. */
const GUARD = 0x5a5a5a5a;
/** Numbers in a cache line, at whose multiples an arena's arrays begin. */
const LINE = 16;

/** A store whose arrays lie between guards, without a gap. */
export class GuardedStore implements Store {
	readonly #store: Store;
	readonly #guards: Int32Array[] = [];

	constructor(store: Store) {
		this.#store = store;
		this.#guard(store.integers(LINE), 0);
	}

	floats(length: number): Floats {
		const array = this.#store.floats(this.#padded(length));
		if (array instanceof Float32Array) this.#guard(array, length);
		return array.subarray(0, length);
	}

	integers(length: number): Int32Array {
		const array = this.#store.integers(this.#padded(length));
		this.#guard(array, length);
		return array.subarray(0, length);
	}

	holds(array: Floats): boolean {
		return this.#store.holds(array);
	}

	/** How many guards were overrun. */
	get overrun(): number {
		return this.#guards.filter((guard) => guard.some((word) => word !== GUARD)).length;
	}

	/** At least a line more, up to a line's end. */
	#padded(length: number): number {
		return (Math.ceil(length / LINE) + 1) * LINE;
	}

	#guard(array: Int32Array | Float32Array, from: number): void {
		if (array.length === 0) return;
		const guard = new Int32Array(array.buffer, array.byteOffset + from * array.BYTES_PER_ELEMENT, array.length - from);
		this.#guards.push(guard.fill(GUARD));
	}
}

export interface Shape {
	readonly rows: number;
	readonly inputs: number;
	readonly outputs: number;
}
/** One layer, alone in its parameters. */
export const placeOf = ({ inputs, outputs }: Shape): LayerPlace => ({
	inputs,
	outputs,
	weights: 0,
	biases: inputs * outputs,
});
export interface Workspace {
	readonly guarded: GuardedStore;
	readonly parameters: Floats;
	readonly inputs: SparseRows;
	readonly columns: SparseColumns;
	/** [rows, inputs] */
	readonly dense: Floats;
	/** [rows, outputs] */
	readonly outputs: Floats;
}
export function workspace(store: Store, { rows, inputs, outputs }: Shape): Workspace {
	const guarded = new GuardedStore(store);
	return {
		guarded,
		parameters: guarded.floats((inputs + 1) * outputs),
		inputs: sparseRows(guarded, rows, inputs),
		columns: sparseColumns(guarded, rows, inputs),
		dense: guarded.floats(rows * inputs),
		outputs: guarded.floats(rows * outputs),
	};
}
export interface Moved extends State {
	readonly guarded: GuardedStore;
}
export function moved(store: Store, length: number): Moved {
	const guarded = new GuardedStore(store);
	// A step may write whole vectors, to the same effect as if the array were longer.
	const array = () => guarded.floats(Math.ceil(length / 4) * 4).subarray(0, length);
	return { guarded, parameters: array(), movement: array(), squares: array(), gradient: array() };
}

/** Numbers of float32 between −1 and 1, the same for the same seed. */
export function numbers(length: number, seed: number): Float32Array {
	const random = new Stream(seed, 'subset', 3);
	return Float32Array.from({ length }, () => 2 * random.uniform() - 1);
}

/** One picture more than rows, with zeros; the first is all ink, the second has none. */
export function pictures({ rows, inputs }: Shape, seed: number): Examples {
	const random = new Stream(seed, 'subset', 4);
	const pixels = Uint8Array.from({ length: (rows + 1) * inputs }, (_, i) => {
		if (i < 2 * inputs) return i < inputs ? 1 + random.below(255) : 0;
		return random.uniform() < 0.2 ? 1 + random.below(255) : 0;
	});
	return { count: rows + 1, pixels, labels: new Uint8Array(rows + 1) };
}
