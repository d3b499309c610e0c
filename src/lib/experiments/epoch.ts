// One epoch after another: 24 digits cut into batches, an update for each, a softmax classifier that is really trained on them.
import { crossEntropy, step, zeroLogits } from '../landscapes/softmax.ts';
import { Stream } from '../numbers/random.ts';
import { ascending, permutation } from '../numbers/shuffle.ts';
import { mean } from '../numbers/statistics.ts';
import { momentsOf } from '../series/epoch.ts';
import type { Axis, Series } from '../series/result.ts';
import { choice, log, whole, type Settings } from '../settings/schema.ts';
import { defineToy } from './toy.ts';
import { labels, TWO_DOZEN, twoDozen } from './two-dozen.ts';

const schema = {
	batchSize: whole(1, TWO_DOZEN, 6, { unit: 'examples' }),
	/** What becomes of a last batch that is not full. */
	last: choice(['keep', 'drop'], 'keep'),
	shuffle: choice(['never', 'once', 'epoch'], 'epoch'),
	epochs: whole(1, 3, 2),
	rate: log(0.001, 1, 0.05),
};
type EpochSettings = Settings<typeof schema>;

const ALL = ascending(TWO_DOZEN);

/** The order of each epoch. */
function ordersOf({ shuffle, epochs }: EpochSettings, seed: number): Uint32Array[] {
	const drawn = (epoch: number) => permutation(TWO_DOZEN, new Stream(seed, 'order', epoch));
	return Array.from({ length: epochs }, (_, epoch) => {
		if (shuffle === 'never') return ALL;
		return drawn(shuffle === 'once' ? 0 : epoch);
	});
}

/** The batches of an epoch, in order. */
function batchesOf(order: Uint32Array, { batchSize, last }: EpochSettings): Uint32Array[] {
	const count = TWO_DOZEN / batchSize;
	return Array.from({ length: last === 'keep' ? Math.ceil(count) : Math.floor(count) }, (_, i) =>
		order.subarray(i * batchSize, (i + 1) * batchSize),
	);
}

/** Loss of every batch before its update, and of all digits before the first and after each. */
function train(batches: readonly Uint32Array[], rate: number): { batchLoss: number[]; losses: number[] } {
	const logits = zeroLogits(twoDozen);
	const each = () => labels.map((label, digit) => crossEntropy(logits[digit], label));
	let now = each();
	const batchLoss: number[] = [];
	const losses = [mean(now)];
	for (const batch of batches) {
		batchLoss.push(mean(Array.from(batch, (digit) => now[digit])));
		step(twoDozen, logits, batch, rate);
		now = each();
		losses.push(mean(now));
	}
	return { batchLoss, losses };
}

const series = (name: string, axis: Axis, value: readonly number[], first = 0, at: Series['at'] = {}): Series => ({
	...{ name, at, model: 0, axis, x: value.map((_, i) => first + i), value },
});

function compute(settings: EpochSettings, seed: number): Series[] {
	const orders = ordersOf(settings, seed);
	const epochs = orders.map((order) => batchesOf(order, settings));
	const batches = epochs.flat();
	const { batchLoss, losses } = train(batches, settings.rate);
	return [
		series('label', 'place', labels),
		...orders.map((order, epoch) => series('order', 'place', [...order], 0, { epoch: epoch + 1 })),
		series(
			'epoch',
			'updates',
			epochs.flatMap((each, epoch) => each.map(() => epoch + 1)),
			1,
		),
		series(
			'examples',
			'updates',
			batches.map(({ length }) => length),
			1,
		),
		series('batchLoss', 'updates', batchLoss, 1),
		series('loss', 'updates', losses),
	];
}

export const epoch = defineToy({
	id: 'epoch',
	settings: schema,
	presets: {
		'mini-batch': {},
		single: { batchSize: 1, epochs: 1 },
		full: { batchSize: TWO_DOZEN, epochs: 3 },
		uneven: { batchSize: 7 },
	},
	compute,
	moments: (result) => momentsOf(result).length - 1,
});
