// The table, sentences and doubts of the figure `cooldown`.
import { optimum, pointsOf } from '../landscapes/regression.ts';
import { median, quantile } from '../numbers/statistics.ts';
import { armsOf, lastDistances, pathLength, stepsAway, type Arm } from './cooldown.ts';
import type { Cell, Reading, Sentence, Table } from './reading.ts';
import type { Result } from './result.ts';

/** Ends nearer to each other than this, in first distances, are not told apart. */
const SAME = 0.01;

const percent = (share: number): number => Number((100 * share).toPrecision(2));
const rounded = (value: number): number => Number(value.toPrecision(2));
const leftOf = ({ distance }: Arm): number => distance.at(-1) ?? NaN;

function tableOf(result: Result): Table {
	const rows = armsOf(result).flatMap(({ name, examples, w, b, loss, distance }) =>
		distance.map((left, update): Cell[] => [name, update, examples[update], w[update], b[update], loss[update], left]),
	);
	return { columns: ['arm', 'update', 'examples', 'w', 'b', 'loss', 'distance'], rows };
}

function winner(small: Arm, full: Arm): Sentence {
	const [near, far] = [leftOf(small), leftOf(full)].map(percent);
	const values = { batch: small.batchSize, left: near, fullLeft: far };
	if (Math.abs(leftOf(small) - leftOf(full)) < SAME) return { key: 'nobody', values };
	return { key: leftOf(small) < leftOf(full) ? 'smallNearer' : 'fullNearer', values };
}

/** How far each came, with how many updates. */
const counts = (small: Arm, full: Arm, compare: string): Sentence => ({
	key: compare,
	values: {
		batch: small.batchSize,
		...{ examples: small.examples.at(-1) ?? 0, fullExamples: full.examples.at(-1) ?? 0 },
		...{ updates: small.updates, fullUpdates: full.updates },
	},
});

function steadiness(small: Arm, full: Arm, first: number): Sentence {
	const values = {
		...{ batch: small.batchSize, updates: small.updates },
		...{ away: stepsAway(small), length: rounded(pathLength(small, first)) },
		...{ fullAway: stepsAway(full), fullLength: rounded(pathLength(full, first)) },
	};
	return { key: 'steadiness', values };
}

function spread(result: Result, small: Arm): Sentence {
	const ends = lastDistances(result);
	const values = {
		...{ batch: small.batchSize, orders: ends.length, middle: percent(median(ends)) },
		...{ low: percent(quantile(ends, 0.1)), high: percent(quantile(ends, 0.9)) },
	};
	return { key: 'orders', values };
}

function firstDistance(result: Result, { w, b }: Arm): number {
	const best = optimum(pointsOf(Number(result.settings.dataSeed)));
	return Math.hypot(w[0] - best.w, b[0] - best.b);
}

export const cooldownReading: Reading = {
	table: tableOf,
	summary(result) {
		const [small, full] = armsOf(result);
		const all = [
			winner(small, full),
			counts(small, full, String(result.settings.compare)),
			steadiness(small, full, firstDistance(result, small)),
		];
		return small.batchSize < full.batchSize ? [...all, spread(result, small)] : all;
	},
	/** Against N3: at equal epochs the full batch came nearer. Against its caveat: at equal updates it did not. */
	disagreement(result) {
		const [small, full] = armsOf(result);
		const lead = leftOf(full) - leftOf(small);
		if (small.batchSize === full.batchSize || Math.abs(lead) < SAME) return null;
		if (result.settings.compare === 'epochs') return lead < 0 ? 'fullNearer' : null;
		return lead > 0 ? 'smallNearer' : null;
	},
};
