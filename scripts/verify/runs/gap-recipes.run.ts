// The experiment `gap` with the changes that the chapter links to, on plain loops, as a reader would run them.
import { expect, test } from 'vitest';
import { plainEngine } from '../../../src/lib/engine/plain/plain.ts';
import type { Lab } from '../../../src/lib/experiments/experiment.ts';
import { gap } from '../../../src/lib/experiments/gap.ts';
import { experiment } from '../../../src/lib/experiments/gap.run.ts';
import { mean } from '../../../src/lib/numbers/statistics.ts';
import { baseOf, DEFAULT_SEED } from '../../../src/lib/run/choice.ts';
import { gapDifferences, gapInterval, gapPairs } from '../../../src/lib/series/gap.ts';
import { localMnist } from '../../../tests/unit/local-mnist.ts';
import { runIn } from '../../../tests/unit/population-lab.ts';
import { recipes } from '../gap-recipes.ts';
import { keep } from '../keep.ts';

const engine = plainEngine(localMnist());
const lab: Lab = {
	...{ seed: DEFAULT_SEED, engineName: 'plain', engine: async () => engine, now: () => performance.now(), tick: 0.005 },
	...{ interruptions: () => 0, rest: async () => undefined, sign: async () => undefined, artefacts: new Map() },
};
const rounded = (value: number) => Number(value.toPrecision(4));

test.each(Object.entries(recipes))('%s', async (name, changes) => {
	const { result } = await runIn(lab, experiment, { ...baseOf(gap, changes, 'small') });
	const pairs = gapPairs(result);
	const { mean: middle, half } = gapInterval(gapDifferences(pairs))!;
	const updates = (arm: 'small' | 'full') => mean(pairs.map((pair) => pair[arm]!.updates));
	keep(name, {
		mean: rounded(middle),
		half: rounded(half),
		small: rounded(updates('small')),
		full: rounded(updates('full')),
	});
	expect(pairs).toHaveLength(Number(result.settings.pairs));
});
