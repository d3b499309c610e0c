// N2 and its caveat: order matters for sorted digits, and the ways of drawing at random hardly differ.
import { curveArms, lastOf } from '../../src/lib/series/curves.ts';
import type { Result } from '../../src/lib/series/result.ts';
import { shuffleReading } from '../../src/lib/series/shuffle-reading.ts';
import { differs, ENOUGH, isBelow, type Spread } from '../../src/lib/series/spread.ts';
import { above, below, holds, toldBy, type Claims } from './claim.ts';

const RANDOM = ['once', 'epoch', 'replacement'];
const endsOf = (result: Result) => {
	const ends = new Map(curveArms(result, 'validationAccuracy', 'order').map((arm) => [arm.arm, lastOf(arm)]));
	const end = (order: string): Spread => ends.get(order)!;
	return { never: end('never'), random: RANDOM.map(end) };
};

export const shuffle: Claims = {
	'every order was trained with three seeds or more': (result) => {
		const { never, random } = endsOf(result);
		for (const end of [never, ...random]) above(end.count, ENOUGH - 1, 'seeds');
	},
	'never shuffled, label-sorted digits are hardly learnt: under 35 %': (result) => {
		below(endsOf(result).never.high, 0.35);
	},
	'shuffled in any way they are learnt: over 85 % in the mean, every run better than any unshuffled one': (result) => {
		const { never, random } = endsOf(result);
		for (const end of random) {
			above(end.mean, 0.85);
			holds(isBelow(never, end), 'an unshuffled run is better than a shuffled one');
		}
	},
	'the three ways of shuffling do not differ beyond their spread': (result) => {
		const { random } = endsOf(result);
		for (const a of random) for (const b of random) holds(!differs(a, b), `${a.mean} differs from ${b.mean}`);
	},
	'so the page tells it': toldBy(shuffleReading, 'never', 'alike'),
};
