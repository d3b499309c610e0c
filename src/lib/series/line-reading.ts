// The table, sentences and doubts of the figure `line`.
import { mean } from '../numbers/statistics.ts';
import { lineQuantities, pairLines, sharpnessRatios, valueAt, type LineQuantity, type PairLine } from './line.ts';
import type { Cell, Reading, Sentence } from './reading.ts';
import type { Result } from './result.ts';

/** Distance from either solution within which the loss is called that of its valley's floor. */
const NEAR = 0.25;
const rounded = (value: number) => Number(value.toPrecision(2));

const cell = (quantity: LineQuantity, value: number): Cell =>
	Number.isFinite(value) ? Number((quantity.endsWith('Accuracy') ? 100 * value : value).toPrecision(4)) : null;
const rows = ({ pair, points }: PairLine): Cell[][] =>
	points.trainingLoss.map(({ alpha }) => [
		pair + 1,
		Number(alpha.toFixed(3)),
		...lineQuantities.map((quantity) => cell(quantity, valueAt(points[quantity], alpha))),
	]);

/** Mean over the lines of the training loss at a place. */
const lossAt = (lines: readonly PairLine[], alpha: number) =>
	mean(lines.map(({ points }) => valueAt(points.trainingLoss, alpha)));
const isWhole = (lines: readonly PairLine[]) =>
	lines.length > 0 && Number.isFinite(lossAt(lines, -1)) && Number.isFinite(lossAt(lines, 2));

function ofLine(lines: readonly PairLine[]): Sentence[] {
	if (!isWhole(lines)) return [];
	const [small, full] = [lossAt(lines, -1), lossAt(lines, 2)];
	const near = lines.flatMap(({ points }) =>
		points.trainingLoss
			.filter(({ alpha }) => Math.min(Math.abs(alpha), Math.abs(alpha - 1)) <= NEAR + 1e-9)
			.map(({ value }) => value),
	);
	const values = { lines: lines.length, small: rounded(small), full: rounded(full), times: rounded(full / small) };
	const key = full > small ? 'steeper' : 'notSteeper';
	return [
		{ key, values },
		{ key: 'near', values: { near: NEAR, most: rounded(Math.max(...near)) } },
	];
}

function ofEigenvalues(lines: readonly PairLine[], { settings }: Result): Sentence[] {
	const ratios = sharpnessRatios(lines);
	if (ratios.length === 0) return [];
	const both = lines.flatMap(({ small, full }) => (small && full ? [{ small, full }] : []));
	const values = {
		...{ lines: ratios.length, sharper: ratios.filter((ratio) => ratio > 1).length },
		small: rounded(mean(both.map(({ small }) => small.eigenvalue))),
		full: rounded(mean(both.map(({ full }) => full.eigenvalue))),
		...{ least: rounded(Math.min(...ratios)), most: rounded(Math.max(...ratios)) },
	};
	const residual = Math.max(...both.flatMap(({ small, full }) => [small.residual, full.residual]));
	const iterations = Math.max(...both.flatMap(({ small, full }) => [small.iterations, full.iterations]));
	const solved = residual <= Number(settings.tolerance);
	return [
		{ key: ratios.length > 1 ? 'eigenvalues' : 'oneEigenvalue', values },
		{ key: solved ? 'solved' : 'unsolved', values: { residual: rounded(residual), iterations } },
	];
}

export const lineReading: Reading = {
	table: (result) => ({
		columns: ['pair', 'alpha', ...lineQuantities],
		rows: pairLines(result).flatMap(rows),
	}),
	summary(result) {
		const lines = pairLines(result);
		return [...ofLine(lines), ...ofEigenvalues(lines, result)];
	},
	/** Against N10: the full batch's solution is not the sharper one. */
	disagreement(result) {
		const lines = pairLines(result);
		const ratios = sharpnessRatios(lines);
		if (ratios.length > 0 && ratios.some((ratio) => ratio <= 1)) return 'notSharper';
		return isWhole(lines) && lossAt(lines, 2) <= lossAt(lines, -1) ? 'notSteeper' : null;
	},
};
