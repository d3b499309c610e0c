// Hands work to the device in stretches: long enough to be worth a submission, short enough that a stop is heard.

/** Milliseconds. Below SHORT a stretch grows; above LONG it shrinks. */
const SHORT = 16;
const LONG = 250;

export class Pacer {
	readonly #most: number;
	#size = 1;
	#pace = Infinity;

	/** @param most longest stretch */
	constructor(most = Infinity) {
		this.#most = most;
	}

	/**
	 * Has `count` pieces of work recorded, with at most two stretches waiting on the device. Does not wait for the last ones: reading
	 * a result does.
	 * @param record hands the device so many pieces more, after `made` others
	 * @param finished resolves when the device has done all that was recorded before the call
	 */
	async run(count: number, record: (size: number, made: number) => void, finished: () => Promise<void>): Promise<void> {
		let before: Promise<void> | null = null;
		for (let made = 0; made < count;) {
			const begun = performance.now();
			const size = Math.min(this.#size, count - made);
			record(size, made);
			made += size;
			if (made === count) return;
			const done = finished();
			// Where the device is lost, reading a result tells.
			done.catch(() => undefined);
			await before;
			if (before) this.#adapt(performance.now() - begun, size);
			before = done;
		}
	}

	// A browser that looks for finished work only every 100 ms makes short stretches slow: growing helps there although they last long.
	#adapt(took: number, size: number): void {
		const pace = took / size;
		const helped = pace < 0.75 * this.#pace;
		this.#pace = pace;
		if (took > LONG) this.#size = Math.ceil(this.#size / 2);
		else if (took < SHORT || (helped && took < LONG / 2)) this.#size = Math.min(this.#most, this.#size * 2);
	}
}
