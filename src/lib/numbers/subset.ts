// Which examples of a pool are trained on and which are held back.
import { Stream } from './random.ts';
import { ascending, permutation } from './shuffle.ts';

export interface Subset {
	/** Positions within the pool, [examples]: the first of the shuffled pool. */
	readonly training: Uint32Array;
	/** Positions within the pool, [validation]: the last of the shuffled pool. */
	readonly validation: Uint32Array;
}

/**
 * Draws two sets without a common member.
 * @param pool number of examples to draw from   @param seed 0 … 2³² − 1, or null for the pool's own order
 * @throws RangeError where the pool is too small
 */
export function subset(pool: number, examples: number, validation: number, seed: number | null): Subset {
	if (examples < 0 || validation < 0 || !(examples + validation <= pool)) {
		throw new RangeError(`subset: expected at most ${pool} examples, got ${examples} + ${validation}`);
	}
	const order = seed === null ? ascending(pool) : permutation(pool, new Stream(seed, 'subset'));
	return { training: order.slice(0, examples), validation: order.slice(pool - validation) };
}
