// The plan on paper for real GPUs is of the engine as it is: bench/forecast.md is written by this test (-u).
import { expect, test } from 'vitest';
import { forecastTable } from '../../bench/forecast.ts';
import type { Training } from '../../src/lib/engine/wgsl/program.ts';
import { updateOf } from './asked.ts';
import { specOf } from './cases.ts';

const EXAMPLES = 60_000;
const dispatchesOf = (widths: readonly number[], batchSize: number, scheme: Training): number => {
	const asked = updateOf(specOf({ widths, examples: EXAMPLES, batchSize, momentum: 0 }), scheme, EXAMPLES);
	return asked.filter(({ name }) => name !== 'score').length;
};

test('bench/forecast.md holds what follows from the kernels', async () => {
	await expect(forecastTable(dispatchesOf)).toMatchFileSnapshot('../../bench/forecast.md');
});
