// Losses and accuracies along the lines between two solutions, and how sharp each solution is: what the figure `line` draws and puts into words.
import type { Result, Series } from './result.ts';

/** One value at every place on the line. */
export interface LinePoint {
	/** 0 is the small batch's solution, 1 the full batch's. */
	readonly alpha: number;
	readonly value: number;
}
export interface Sharpness {
	/** Largest eigenvalue of the Hessian of the training loss. */
	readonly eigenvalue: number;
	/** How far the vector is from an eigenvector, as a share of the eigenvalue. */
	readonly residual: number;
	readonly iterations: number;
}
export const lineQuantities = ['trainingLoss', 'testLoss', 'trainingAccuracy', 'testAccuracy'] as const;
export type LineQuantity = (typeof lineQuantities)[number];
/** The line of one pair. */
export interface PairLine {
	/** From 0. */
	readonly pair: number;
	readonly points: Readonly<Record<LineQuantity, readonly LinePoint[]>>;
	/** null before they are known. */
	readonly small: Sharpness | null;
	readonly full: Sharpness | null;
}

const along = ({ series }: Result, pair: number) =>
	series.filter(({ axis, model }) => axis === 'alpha' && model === pair);

function sharpnessAt(series: readonly Series[], alpha: number): Sharpness | null {
	const [eigenvalue, residual, iterations] = ['eigenvalue', 'residual', 'iterations'].map((name) => {
		const one = series.find((each) => each.name === name);
		return one?.value[one.x.indexOf(alpha)] ?? null;
	});
	return eigenvalue === null || residual === null || iterations === null ? null : { eigenvalue, residual, iterations };
}

function lineOf(result: Result, pair: number): PairLine {
	const series = along(result, pair);
	const pointsOf = (name: LineQuantity): LinePoint[] => {
		const one = series.find((each) => each.name === name);
		return one?.x.map((alpha, index) => ({ alpha, value: one.value[index] ?? NaN })) ?? [];
	};
	const points = {
		...{ trainingLoss: pointsOf('trainingLoss'), testLoss: pointsOf('testLoss') },
		...{ trainingAccuracy: pointsOf('trainingAccuracy'), testAccuracy: pointsOf('testAccuracy') },
	};
	return { pair, points, small: sharpnessAt(series, 0), full: sharpnessAt(series, 1) };
}

/** The lines of a result by pair; the result may still be growing. */
export const pairLines = (result: Result): PairLine[] =>
	[...new Set(result.series.filter(({ axis }) => axis === 'alpha').map(({ model }) => model))]
		.sort((a, b) => a - b)
		.map((pair) => lineOf(result, pair));

/** The value of a line at a place; NaN where there is none yet. */
export const valueAt = (points: readonly LinePoint[], alpha: number): number =>
	points.find((point) => Math.abs(point.alpha - alpha) < 1e-9)?.value ?? NaN;

/** Eigenvalue of the full batch's solution over that of the small one, of every pair that has both. */
export const sharpnessRatios = (lines: readonly PairLine[]): number[] =>
	lines.flatMap(({ small, full }) => (small && full ? [full.eigenvalue / small.eigenvalue] : []));
