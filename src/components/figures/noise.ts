// What the figure `gradient-noise` draws: stages of both results, each with its arm, and the axes they need.
import type { Point, Shape } from '../../lib/chart/path.ts';
import { alongLog, halfDecades, linearScale, logSamples, logScale, type Scale } from '../../lib/chart/scale.ts';
import { mean, median } from '../../lib/numbers/statistics.ts';
import { expectedNoise, noiseStages, type NoiseStage } from '../../lib/series/gradient-noise.ts';
import type { Result } from '../../lib/series/result.ts';
import type { Arm, Role } from '../charts/plot.ts';
import type { Drawn } from '../frame/drawn.ts';

export interface DrawnStage {
	readonly role: Role;
	readonly faded: boolean;
	readonly arm: Arm;
	readonly shape: Shape;
	readonly stage: NoiseStage;
}
const arms = ['arm-1', 'arm-2', 'arm-3', 'arm-4'] as const;
const shapes = ['circle', 'square', 'triangle', 'diamond'] as const;

/** All stages in the order of drawing: the reader's own lie on top. An arm is a number of epochs, the same in both results. */
export function drawnStages({ recorded, own, faded }: Drawn): DrawnStage[] {
	const of = (result: Result | null, role: Role, isFaded: boolean) =>
		(result ? noiseStages(result) : []).map((stage) => ({ role, faded: isFaded, stage }));
	const all = [...of(recorded, 'recorded', faded), ...of(own, 'own', false)];
	const epochs = [...new Set(all.map(({ stage }) => stage.epochs))].sort((a, b) => a - b);
	return all.map((one) => {
		const place = epochs.indexOf(one.stage.epochs) % arms.length;
		return { ...one, arm: arms[place], shape: shapes[place] };
	});
}

/** Stages of one arm, of the reader's own result where it has come so far, else of the recording. */
export interface Named {
	readonly arm: Arm;
	readonly epochs: number;
	readonly examples: number;
	readonly stages: readonly NoiseStage[];
	/** Median 𝓑 of the models; null before it is known. */
	readonly scale: number | null;
}
export function namedArms(drawn: readonly DrawnStage[]): Named[] {
	return [...new Set(drawn.map(({ arm }) => arm))].map((arm) => {
		const all = drawn.filter((one) => one.arm === arm);
		const own = all.filter(({ role, stage }) => role === 'own' && stage.scale !== null);
		const stages = (own.length > 0 ? own : all).map(({ stage }) => stage);
		const scales = stages.flatMap(({ scale }) => (scale === null ? [] : [scale]));
		const { epochs, examples } = stages[0];
		return { arm, epochs, examples, stages, scale: scales.length > 0 ? median(scales) : null };
	});
}

/** Noise that 𝓑 predicts, up to the largest batch that was measured. */
export function expectedCurve({ scale, examples, stages }: Named): Point[] {
	if (scale === null) return [];
	const last = Math.max(...stages.flatMap(({ points }) => points.map(({ batchSize }) => batchSize)));
	return logSamples(1, last, 40).map((batchSize) => [batchSize, expectedNoise(scale, batchSize, examples)]);
}

/** Mean angle of the models at every batch size that they share. */
export function angleCurve({ stages }: Named): Point[] {
	const [first] = stages as [NoiseStage];
	const places = first.points.map(({ batchSize }, index): Point => {
		const angles = stages.flatMap(({ points }) => points[index]?.angle ?? []);
		return [batchSize, mean(angles)];
	});
	return alongLog(places);
}

/** How far off the mean of ever more batches may be expected to be: the first batch's noise over √k. */
export function chanceCurve({ stages }: Named): Point[] {
	const [{ averaged, averagedSize, scale, examples }] = stages as [NoiseStage];
	const last = averaged.at(-1)?.batches;
	if (scale === null || averagedSize === null || last === undefined) return [];
	const one = expectedNoise(scale, averagedSize, examples);
	return logSamples(1, last, 20).map((batches) => [batches, one / Math.sqrt(batches)]);
}

export interface Axes {
	readonly batchSize: Scale;
	readonly noise: Scale;
	readonly angle: Scale;
	readonly batches: Scale;
	readonly deviation: Scale;
}
/** Axes that hold all that is drawn, with room for the names at the right ends of lines. */
export function axesOf(drawn: readonly DrawnStage[]): Axes {
	const stages = drawn.map(({ stage }) => stage);
	const points = stages.flatMap((stage) => stage.points);
	const averaged = stages.flatMap((stage) => stage.averaged);
	const largest = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 100);
	const beyond = (values: readonly number[]): Scale => logScale([0.75, 12 * largest(values)]);
	return {
		batchSize: beyond(points.map(({ batchSize }) => batchSize)),
		noise: logScale(halfDecades([1, ...points.map(({ noise }) => noise)])),
		angle: { ...linearScale([0, 95]), ticks: [0, 30, 60, 90].map((value) => ({ value, minor: false })) },
		batches: beyond(averaged.map(({ batches }) => batches)),
		deviation: logScale(halfDecades(averaged.map(({ deviation }) => deviation))),
	};
}
