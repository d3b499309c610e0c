// What a reader may guess in the figure `accuracy`: how validation accuracy changes with the batch, in both comparisons.
import { real } from '../settings/schema.ts';
import { accuracyLines, type AccuracyPoint, type PublishedAccuracy } from './accuracy.ts';
import type { Prediction, Spot } from './prediction.ts';

const spotOf = ({ batchSize, validation }: AccuracyPoint): Spot => [batchSize, 100 * validation.mean];

/** In percent, at the fixed rate. */
export const accuracyPrediction = ({ id, curves: [digits] }: PublishedAccuracy): Prediction => ({
	...{ curves: ['epochs', 'updates'], at: [10, 100, 1000, 10_000], range: real(0, 100, 90) },
	...{ relative: false, near: 5 },
	shapes: { level: [90, 90, 90, 90], rising: [66, 76, 86, 96], falling: [96, 86, 76, 66], later: [96, 96, 90, 60] },
	points(curve, result) {
		const line = accuracyLines(result).find(({ comparison, policy }) => comparison === curve && policy === 'fixed');
		return line ? line.points.map(spotOf) : [];
	},
	published: {
		id,
		// Nobody says what was equal in the lecture; its curves stand at equal epochs, as the lecture's sentence does.
		points: (curve) =>
			curve === 'epochs' ? digits.batchSizes.map((x, index): Spot => [x, 100 * digits.validation[index]]) : [],
	},
});
