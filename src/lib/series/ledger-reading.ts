// The table, sentences and doubts of the figure `ledger`.
import { apart, changeAfter, entriesAt, isWritten, ledgerOf, pickedIn, pieceOf, rounded, ROUNDING, sameWays, type Ledger, type Picked } from './ledger.ts'; // prettier-ignore
import type { Cell, Reading, Sentence } from './reading.ts';
import type { Result } from './result.ts';

const cell = (value: number): Cell => rounded(value, 6);
/** Gradients that are looked back upon. */
const RECENT = 10;

/** At the end of the film. */
const pickedOf = ({ settings }: Result, { updates }: Ledger): Picked => {
	const wish = { update: Number(settings.update), step: Number(settings.step) };
	return pickedIn(wish, updates)!;
};

/** What the weights come to, all together and the most recent ones. */
function ofWeights({ momentum }: Ledger, { update }: Picked): Sentence {
	if (momentum === 0) return { key: 'plain', values: {} };
	if (momentum === 1) return { key: 'unweighted', values: { update } };
	const sum = (1 - momentum ** update) / (1 - momentum);
	const values = { update, momentum, sum: rounded(sum), limit: rounded(1 / (1 - momentum)) };
	return { key: 'weights', values: { ...values, recent: RECENT, share: rounded(100 * (1 - momentum ** RECENT), 2) } };
}

const endOf = (w: readonly number[] | undefined) => rounded(w?.at(-1) ?? NaN);

/** Whether the notations go one way, and how far from each other else. */
function ofWays(ledger: Ledger): Sentence[] {
	const { paths, momentum, updates } = ledger;
	const w = (notation: string) => paths.find((path) => path.notation === notation)?.w;
	const difference = apart(w('inside') ?? [], w('outside') ?? []);
	const missing: Sentence[] = isWritten('averaged', momentum) ? [] : [{ key: 'notWritten', values: {} }];
	if (sameWays(ledger).length === 1) return [{ key: 'oneWay', values: { ways: paths.length, updates, bound: ROUNDING } }, ...missing]; // prettier-ignore
	const values = { change: changeAfter(updates), updates, inside: endOf(w('inside')), outside: endOf(w('outside')) };
	const averaged: Sentence[] = missing.length > 0 ? [] : [{ key: 'averagedToo', values: {} }];
	return [{ key: 'twoWays', values: { ...values, difference: rounded(difference) } }, ...averaged, ...missing];
}

export const ledgerReading: Reading = {
	table(result) {
		const ledger = ledgerOf(result);
		const { update } = pickedOf(result, ledger);
		const rows = entriesAt(ledger, update).map(({ step, gradient, weight, rate, contribution }): Cell[] => [
			...[update, step, cell(ledger.path.w[step]), cell(gradient)],
			...[cell(weight), cell(rate), cell(contribution)],
		]);
		const sum: Cell[] = [update, 'sum', null, null, null, null, cell(ledger.path.movement[update - 1])];
		return { columns: ['update', 'step', 'w', 'gradient', 'weight', 'rate', 'contribution'], rows: [...rows, sum] };
	},
	summary(result) {
		const ledger = ledgerOf(result);
		const picked = pickedOf(result, ledger);
		return [pieceOf(ledger, picked, ledger.updates)!, ofWeights(ledger, picked), ...ofWays(ledger)];
	},
	/** Against N16's weights: none fade, or nothing but the last gradient counts. */
	disagreement({ settings }) {
		if (settings.momentum === 1) return 'noneFades';
		return settings.momentum === 0 ? 'lastOnly' : null;
	},
};
