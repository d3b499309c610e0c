// Labels that would lie on each other are pushed apart.

interface Group {
	/** Mean of where its members want to be, were they all the first. */
	readonly start: number;
	readonly count: number;
}

/**
 * Positions in the order given, at least `gap` from each other and within the range where it has room, moved as little as can be
 * (least squares). Keeps the order of wishes.
 * @param wishes finite
 */
export function apart(wishes: readonly number[], gap: number, [least, most]: readonly [number, number]): number[] {
	const order = wishes.map((_, index) => index).sort((a, b) => wishes[a]! - wishes[b]! || a - b);
	const groups: Group[] = [];
	for (const index of order) {
		let group: Group = { start: wishes[index]!, count: 1 };
		for (let above = groups.at(-1); above && above.start + above.count * gap > group.start; above = groups.at(-1)) {
			groups.pop();
			const count = above.count + group.count;
			group = { start: (above.start * above.count + (group.start - above.count * gap) * group.count) / count, count };
		}
		groups.push(group);
	}
	const free = groups.flatMap(({ start, count }) => Array.from({ length: count }, (_, place) => start + place * gap));
	const placed: number[] = [];
	for (const [rank, index] of order.entries()) {
		const highest = most - (order.length - 1 - rank) * gap;
		placed[index] = Math.max(least + rank * gap, Math.min(highest, free[rank]!));
	}
	return placed;
}
