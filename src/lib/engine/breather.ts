// Long computations on one thread let messages (pause, stop, page hidden) in every now and then.

/** Resolves in a later task of the event loop, after messages that already wait. Costs microseconds, unlike a timer's clamped 4 ms. */
function nextTask(): Promise<void> {
	return new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => {
			// An open port would keep Node from ending.
			port1.close();
			resolve();
		};
		port2.postMessage(null);
	});
}

/** Says when it is time to breathe: `if (breather.due) await breather.breathe();` costs nothing between. */
export class Breather {
	readonly #interval: number;
	#since = performance.now();

	/** @param interval milliseconds of work between two breaths */
	constructor(interval = 16) {
		this.#interval = interval;
	}

	get due(): boolean {
		return performance.now() - this.#since >= this.#interval;
	}

	async breathe(): Promise<void> {
		await nextTask();
		this.#since = performance.now();
	}
}
