// One WebAssembly memory of fixed size, cut into typed arrays: growing it would take the arrays away from those who hold them.
import type { Floats, Store } from '../floats.ts';

const PAGE = 65_536;
/** Bytes of a cache line. Arrays begin at its multiples, so that an array's whole vectors never reach into the next array. */
const LINE = 64;
const WORD = 4;

const inLines = (length: number): number => Math.ceil((length * WORD) / LINE) * LINE;

/** Hands out empty arrays and sums up the bytes that they should have had. */
class Counter implements Store {
	bytes = 0;

	floats(length: number): Floats {
		this.bytes += inLines(length);
		return new Float32Array();
	}

	integers(length: number): Int32Array {
		this.bytes += inLines(length);
		return new Int32Array();
	}

	holds(): boolean {
		return true;
	}
}

/** Float32 only. */
export class Arena implements Store {
	readonly memory: WebAssembly.Memory;
	/** Bytes; where the next array begins. The first page is left to the kernels' compiler. */
	#next = PAGE;

	/** @param bytes to be handed out   @throws RangeError where the machine has no such memory */
	constructor(bytes: number) {
		this.memory = new WebAssembly.Memory({ initial: Math.ceil((PAGE + bytes) / PAGE) });
	}

	/** One that is just large enough for what `make` takes. */
	static for(make: (store: Store) => unknown): Arena {
		const counter = new Counter();
		make(counter);
		return new Arena(counter.bytes);
	}

	floats(length: number): Float32Array {
		return new Float32Array(this.memory.buffer, this.#take(length), length);
	}

	integers(length: number): Int32Array {
		return new Int32Array(this.memory.buffer, this.#take(length), length);
	}

	holds(array: Floats): boolean {
		return array.buffer === this.memory.buffer;
	}

	#take(length: number): number {
		const first = this.#next;
		this.#next += inLines(length);
		return first;
	}
}
