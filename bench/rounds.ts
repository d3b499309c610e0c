// Times several racers in turn, so that whatever disturbs the machine disturbs all of them.

export interface Racer {
	readonly name: string;
	/** Makes `count` updates and waits for them. */
	update(count: number): Promise<unknown>;
}
export interface Times {
	/** Milliseconds an update, one an interval. */
	readonly times: number[];
	/** Updates in the last interval; after one that proved too short there are more. */
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

/** Updates that fill an interval, found by doubling until one lasts long enough twice in a row; this also warms the racer up. */
async function intervalOf({ update }: Racer, shortest: number, now: () => number): Promise<number> {
	const timed = async (updates: number) => {
		const from = now();
		await update(updates);
		return now() - from;
	};
	for (let updates = 1; ; updates *= 2) {
		const first = await timed(updates);
		if (first < shortest) continue;
		// One long interval alone may have been disturbed.
		const took = updates === 1 && first >= 2 * shortest ? first : Math.min(first, await timed(updates));
		if (took >= shortest) return Math.max(1, Math.ceil((updates * shortest) / took));
	}
}

/**
 * One interval of each racer a round, in turn; who begins moves on by one every round. Nothing is subtracted.
 * @param settle called before each interval, outside its time: clears away what the racer before has left
 */
export async function race(
	racers: readonly Racer[],
	pace: Pace,
	now: () => number,
	settle: () => void = () => undefined,
): Promise<Times[]> {
	const updates: number[] = [];
	for (const racer of racers) updates.push(await intervalOf(racer, pace.shortest, now));
	const laps = updates.map((count) => ({ times: [] as number[], updates: count }));
	const begun = now();
	for (let round = 0; round < pace.rounds; round++) {
		if (round >= FEWEST_ROUNDS && now() - begun > pace.budget) break;
		for (let turn = 0; turn < racers.length; turn++) {
			const at = (round + turn) % racers.length;
			settle();
			const from = now();
			await racers[at].update(laps[at].updates);
			const took = now() - from;
			laps[at].times.push(took / laps[at].updates);
			if (took < pace.shortest) laps[at].updates = Math.ceil((laps[at].updates * pace.shortest) / Math.max(took, 1));
		}
	}
	return laps;
}
