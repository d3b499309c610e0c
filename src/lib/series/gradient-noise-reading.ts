// The table, sentences and doubts of the figure `gradient-noise`.
import { mean, median } from '../numbers/statistics.ts';
import { expectedNoise, noiseSlope, noiseStages, type NoisePoint, type NoiseStage } from './gradient-noise.ts';
import type { Reading, Sentence, Table } from './reading.ts';
import type { Result } from './result.ts';

/** The batch size of which the last stage is told. */
const TOLD = 16;
/** A slope further than this from −½ is another law. */
const OFF = 0.1;
/** A mean so many times as far off as chance allows is biased. */
const BIASED = 2;

const rounded = (value: number, digits = 3) => Number(value.toPrecision(digits));

function table(result: Result): Table {
	const columns = ['epochs', 'model', 'batchSize', 'noise', 'expected', 'angle', 'batches', 'mean'];
	const rows = noiseStages(result).flatMap(({ epochs, model, examples, scale, points }) =>
		points.map(({ batchSize, noise, angle, batches, mean: ofMean }) => [
			...[epochs, model + 1, batchSize, noise],
			scale === null ? null : expectedNoise(scale, batchSize, examples),
			...[angle, batches, ofMean],
		]),
	);
	return { columns, rows };
}

/** Models of the same stage together. */
function byEpochs(stages: readonly NoiseStage[]): NoiseStage[][] {
	return [...new Set(stages.map(({ epochs }) => epochs))].map((epochs) =>
		stages.filter((stage) => stage.epochs === epochs),
	);
}
const scalesOf = (models: readonly NoiseStage[]) => models.flatMap(({ scale }) => (scale === null ? [] : [scale]));

function scales(models: readonly NoiseStage[]): Sentence[] {
	const known = scalesOf(models);
	if (known.length === 0) return [];
	const { epochs } = models[0];
	const key = epochs === 0 ? 'atStart' : epochs === 1 ? 'afterOne' : 'after';
	const told = { key, values: { epochs, scale: rounded(median(known), 2) } };
	if (known.length === 1) return [told];
	const values = {
		networks: known.length,
		least: rounded(Math.min(...known), 2),
		most: rounded(Math.max(...known), 2),
	};
	return [told, { key: 'networks', values }];
}

/** The point of a model at the batch size that is told. */
const toldPoint = ({ points }: NoiseStage): NoisePoint | undefined =>
	points.findLast(({ batchSize }) => batchSize <= TOLD);

function lastStage(models: readonly NoiseStage[]): Sentence[] {
	const points = models.map(toldPoint).filter((point) => point !== undefined);
	const [first] = points;
	if (!first) return [];
	const noise = rounded(mean(points.map((point) => point.noise)), 2);
	const angle = Math.round(mean(points.map((point) => point.angle)));
	const key = noise >= 1 ? 'drowned' : 'clear';
	return [{ key, values: { batchSize: first.batchSize, noise, angle } }];
}

const slopesOf = (stages: readonly NoiseStage[]) => stages.map(noiseSlope).filter((slope) => slope !== null);

function slopes(stages: readonly NoiseStage[]): Sentence[] {
	const known = slopesOf(stages);
	if (known.length === 0) return [];
	const [least, most] = [Math.min(...known), Math.max(...known)];
	return [{ key: 'slope', values: { steepest: rounded(least), flattest: rounded(most) } }];
}

/** How far off the mean of all batches of one size may be expected to be. */
const chanceOf = ({ noise, batches }: NoisePoint) => noise / Math.sqrt(batches);

function unbiased(stage: NoiseStage): Sentence[] {
	const point = toldPoint(stage);
	if (!point) return [];
	const { batchSize, batches, noise, mean: ofMean } = point;
	const values = {
		batchSize,
		batches,
		one: rounded(noise, 2),
		all: rounded(ofMean, 2),
		chance: rounded(chanceOf(point), 2),
	};
	return [{ key: 'unbiased', values }];
}

function summary(result: Result): Sentence[] {
	const stages = noiseStages(result);
	const groups = byEpochs(stages);
	const last = groups.at(-1);
	if (!last) return [];
	return [...groups.flatMap(scales), ...lastStage(last), ...slopes(stages), ...unbiased(last[0])];
}

/** Against theory: another slope, or a mean that is off; against the claim: 𝓑 does not grow while the network learns. */
function disagreement(result: Result): string | null {
	const stages = noiseStages(result);
	if (stages.some(({ points }) => points.some((point) => point.mean > BIASED * chanceOf(point)))) return 'biased';
	if (slopesOf(stages).some((slope) => Math.abs(slope + 0.5) > OFF)) return 'slope';
	const known = byEpochs(stages)
		.map(scalesOf)
		.filter((scale) => scale.length > 0);
	const [first, last] = [known[0], known.at(-1)];
	return first && last && known.length > 1 && median(last) <= median(first) ? 'falls' : null;
}

export const gradientNoiseReading: Reading = { table, summary, disagreement };
