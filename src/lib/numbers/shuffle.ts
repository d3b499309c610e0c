// Fisher–Yates (Durstenfeld 1964): every order is equally likely.
import type { Stream } from './random.ts';

/** Shuffles in place, from the last place down, and returns its argument. Takes length − 1 draws (more where one is rejected). */
export function shuffle(items: Uint32Array, stream: Stream): Uint32Array {
	for (let last = items.length - 1; last > 0; last--) {
		const chosen = stream.below(last + 1);
		const kept = items[last];
		items[last] = items[chosen];
		items[chosen] = kept;
	}
	return items;
}

/** 0 … count − 1 in ascending order. */
export function ascending(count: number): Uint32Array {
	const positions = new Uint32Array(count);
	// `Uint32Array.from` with a function takes many times as long, and a sweep of toy runs shuffles hundreds of thousands of times.
	for (let place = 0; place < count; place++) positions[place] = place;
	return positions;
}

/** 0 … count − 1 in random order. */
export const permutation = (count: number, stream: Stream): Uint32Array => shuffle(ascending(count), stream);

/** `count` different items of the pool, every choice equally likely; puts them at its front. @throws RangeError for more than there are */
export function drawn(pool: Uint32Array, count: number, stream: Stream): Uint32Array {
	if (count > pool.length) throw new RangeError(`drawn: expected at most ${pool.length} items, got ${count}`);
	for (let place = 0; place < count; place++) {
		const chosen = place + stream.below(pool.length - place);
		const kept = pool[place];
		pool[place] = pool[chosen];
		pool[chosen] = kept;
	}
	return pool.slice(0, count);
}
