// A short race between ways of doing the same updates, where nobody can tell beforehand which is the fastest on a device.

export interface Racer<Name> {
	readonly name: Name;
	/** Makes so many updates; resolves when they are done. */
	update(count: number): Promise<unknown>;
}
/** How a racer did: milliseconds an update in its longest round. */
export interface Finish<Name> {
	readonly name: Name;
	readonly pace: number;
}

/** One racer on its way: its rounds double, so that what a call costs besides its updates counts less and less. */
class Lane<Name> {
	readonly #racer: Racer<Name>;
	#updates = 1;
	#spent = 0;
	#last = 0;
	#pace = Infinity;

	constructor(racer: Racer<Name>) {
		this.#racer = racer;
	}

	get finish(): Finish<Name> {
		return { name: this.#racer.name, pace: this.#pace };
	}

	/** Whether another round fits into its share. */
	canRun(share: number): boolean {
		return this.#spent + 2 * this.#last < share;
	}

	async round(now: () => number): Promise<void> {
		const begun = now();
		await this.#racer.update(this.#updates);
		this.#last = now() - begun;
		this.#spent += this.#last;
		this.#pace = this.#last / this.#updates;
		this.#updates *= 2;
	}
}

/**
 * Fastest first; of equal ones the first named.
 * @param racers warmed up   @param budget milliseconds, all together   @param now milliseconds, monotonic
 */
export async function race<Name>(
	racers: readonly Racer<Name>[],
	budget: number,
	now: () => number,
): Promise<Finish<Name>[]> {
	const lanes = racers.map((racer) => new Lane(racer));
	for (let running = lanes; running.length > 0;) {
		for (const lane of running) await lane.round(now);
		running = running.filter((lane) => lane.canRun(budget / lanes.length));
	}
	return lanes.map(({ finish }) => finish).sort((a, b) => a.pace - b.pace);
}
