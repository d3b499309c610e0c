// The table, sentences and doubts of the figure `counter`.
import { mean } from '../numbers/statistics.ts';
import {
	flattest,
	intervalOf,
	meanEigenvalue,
	meanTest,
	pointsBetween,
	rateArms,
	recipeArms,
	rescaledNetworks,
	type CounterArm,
	type Rescaled,
} from './counter.ts';
import type { Cell, Reading, Sentence } from './reading.ts';
import type { Result } from './result.ts';

/** Eigenvalues that differ by less are called about the same: pairs differ by more among themselves. */
const ALIKE = 1.25;

const percent = (share: number) => Number((100 * share).toFixed(2));
const points = (difference: number) => Number(difference.toFixed(2));
const rounded = (value: number) => Number(value.toPrecision(3));

const cells = (doubt: string, { arm, rate, networks }: CounterArm): Cell[][] =>
	networks.map(({ test, eigenvalue, updates }, pair) => [
		...[doubt, arm, rounded(rate), null, pair + 1, Number.isFinite(updates) ? updates : null],
		...[test === null ? null : percent(test), eigenvalue === null ? null : rounded(eigenvalue)],
	]);
const rescaledCells = ({ scale, pair, eigenvalue }: Rescaled): Cell[] => [
	...['rescaling', 'small', null, scale, pair + 1, null, null],
	rounded(eigenvalue),
];

/** By how much one arm is ahead of another, with its interval where pairs are enough. */
function ahead(key: string, better: CounterArm, worse: CounterArm, values: Sentence['values']): Sentence[] {
	const differences = pointsBetween(better, worse);
	if (differences.length === 0) return [];
	const interval = intervalOf(differences);
	const difference = { difference: points(mean(differences)), pairs: differences.length };
	if (!interval) return [{ key, values: { ...values, ...difference } }];
	return [{ key: `${key}Interval`, values: { ...values, ...difference, half: points(interval.half) } }];
}

function ofRates(result: Result): Sentence[] {
	const { full, small } = rateArms(result);
	const flat = flattest(full);
	if (!flat || !small || !Number.isFinite(meanEigenvalue(small))) return [];
	const isFlat = meanEigenvalue(flat) < ALIKE * meanEigenvalue(small);
	const values = { factor: flat.factor, full: rounded(meanEigenvalue(flat)), small: rounded(meanEigenvalue(small)) };
	const sharpest = full.reduce((a, b) => (meanEigenvalue(b) > meanEigenvalue(a) ? b : a));
	return [
		...ahead(isFlat ? 'asFlat' : 'notAsFlat', small, flat, values),
		{ key: 'sharpest', values: { factor: sharpest.factor, full: rounded(meanEigenvalue(sharpest)) } },
	];
}

function ofRecipe(result: Result): Sentence[] {
	const [small, full, faster] = recipeArms(result);
	if (!small || !full || !faster || !Number.isFinite(meanTest(faster))) return [];
	const middle = { small: percent(meanTest(small)), full: percent(meanTest(full)), faster: percent(meanTest(faster)) };
	const rates = { rate: full.rate, higher: faster.rate };
	return [
		...ahead('recipe', small, full, { ...middle, ...rates }),
		...ahead('faster', small, faster, { ...middle, ...rates }),
	];
}

function ofRescaling(result: Result): Sentence[] {
	const all = rescaledNetworks(result);
	const most = Math.max(...all.map(({ scale }) => scale));
	const last = all.filter(({ scale }) => scale === most);
	const before = all.filter(({ scale }) => scale === 1);
	if (most === 1 || last.length === 0 || before.length === 0) return [];
	const times = last.map(({ eigenvalue, pair }) => eigenvalue / before.find((each) => each.pair === pair)!.eigenvalue);
	const off = Math.max(...all.map(({ eigenvalue, expected }) => Math.abs(eigenvalue / expected - 1)));
	const same = all.every(({ lossChange }) => lossChange === 0);
	return [
		{ key: same ? 'rescaled' : 'rescaledOff', values: { scale: most, times: rounded(mean(times)) } },
		{ key: 'expected', values: { percent: Math.max(0.1, Number((100 * off).toPrecision(1))) } },
	];
}

export const counterReading: Reading = {
	table(result) {
		const { full, small } = rateArms(result);
		return {
			columns: ['doubt', 'arm', 'rate', 'scale', 'pair', 'updates', 'test', 'eigenvalue'],
			rows: [
				...[...full, ...(small ? [small] : [])].flatMap((arm) => cells('rates', arm)),
				...recipeArms(result).flatMap((arm) => cells('recipe', arm)),
				...rescaledNetworks(result).map(rescaledCells),
			],
		};
	},
	summary: (result) => [...ofRates(result), ...ofRecipe(result), ...ofRescaling(result)],
	/** Against what is said here: the flattest full batch is still sharper, or no worse on test data. */
	disagreement(result) {
		const { full, small } = rateArms(result);
		const flat = flattest(full);
		if (!flat || !small || !Number.isFinite(meanEigenvalue(small))) return null;
		if (meanEigenvalue(flat) >= ALIKE * meanEigenvalue(small)) return 'sharper';
		return meanTest(flat) >= meanTest(small) ? 'asGood' : null;
	},
};
