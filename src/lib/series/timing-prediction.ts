// What a reader may guess in the figures `update-time` and `epoch-time`: how the time changes with the batch, in each panel.
import { log, type NumberField } from '../settings/schema.ts';
import type { Prediction, Spot } from './prediction.ts';
import { publishedLine, timingLines, type PublishedTimes, type TimingLine, type TimingPoint } from './timing.ts';

const PARALLEL = 'parallel';
const batchSizes = [1, 10, 100, 1000, 10_000];

interface Quantity {
	readonly range: NumberField;
	readonly shapes: Prediction['shapes'];
	value(point: TimingPoint): number;
}
function timingPrediction(published: PublishedTimes, { range, shapes, value }: Quantity): Prediction {
	const spots = (line: TimingLine | undefined) =>
		line ? line.points.map((point): Spot => [point.batchSize, value(point)]) : [];
	return {
		...{ curves: ['serial', PARALLEL], at: batchSizes, range, relative: true, near: 2, shapes },
		// Of several lines in a panel the first one was run first: one thread, or this book's engine.
		points: (curve, result) => spots(timingLines(result).find(({ parallel }) => parallel === (curve === PARALLEL))),
		published: {
			id: published.id,
			points: (curve) => (curve === PARALLEL ? spots(publishedLine(published)) : []),
		},
	};
}

/** Of an update, as multiples of the time at batch 1. */
export const updateTimePrediction = (published: PublishedTimes): Prediction =>
	timingPrediction(published, {
		range: log(0.1, 1e5, 1),
		shapes: { level: [1, 1, 1, 1, 1], proportional: [1, 10, 100, 1000, 10_000], later: [1, 1, 1, 10, 100] },
		value: ({ time }) => time,
	});

/** Of an epoch, likewise. */
export const epochTimePrediction = (published: PublishedTimes): Prediction =>
	timingPrediction(published, {
		range: log(1e-4, 10, 1),
		shapes: { level: [1, 1, 1, 1, 1], falling: [1, 0.1, 0.01, 0.001, 1e-4], settling: [1, 0.1, 0.02, 0.02, 0.02] },
		value: ({ epoch }) => epoch,
	});
