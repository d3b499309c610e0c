// Where a loss of one dimension has its two valleys, and the barrier between them.
import type { Landscape, Parameters } from './landscape.ts';

export interface Valleys {
	readonly left: number;
	readonly barrier: number;
	readonly right: number;
}

/** The book's landscapes have all their valleys in here. */
const [FROM, TO, PIECES] = [-3, 3, 300];
/** Halvings that leave less than float64 can tell. */
const HALVINGS = 60;

/** The place between two others at which the slope changes its sign. */
function flatPlace(slope: (w: number) => number, from: number, to: number): number {
	const rises = slope(to) > 0;
	let [low, high] = [from, to];
	for (let halving = 0; halving < HALVINGS; halving++) {
		const middle = (low + high) / 2;
		if (slope(middle) > 0 === rises) high = middle;
		else low = middle;
	}
	return (low + high) / 2;
}

/** @throws RangeError where the loss has not exactly two minima */
export function valleysOf(landscape: Landscape, parameters: Parameters): Valleys {
	const slope = (w: number) => landscape.gradient([w], parameters)[0];
	const places = Array.from({ length: PIECES + 1 }, (_, piece) => FROM + ((TO - FROM) * piece) / PIECES);
	const slopes = places.map(slope);
	const changes = places.slice(1).filter((_, piece) => slopes[piece] > 0 !== slopes[piece + 1] > 0);
	if (changes.length !== 3 || slopes[0] > 0)
		throw new RangeError(`valleys: expected two minima and a barrier, got ${changes.length} flat places`);
	const [left, barrier, right] = changes.map((to) => flatPlace(slope, to - (TO - FROM) / PIECES, to));
	return { left, barrier, right };
}
