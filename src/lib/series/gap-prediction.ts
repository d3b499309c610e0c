// What a reader may guess in the figure `gap`: by how much the small batch does better on test data.
import { mean } from '../numbers/statistics.ts';
import { real } from '../settings/schema.ts';
import { gapDifferences, gapPairs, publishedDifferences, type PublishedGap } from './gap.ts';
import type { Prediction } from './prediction.ts';

/** In percentage points, small minus full. */
export const gapPrediction = (published: PublishedGap): Prediction => ({
	...{ curves: ['difference'], at: [1], range: real(-5, 5, 0), relative: false, near: 0.5 },
	shapes: { smallBetter: [1], same: [0], fullBetter: [-1] },
	points(_, result) {
		const differences = gapDifferences(gapPairs(result));
		return differences.length > 0 ? [[1, mean(differences)]] : [];
	},
	published: { id: published.id, points: () => [[1, publishedDifferences(published)[0]]] },
});
