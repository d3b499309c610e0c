// A self-test that takes longer than it says is worse than one that leaves something out.

/** The time of a part is up. */
export class OutOfTime extends Error {
	override readonly name = 'OutOfTime';
}

export class Deadline {
	readonly #until: number;
	readonly #now: () => number;

	/** @param until by the clock `now`, milliseconds */
	constructor(until: number, now: () => number) {
		this.#until = until;
		this.#now = now;
	}

	get left(): number {
		return this.#until - this.#now();
	}

	/**
	 * What the work comes to. Work that is late is not waited for; whoever disposes of its engine ends it.
	 * @throws OutOfTime where the time is up before the work begins or before it ends
	 */
	async take<T>(work: () => Promise<T>): Promise<T> {
		if (this.left <= 0) throw new OutOfTime();
		let timer: ReturnType<typeof setTimeout> | undefined;
		const late = new Promise<never>((_, reject) => {
			timer = setTimeout(() => reject(new OutOfTime()), this.left);
		});
		const working = work();
		working.catch(() => undefined);
		return Promise.race([working, late]).finally(() => clearTimeout(timer));
	}
}
