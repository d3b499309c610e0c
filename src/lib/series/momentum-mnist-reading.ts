// The table, sentences and doubts of the figure `momentum-mnist`.
import { gainOf, groupsOf, momentumArms, outcomesOf, ratesOf, type Gain, type Group } from './momentum-mnist.ts';
import type { Cell, Reading, Sentence } from './reading.ts';
import type { Result } from './result.ts';
import { differs, ENOUGH } from './spread.ts';

const points = (share: number) => Number((100 * share).toFixed(1));
const rounded = (value: number) => Number(value.toPrecision(3));
const isWholeEpoch = (epochs: number) => epochs > 0 && Number.isInteger(epochs);

/** A row a run and whole epoch. */
function rowsOf(result: Result, group: Group): Cell[][] {
	const losses = new Map(momentumArms(result, group, 'validationLoss').map(({ arm, curves }) => [arm, curves]));
	return momentumArms(result, group, 'validationAccuracy').flatMap(({ arm, curves }) => {
		const { rate, effective } = ratesOf(result, group, Number(arm));
		const fixed = [group.comparison, group.batchSize, Number(arm), rounded(rate), rounded(effective)];
		return curves.flatMap((curve, index) =>
			curve.points.flatMap(({ epochs, updates, seconds, value }, at): Cell[][] => {
				if (!isWholeEpoch(epochs)) return [];
				const loss = losses.get(arm)?.[index]?.points[at]?.value ?? null;
				const scores = [value === null ? null : points(value), loss === null ? null : rounded(loss)];
				return [[...fixed, result.seed + curve.model, epochs, updates, seconds, ...scores]];
			}),
		);
	});
}

/** What each momentum came to at one batch size. */
function ofSize(result: Result, batchSize: number): Sentence[] {
	const said = ['fixed', 'effective'].flatMap((comparison) => {
		const outcomes = outcomesOf(result, { comparison, batchSize });
		if (outcomes.length === 0) return [];
		const momenta = outcomes.map(({ momentum }) => momentum);
		const rate = Number(result.settings[comparison === 'fixed' ? 'rate' : 'effectiveRate']);
		const values = { batch: batchSize, updates: outcomes[0].updates, momenta, rate };
		return [{ key: comparison, values: { ...values, means: outcomes.map(({ mean }) => points(mean)) } }];
	});
	const [first, second] = said;
	if (said.length < 2 || first.values.momenta.join() !== second.values.momenta.join()) return said;
	const { means: effectiveMeans, rate: effectiveRate } = second.values;
	return [{ key: 'both', values: { ...first.values, effectiveRate, effectiveMeans } }];
}

/** The gains of a batch size by both comparisons. */
interface Bought {
	readonly batchSize: number;
	readonly fixed: Gain | null;
	readonly effective: Gain | null;
}
function boughtIn(result: Result): Bought[] {
	const sizes = [...new Set(groupsOf(result).map(({ batchSize }) => batchSize))];
	return sizes.map((batchSize) => {
		const gain = (comparison: string) => gainOf(outcomesOf(result, { comparison, batchSize }));
		return { batchSize, fixed: gain('fixed'), effective: gain('effective') };
	});
}

const few = ({ best, plain }: Gain) => Math.min(best.count, plain.count) < ENOUGH;
/** Whether momentum is ahead by more than seeds would do. */
const isAhead = (gain: Gain) => !few(gain) && gain.gain > 0 && differs(gain.best, gain.plain);

function boughtKey({ effective }: { readonly effective: Gain }): string {
	if (few(effective)) return 'boughtFew';
	if (isAhead(effective)) return 'boughtMore';
	return differs(effective.best, effective.plain) ? 'boughtLess' : 'boughtNothing';
}

const sideOf = ({ gain }: Gain) => (gain < 0 ? 'behind' : 'ahead');
const gapOf = ({ gain }: Gain) => points(Math.abs(gain));

/** The conclusion: the most that any momentum gained at one rate, and at one effective rate. */
function ofBought({ batchSize, fixed, effective }: Bought): Sentence[] {
	if (!fixed || !effective) return [];
	const values = {
		...{ batch: batchSize, fixedBest: fixed.best.momentum, fixedSide: sideOf(fixed), fixedGap: gapOf(fixed) },
		...{ best: effective.best.momentum, side: sideOf(effective), gap: gapOf(effective) },
	};
	return [{ key: boughtKey({ effective }), values }];
}

/** A momentum that at one effective rate falls behind: it has too few updates to come to speed. */
function ofSlow(result: Result, batchSize: number): Sentence[] {
	const outcomes = outcomesOf(result, { comparison: 'effective', batchSize });
	const plain = outcomes.find(({ momentum }) => momentum === 0);
	const slow = outcomes.at(-1);
	if (!plain || !slow || slow.mean >= plain.mean || slow.count < ENOUGH || !differs(slow, plain)) return [];
	const values = {
		...{ batch: batchSize, momentum: slow.momentum, gap: points(plain.mean - slow.mean) },
		...{ memory: Math.round(1 / (1 - slow.momentum)), updates: slow.updates },
	};
	return [{ key: 'slow', values }];
}

/** The highest momentum at a fixed rate, where it undoes what a lower one had won: its effective rate is too high. */
function ofWild(result: Result, batchSize: number): Sentence[] {
	const group = { comparison: 'fixed', batchSize };
	const outcomes = outcomesOf(result, group);
	const [gain, wild] = [gainOf(outcomes), outcomes.at(-1)];
	if (!gain || !wild || wild === gain.best || wild.count < ENOUGH || !differs(wild, gain.best)) return [];
	const { effective } = ratesOf(result, group, wild.momentum);
	const values = { batch: batchSize, momentum: wild.momentum, mean: points(wild.mean), effective: rounded(effective) };
	return [{ key: 'wild', values }];
}

export const momentumMnistReading: Reading = {
	table: (result) => ({
		columns: [
			...['comparison', 'batch', 'momentum', 'rate', 'effective', 'seed'],
			...['epochs', 'updates', 'seconds', 'accuracy', 'loss'],
		],
		rows: groupsOf(result).flatMap((group) => rowsOf(result, group)),
	}),
	summary(result) {
		const bought = boughtIn(result);
		const sizes = bought.map(({ batchSize }) => batchSize);
		return [
			...bought.flatMap(ofBought),
			...sizes.flatMap((size) => [...ofSize(result, size), ...ofWild(result, size), ...ofSlow(result, size)]),
		];
	},
	/** Against the claim that momentum is a higher rate: it wins nothing at one rate, or still wins at one effective rate. */
	disagreement(result) {
		const bought = boughtIn(result);
		if (bought.some(({ effective }) => effective && isAhead(effective))) return 'boughtMore';
		return bought.some(({ fixed }) => fixed && fixed.gain <= 0) ? 'wonNothing' : null;
	},
};
