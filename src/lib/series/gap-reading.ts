// The table, sentences and doubts of the figure `gap`.
import { mean } from '../numbers/statistics.ts';
import {
	ENOUGH_PAIRS,
	gapDifferences,
	gapInterval,
	gapPairs,
	publishedDifferences,
	type GapArmName,
	type GapEnd,
	type GapPair,
	type PublishedGap,
} from './gap.ts';
import type { Cell, Reading, Sentence } from './reading.ts';
import type { Result } from './result.ts';

const percent = (share: number) => Number((100 * share).toFixed(2));
const points = (difference: number) => Number(difference.toFixed(2));

const cells = (
	arm: GapArmName,
	pair: number,
	seed: number,
	{ test, training, loss, updates, epochs, reached }: GapEnd,
) => [
	...[pair + 1, seed + pair, arm, updates, epochs, Number(loss.toPrecision(3)), reached ? 'yes' : 'no'],
	...[percent(training), percent(test)],
];
const rows = ({ pair, small, full }: GapPair, seed: number): Cell[][] => [
	...(small ? [cells('small', pair, seed, small)] : []),
	...(full ? [cells('full', pair, seed, full)] : []),
];

const endsOf = (pairs: readonly GapPair[], arm: GapArmName): GapEnd[] => pairs.flatMap((pair) => pair[arm] ?? []);

/** What both arms were trained to, and with how much work. */
function trained(pairs: readonly GapPair[], { settings }: Result): Sentence[] {
	const [small, full] = [endsOf(pairs, 'small'), endsOf(pairs, 'full')];
	if (small.length === 0 || full.length === 0) return [];
	const middle = (ends: readonly GapEnd[], key: 'updates' | 'training') => mean(ends.map((end) => end[key]));
	const values = {
		...{ target: Number(settings.target), smallUpdates: Math.round(middle(small, 'updates')) },
		...{ fullUpdates: Math.round(middle(full, 'updates')) },
		...{ smallTraining: percent(middle(small, 'training')), fullTraining: percent(middle(full, 'training')) },
	};
	const all = [...small, ...full].every(({ reached }) => reached);
	return [{ key: all ? 'trained' : 'notAllTrained', values }];
}

function found(pairs: readonly GapPair[], { settings }: Result): Sentence[] {
	const whole = pairs.filter(({ small, full }) => small && full);
	const differences = gapDifferences(whole);
	if (differences.length === 0) return [];
	const middle = (arm: GapArmName) => percent(mean(endsOf(whole, arm).map(({ test }) => test)));
	const interval = gapInterval(differences);
	const values = {
		...{ batchSize: Number(settings.batchSize), examples: Number(settings.examples), pairs: differences.length },
		...{ small: middle('small'), full: middle('full'), difference: points(Math.abs(mean(differences))) },
		better: differences.filter((difference) => difference > 0).length,
	};
	const sentence: Sentence = { key: mean(differences) > 0 ? 'ahead' : 'behind', values };
	if (!interval) return [sentence, { key: 'fewPairs', values: { pairs: differences.length, enough: ENOUGH_PAIRS } }];
	const { half } = interval;
	const ends = { low: points(interval.mean - half), high: points(interval.mean + half) };
	const key = ends.low > 0 ? 'seen' : ends.high < 0 ? 'reversed' : 'unclear';
	return [sentence, { key, values: ends }];
}

function ofPublished(published: PublishedGap): Sentence {
	const differences = publishedDifferences(published);
	const [{ data, test }] = published.networks;
	const values = { data, small: test[0][0], large: test[1][0], difference: differences[0] };
	return { key: 'published', values: { ...values, least: Math.min(...differences), most: Math.max(...differences) } };
}

export const gapReading = (published: PublishedGap): Reading => ({
	table: (result) => ({
		columns: ['pair', 'seed', 'arm', 'updates', 'epochs', 'loss', 'reached', 'training', 'test'],
		rows: gapPairs(result).flatMap((pair) => rows(pair, result.seed)),
	}),
	summary(result) {
		const pairs = gapPairs(result);
		const sentences = found(pairs, result);
		return sentences.length > 0 ? [...sentences, ...trained(pairs, result), ofPublished(published)] : [];
	},
	/** Against N9: with pairs enough the small batch is not shown to do better. */
	disagreement(result) {
		const interval = gapInterval(gapDifferences(gapPairs(result)));
		if (!interval || interval.mean - interval.half > 0) return null;
		return interval.mean + interval.half < 0 ? 'reversed' : 'unclear';
	},
});
