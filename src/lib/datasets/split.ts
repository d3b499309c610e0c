// The examples of a split, or a clear error when the spec did not ask for them.
import type { Dataset, Examples, Split } from './dataset.ts';

/** @throws RangeError for a split that was not loaded */
export function splitOf(dataset: Dataset, split: Split): Examples {
	const examples = dataset[split];
	if (!examples)
		throw new RangeError(`split: expected one that the data spec names, got "${split}", which was not loaded`);
	return examples;
}
