// The table, sentences and doubts of the figure `both`.
import { accuracyLines, type AccuracyLine, type AccuracyPoint } from './accuracy.ts';
import { endsOf, HOLDS, holdsTo, lineBy } from './both.ts';
import type { Cell, Reading, Sentence } from './reading.ts';

const percent = (share: number) => Number((100 * share).toFixed(1));
const rounded = (value: number) => Number(value.toPrecision(2));

const rows = ({ policy, points }: AccuracyLine, seed: number): Cell[][] =>
	points.flatMap(({ batchSize, rate, updates, runs }) =>
		runs.validation.map((validation, model): Cell[] => {
			const training = runs.training[model] ?? null;
			const scores = [training, validation].map((score) => (score === null ? null : percent(score)));
			return [policy, batchSize, seed + model, rounded(rate), updates, ...scores];
		}),
	);

function ofFixed(line: AccuracyLine | null): Sentence[] {
	const ends = line && endsOf(line);
	if (!ends) return [];
	const [first, last] = ends;
	const values = {
		...{ small: first.batchSize, large: last.batchSize, epochs: first.epochs },
		...{ smallUpdates: first.updates, largeUpdates: last.updates },
		...{ first: percent(first.validation.mean), last: percent(last.validation.mean) },
	};
	return [{ key: first.validation.mean > last.validation.mean ? 'fixedFalls' : 'fixedNot', values }];
}

/** How far a rule carries, and what comes next. */
function ofRule(line: AccuracyLine | null): Sentence[] {
	const to = line && holdsTo(line);
	if (!line || !to) return [];
	const next = line.points[line.points.indexOf(to) + 1] as AccuracyPoint | undefined;
	const times = to.batchSize / line.points[0].batchSize;
	const values = { policy: line.policy, batchSize: to.batchSize, times, rate: rounded(to.rate), holds: HOLDS };
	if (!next) return [{ key: 'holdsThroughout', values }];
	if (next.validation.count === 0) return [{ key: 'diverges', values: { ...values, next: next.batchSize } }];
	return [{ key: 'holdsTo', values: { ...values, next: next.batchSize, worse: percent(next.validation.mean) } }];
}

function ofLayers(line: AccuracyLine | null): Sentence[] {
	const ends = line && endsOf(line);
	if (!ends) return [];
	const [first, last] = ends;
	const values = {
		...{ policy: line.policy, small: first.batchSize, large: last.batchSize },
		...{ first: percent(first.validation.mean), last: percent(last.validation.mean) },
		...{ firstRate: rounded(100 * first.rate), lastRate: rounded(100 * last.rate) },
	};
	return [{ key: 'layers', values }];
}

export const bothReading: Reading = {
	table: (result) => ({
		columns: ['policy', 'batchSize', 'seed', 'rate', 'updates', 'training', 'validation'],
		rows: accuracyLines(result).flatMap((line) => rows(line, result.seed)),
	}),
	summary(result) {
		const lines = accuracyLines(result);
		return [
			...ofFixed(lineBy(lines, 'fixed')),
			...ofRule(lineBy(lines, 'linear')),
			...ofRule(lineBy(lines, 'warmUp')),
			...ofLayers(lineBy(lines, 'lars')),
			...ofLayers(lineBy(lines, 'lamb')),
		];
	},
	/** Against N12: with one rate for all nothing is lost, or no other way wins anything back. */
	disagreement(result) {
		const lines = accuracyLines(result);
		const [fixed, ...others] = ['fixed', 'linear', 'warmUp', 'lars', 'lamb'].map((policy) => {
			const line = lineBy(lines, policy);
			return line && endsOf(line);
		});
		if (!fixed) return null;
		const [first, last] = fixed;
		if (first.validation.mean - last.validation.mean < HOLDS / 100) return 'nothingLost';
		const tried = others.filter((ends) => ends !== null).map(([, { validation }]) => validation.mean);
		return tried.length > 0 && Math.max(...tried) < last.validation.mean ? 'nothingWon' : null;
	},
};
