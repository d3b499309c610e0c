// The table, sentences and doubts of the figure `shuffle`.
import { isWhole, lastOf, type CurveArm } from './curves.ts';
import type { Cell, Reading, Sentence } from './reading.ts';
import type { Result } from './result.ts';
import { shuffleArms } from './shuffle.ts';
import { differs, ENOUGH, isBelow, type Spread } from './spread.ts';

const percent = (share: number) => Number((100 * share).toFixed(1));

interface Ended extends Spread {
	readonly order: string;
}

/** Orders that were trained to the end. */
const ended = (result: Result): Ended[] =>
	shuffleArms(result)
		.filter((arm) => isWhole(arm, Number(result.settings.epochs)))
		.map((arm) => ({ order: arm.arm, ...lastOf(arm) }))
		.filter(({ count }) => count > 0);

function split(result: Result): { never: Ended | undefined; random: Ended[] } {
	const all = ended(result);
	return { never: all.find(({ order }) => order === 'never'), random: all.filter(({ order }) => order !== 'never') };
}

const cells = ({ arm, curves }: CurveArm, seed: number): Cell[][] =>
	curves.flatMap(({ model, points }) =>
		points.map(({ updates, examples, epochs, seconds, value }): Cell[] => [
			...[arm, seed + model, epochs, updates, examples, seconds, value === null ? null : percent(value)],
		]),
	);

function apart(random: readonly Ended[]): [Ended, Ended] | null {
	const pairs = random.flatMap((a, index) => random.slice(index + 1).map((b): [Ended, Ended] => [a, b]));
	return pairs.find(([a, b]) => Math.min(a.count, b.count) >= ENOUGH && differs(a, b)) ?? null;
}

const of = ({ order, mean, low, high }: Ended) => ({
	...{ order, mean: percent(mean), low: percent(low), high: percent(high) },
});

function ofRandom(random: readonly Ended[]): Sentence[] {
	if (random.length < 2) return random.map((one) => ({ key: 'one', values: of(one) }));
	const means = random.map(({ mean }) => mean);
	const seeds = Math.min(...random.map(({ count }) => count));
	const values = {
		...{ orders: random.length, low: percent(Math.min(...random.map(({ low }) => low))) },
		...{ high: percent(Math.max(...random.map(({ high }) => high))), seeds },
		...{ gap: percent(Math.max(...means) - Math.min(...means)) },
		spread: percent(Math.max(...random.map(({ low, high }) => high - low))),
	};
	if (seeds < ENOUGH) return [{ key: 'fewSeeds', values }];
	const pair = apart(random);
	if (!pair) return [{ key: 'alike', values }];
	return [{ key: 'apart', values: { ...values, first: pair[0].order, second: pair[1].order } }];
}

function ofNever(never: Ended, { settings }: Result): Sentence {
	const key = settings.sorted ? 'never' : 'neverDrawn';
	return { key, values: { ...of(never), epochs: Number(settings.epochs) } };
}

export const shuffleReading: Reading = {
	table: (result) => ({
		columns: ['order', 'seed', 'epochs', 'updates', 'examples', 'seconds', 'accuracy'],
		rows: shuffleArms(result).flatMap((arm) => cells(arm, result.seed)),
	}),
	summary(result) {
		const { never, random } = split(result);
		return [...(never ? [ofNever(never, result)] : []), ...ofRandom(random)];
	},
	disagreement(result) {
		const { never, random } = split(result);
		if (result.settings.sorted && never && random.some((one) => !isBelow(never, one))) return 'neverLearns';
		return apart(random) ? 'randomApart' : null;
	},
};
