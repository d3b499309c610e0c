// What plain loops know after five epochs, for the same batch sizes and as many seeds as PyTorch tried.
import { expect, test } from 'vitest';
import { plainEngine } from '../../../src/lib/engine/plain/plain.ts';
import { endState, endStateTrainings } from '../end-state.ts';
import { keep } from '../keep.ts';
import { accuracies, packedHash, packedMnist } from '../train-mnist.ts';

test('PyTorch saw the same digits (else: python3 tests/numerics/golden/end_state.py)', () => {
	expect(endState.digits).toBe(packedHash());
});
test.each(endStateTrainings)('batch size $batchSize', async (training) => {
	const percent = await accuracies(plainEngine(packedMnist()), training);
	keep(String(training.batchSize), percent);
	expect(percent).toHaveLength(endState.seeds.length);
});
