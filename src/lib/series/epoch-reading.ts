// The table, sentences and doubts of the figure `epoch`.
import { filmOf, type Film } from './epoch.ts';
import type { Reading, Sentence, Table } from './reading.ts';
import type { Result } from './result.ts';

/** How many of the digits stay out of an epoch's batches. */
const unused = ({ labels, updates }: Film): number =>
	labels.length - updates.filter(({ epoch }) => epoch === 1).reduce((sum, { batch }) => sum + batch.length, 0);

function tableOf(result: Result): Table {
	const { labels, updates } = filmOf(result);
	return {
		columns: ['update', 'epoch', 'examples', 'digits', 'batchLoss', 'loss'],
		rows: updates.map(({ number, epoch, batch, batchLoss, loss }) => {
			const digits = batch.map((digit) => labels[digit]).join(' ');
			return [number, epoch, batch.length, digits, batchLoss, loss];
		}),
	};
}

function counted(film: Film, { settings }: Result): Sentence[] {
	const { labels, updates, orders } = film;
	const [batch, examples] = [Number(settings.batchSize), labels.length];
	const rest = examples % batch;
	const counts = { batch, examples, epochs: orders.length, total: updates.length };
	const each = updates.length / orders.length;
	const sentence = { key: String(settings.last), values: { ...counts, updates: each } };
	return rest === 0 ? [sentence] : [sentence, { key: `${sentence.key}Rest`, values: { rest } }];
}

/** The name that goes with a batch size. */
function kind({ labels }: Film, { settings }: Result): Sentence {
	const batch = Number(settings.batchSize);
	const key = batch === labels.length ? 'full' : batch === 1 ? 'single' : 'mini';
	return { key, values: { batch, examples: labels.length } };
}

function losses({ before, updates }: Film): Sentence[] {
	const all = updates.map(({ batchLoss }) => batchLoss).filter(Number.isFinite);
	if (all.length === 0) return [];
	const values = { first: before, last: updates.at(-1)!.loss, low: Math.min(...all), high: Math.max(...all) };
	return [{ key: 'losses', values }];
}

export const epochReading: Reading = {
	table: tableOf,
	summary(result) {
		const film = filmOf(result);
		const order: Sentence = { key: `shuffle-${String(result.settings.shuffle)}`, values: {} };
		return [...counted(film, result), kind(film, result), order, ...losses(film)];
	},
	/** Against N1: not every example was used; or the loss of all examples rose. */
	disagreement(result) {
		const film = filmOf(result);
		if (unused(film) > 0) return 'unused';
		const last = film.updates.at(-1)?.loss ?? NaN;
		return last < film.before ? null : 'rising';
	},
};
