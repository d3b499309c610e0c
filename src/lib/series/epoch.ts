// The film of the figure `epoch`: its moments, as its drawing and its words read them off a result.
import type { Result, Series } from './result.ts';

/** One batch with the update that it makes. */
export interface Update {
	/** From 1, through all epochs. */
	readonly number: number;
	/** From 1. */
	readonly epoch: number;
	/** The digits in it. */
	readonly batch: readonly number[];
	/** Its own loss before the update, and that of all digits after it; NaN where they are not finite. */
	readonly batchLoss: number;
	readonly loss: number;
}
export interface Film {
	/** Which digit each picture shows. */
	readonly labels: readonly number[];
	/** The digits in their order, epoch by epoch. */
	readonly orders: readonly (readonly number[])[];
	readonly updates: readonly Update[];
	/** Loss of all digits before the first update. */
	readonly before: number;
}
export interface Moment {
	readonly kind: 'start' | 'shuffle' | 'update';
	/** From 1: the epoch that it belongs to, or that begins with it. */
	readonly epoch: number;
	readonly order: readonly number[];
	/** Updates made so far, this moment's own one included. */
	readonly updates: number;
}

const finite = (series: Series | undefined): number[] => (series?.value ?? []).map((value) => value ?? NaN);

export function filmOf({ series }: Result): Film {
	const column = (wanted: string) => finite(series.find(({ name }) => name === wanted));
	const orders = series.filter(({ name }) => name === 'order').map(finite);
	const [epochs, sizes, batchLoss, loss] = ['epoch', 'examples', 'batchLoss', 'loss'].map(column);
	let taken = 0;
	const updates = epochs.map((epoch, i): Update => {
		if (epoch !== epochs[i - 1]) taken = 0;
		const batch = orders[epoch - 1].slice(taken, (taken += sizes[i]));
		return { number: i + 1, epoch, batch, batchLoss: batchLoss[i], loss: loss[i + 1] };
	});
	return { labels: column('label'), orders, updates, before: loss[0] };
}

/** Every moment from the start on: tiles in the data's own order, then shuffles and updates as they come. */
export function momentsOf(result: Result): Moment[] {
	const { labels, orders, updates } = filmOf(result);
	const own = labels.map((_, digit) => digit);
	const moments: Moment[] = [{ kind: 'start', epoch: 1, order: own, updates: 0 }];
	const shuffles = result.settings.shuffle;
	orders.forEach((order, index) => {
		const made = moments.at(-1).updates;
		const epoch = index + 1;
		if (shuffles === 'epoch' || (shuffles === 'once' && index === 0))
			moments.push({ kind: 'shuffle', epoch, order, updates: made });
		for (const { number } of updates.filter((update) => update.epoch === epoch))
			moments.push({ kind: 'update', epoch, order, updates: number });
	});
	return moments;
}
