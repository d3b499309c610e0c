// Times several racers in turn, so that whatever disturbs the machine disturbs all of them.

export interface Racer {
	readonly name: string;
	/** Makes `count` updates and waits for them. */
	update(count: number): Promise<unknown>;
}
export interface Times {
	/** Milliseconds an update, one an interval. */
	readonly times: number[];
	/** Updates in an interval. */
	readonly updates: number;
}
export interface Pace {
	/** Milliseconds that an interval lasts at least, where more than one update fits. */
	readonly shortest: number;
	/** Rounds wanted. */
	readonly rounds: number;
	/** Milliseconds after which no further round begins, once there are three. */
	readonly budget: number;
}
const FEWEST_ROUNDS = 3;

/** Updates that fill an interval, found by doubling; this also warms the racer up. */
async function intervalOf({ update }: Racer, shortest: number, now: () => number): Promise<number> {
	for (let updates = 1; ; updates *= 2) {
		const from = now();
		await update(updates);
		const took = now() - from;
		if (took >= shortest) return Math.max(1, Math.ceil((updates * shortest) / took));
	}
}

/** One interval of each racer a round, in turn; who begins moves on by one every round. Nothing is subtracted. */
export async function race(racers: readonly Racer[], pace: Pace, now: () => number): Promise<Times[]> {
	const updates: number[] = [];
	for (const racer of racers) updates.push(await intervalOf(racer, pace.shortest, now));
	const laps = updates.map((count) => ({ times: [] as number[], updates: count }));
	const begun = now();
	for (let round = 0; round < pace.rounds; round++) {
		if (round >= FEWEST_ROUNDS && now() - begun > pace.budget) break;
		for (let turn = 0; turn < racers.length; turn++) {
			const at = (round + turn) % racers.length;
			const from = now();
			await racers[at].update(laps[at].updates);
			laps[at].times.push((now() - from) / laps[at].updates);
		}
	}
	return laps;
}
