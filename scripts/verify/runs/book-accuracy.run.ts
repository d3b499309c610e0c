// What plain loops know after five epochs of all digits, at the batch sizes of which the book tells an independent measurement.
import { expect, test } from 'vitest';
import { plainEngine } from '../../../src/lib/engine/plain/plain.ts';
import { bookTrainings } from '../book-accuracy.ts';
import { keep } from '../keep.ts';
import { accuracies, packedMnist } from '../train-mnist.ts';

test.each(bookTrainings)('batch size $batchSize', async (training) => {
	const percent = await accuracies(plainEngine(packedMnist()), training);
	keep(String(training.batchSize), percent);
	expect(percent).toHaveLength(training.seeds.length);
});
