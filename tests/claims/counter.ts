// The caveats of N9 and N10: flatness does not explain the gap, the gap depends on the recipe, and flatness on how a network is written.
import { mean } from '../../src/lib/numbers/statistics.ts';
import {
	flattest,
	intervalOf,
	meanEigenvalue,
	meanTest,
	pointsBetween,
	rateArms,
	recipeArms,
	rescaledNetworks,
} from '../../src/lib/series/counter.ts';
import { counterReading } from '../../src/lib/series/counter-reading.ts';
import type { Result } from '../../src/lib/series/result.ts';
import { above, below, holds, toldBy, type Check, type Claims } from './claim.ts';

const tries = ({ settings }: Result, doubt: string) => (settings.doubts as readonly string[]).includes(doubt);
const where =
	(doubt: string, check: Check): Check =>
	(result) => {
		if (tries(result, doubt)) check(result);
	};

export const counter: Claims = {
	'all networks were trained down to the loss': ({ series }) => {
		const reached = series.filter(({ name }) => name === 'reached').flatMap(({ value }) => value);
		for (const each of reached) holds(each === 1, 'a network was not trained to the loss');
	},
	'with some rate the full batch is as flat as the small one': where('rates', (result) => {
		const { full, small } = rateArms(result);
		below(meanEigenvalue(flattest(full)!), 1.25 * meanEigenvalue(small!), 'mean eigenvalue');
		above(Math.max(...full.map(meanEigenvalue)), 1.5 * meanEigenvalue(small!), 'mean eigenvalue of the sharpest');
	}),
	'and still behind on test data': where('rates', (result) => {
		const { full, small } = rateArms(result);
		const differences = pointsBetween(small!, flattest(full)!);
		const interval = intervalOf(differences);
		above(interval ? interval.mean - interval.half : mean(differences), 0, 'percentage points');
	}),
	'by plain descent the small batch is ahead at the same rate, and not at a higher rate of the full one': where(
		'recipe',
		(result) => {
			const [small, full, faster] = recipeArms(result);
			above(meanTest(small), meanTest(full), 'mean test accuracy');
			const { mean: middle, half } = intervalOf(pointsBetween(small, faster))!;
			below(middle - half, 0, 'lower end, in percentage points');
			below(middle, 0.5 * mean(pointsBetween(small, full)), 'percentage points');
		},
	),
	'written otherwise, a network computes the same to the last bit': where('rescaling', (result) => {
		for (const { lossChange } of rescaledNetworks(result)) holds(lossChange === 0, `the loss changed by ${lossChange}`);
	}),
	'and its leading eigenvalue is that of the rescaled Hessian, and grows': where('rescaling', (result) => {
		const all = rescaledNetworks(result);
		above(all.length, 3);
		for (const { eigenvalue, expected } of all) below(Math.abs(eigenvalue / expected - 1), 0.01, 'off');
		for (const { pair, scale, eigenvalue } of all) {
			const larger = all.find((each) => each.pair === pair && each.scale === 2 * scale);
			if (larger) above(larger.eigenvalue, eigenvalue, `eigenvalue at ${larger.scale}`);
		}
	}),
	'so the page tells it': (result) => {
		const rescaled = tries(result, 'rescaling') ? ['rescaled', 'expected'] : [];
		toldBy(counterReading, 'sharpest', ...rescaled)(result);
	},
};
