// What is learnt from digits as they were published, and from those that readers get.
import { expect, test } from 'vitest';
import { plainEngine } from '../../../src/lib/engine/plain/plain.ts';
import { keep } from '../keep.ts';
import { quantisationTraining } from '../quantisation.ts';
import { accuracies, originalMnist, packedMnist } from '../train-mnist.ts';

test.each([
	['original', originalMnist],
	['quantised', packedMnist],
])('%s digits are learnt', async (name, source) => {
	const percent = await accuracies(plainEngine(source()), quantisationTraining);
	keep(name, percent);
	expect(Math.min(...percent)).toBeGreaterThan(90);
});
