// N9 and its caveat: trained to the same loss, the small batch does a little better on test data.
import keskar from '../../src/content/published/keskar-2017.json' with { type: 'json' };
import { gapDifferences, gapInterval, gapPairs } from '../../src/lib/series/gap.ts';
import { gapReading } from '../../src/lib/series/gap-reading.ts';
import type { Result } from '../../src/lib/series/result.ts';
import { above, below, holds, toldBy, type Claims } from './claim.ts';

const ends = (result: Result) => gapPairs(result).flatMap(({ small, full }) => [small!, full!]);

export const gap: Claims = {
	'there are five pairs or more, all trained down to the loss': (result) => {
		above(gapPairs(result).length, 4, 'pairs');
		for (const { reached, loss } of ends(result)) {
			holds(reached, 'a network was not trained to the loss');
			below(loss, 1.001 * Number(result.settings.target), 'loss');
		}
	},
	'so that both know nearly all of their training digits: it is no matter of training': (result) => {
		for (const { training } of ends(result)) above(training, 0.99, 'training accuracy');
	},
	'the small batch does better on test data, and the interval of the paired differences leaves zero out': (result) => {
		const { mean, half } = gapInterval(gapDifferences(gapPairs(result)))!;
		above(mean - half, 0, 'lower end, in percentage points');
	},
	'the full batch makes fewer updates and more epochs': (result) => {
		for (const { small, full } of gapPairs(result)) {
			below(full!.updates, small!.updates, 'updates');
			above(full!.epochs, small!.epochs, 'epochs');
		}
	},
	'so the page tells it': toldBy(gapReading(keskar), 'ahead', 'seen', 'trained'),
};
