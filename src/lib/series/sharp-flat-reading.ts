// The table, sentences and doubts of the figure `sharp-flat`.
import { FULL_AT, farTo, lowestOf, realGap, shiftedBy, SMALL_AT, type LineMeans } from './line-means.ts';
import type { Cell, Reading, Sentence, Table } from './reading.ts';
import type { Result } from './result.ts';
import { gapsIn, sizeOf, type Moved } from './sharp-flat.ts';

/** A sharp minimum whose gap is not so many times the flat one's has not shown the claim. */
const CLEARLY = 2;
/** Of the places computed the table holds one in so many. */
const EVERY = 4;

const rounded = (value: number, digits = 2) => Number(value.toPrecision(digits));
const cell = (value: number): Cell => rounded(value, 4);

function tableOf(result: Result): Table {
	const row = (valley: string | null, w: number, training: number, test: number): Cell[] => [
		...[valley, cell(w), cell(training), cell(test)],
		Number((test - training).toFixed(4)),
	];
	const [training, test] = ['trainingLoss', 'testLoss'].map((wanted) =>
		result.series.find(({ name, at }) => name === wanted && at.valley === undefined),
	);
	const along = (training?.x ?? []).map((w, i) => row(null, w, training?.value[i] ?? NaN, test?.value[i] ?? NaN));
	return {
		columns: ['valley', 'w', 'training', 'test', 'gap'],
		rows: [
			...gapsIn(result).map((gap) => row(gap.name, gap.w, gap.training, gap.test)),
			...along.filter((_, i) => i % EVERY === 0),
		],
	};
}

function ofSketch(result: Result): Sentence[] {
	const { shift, lift } = result.settings as unknown as Moved;
	const [sharp, flat] = gapsIn(result).map(sizeOf);
	if (shift === 0) return [{ key: lift === 0 ? 'none' : 'equal', values: { lift } }];
	const values = {
		...{ side: shift > 0 ? 'right' : 'left', shift: Math.abs(shift) },
		...{ sharp: rounded(sharp), flat: rounded(flat), times: rounded(sharp / flat) },
	};
	return [{ key: 'beside', values }, ...(lift > 0 ? [{ key: 'lifted', values: { lift } }] : [])];
}

function ofReal(means: LineMeans): Sentence[] {
	const [small, full] = [SMALL_AT, FULL_AT].map((alpha) => realGap(means, alpha));
	const lowest = { training: lowestOf(means, 'training'), test: lowestOf(means, 'test') };
	const [ofSmall, ofFull] = [SMALL_AT, FULL_AT].map((alpha) => shiftedBy(means, lowest.test - lowest.training, alpha));
	const far = farTo(means, small.test);
	const solutions = {
		...{ pairs: means.pairs, smallTraining: rounded(small.training), smallTest: rounded(small.test, 3) },
		...{ smallGap: rounded(small.gap, 3), fullTraining: rounded(full.training) },
		...{ fullTest: rounded(full.test, 3), fullGap: rounded(full.gap, 3) },
	};
	const shift = {
		...{ places: means.alpha.length, trainingAt: lowest.training, testAt: lowest.test },
		...{ ofSmall: rounded(ofSmall), ofFull: rounded(ofFull) },
		...{ smallShare: rounded((100 * ofSmall) / small.gap), fullShare: rounded((100 * ofFull) / full.gap) },
	};
	return [
		{ key: 'real', values: solutions },
		{ key: 'lowest', values: shift },
		...(Number.isFinite(far) ? [{ key: 'far', values: { test: rounded(small.test, 3), far: rounded(far) } }] : []),
	];
}

/** @param means of the recorded lines */
export const sharpFlatReading = (means: LineMeans): Reading => ({
	table: tableOf,
	summary: (result) => [...ofSketch(result), ...ofReal(means)],
	/** Against N10: the test curve differs, and the flat minimum is hardly better off. */
	disagreement(result) {
		const [sharp, flat] = gapsIn(result).map(sizeOf);
		return sharp > 0 && sharp < CLEARLY * flat ? 'lifted' : null;
	},
});
