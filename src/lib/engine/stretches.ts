// Cuts a long call of `update` into stretches, so that a checkpoint can be taken between them, and puts their progress together.
import { batchPlace } from './batches.ts';
import type { Progress, TrainSpec } from './engine.ts';

/** Milliseconds. Short against what a reader waits for, long against what reading a result costs. */
const STRETCH = 1000;

export class Stretches {
	/** Milliseconds an update, as the latest stretch had it; at first a single update finds out. */
	#pace = STRETCH;

	/** Updates of the next stretch. @param left updates still to make */
	next(left: number): number {
		return Math.min(left, Math.max(1, Math.floor(STRETCH / this.#pace)));
	}

	took(updates: number, milliseconds: number): void {
		// Over a short stretch a coarse clock may stand still: the next one is a thousand times as long at most.
		if (updates > 0) this.#pace = Math.max(milliseconds, 1) / updates;
	}
}

/** What one stretch did. */
export interface Stretch {
	/** Updates asked for before it. */
	readonly from: number;
	/** Updates that each model had made before it. */
	readonly before: readonly number[];
	readonly progress: readonly Progress[];
}

/**
 * Progress of stretches one after the other as one call would have told it, but for the last digits of its means: losses are
 * weighted by batches, accuracies by examples.
 * @param stretches at least one
 */
export function joined(spec: TrainSpec, stretches: readonly Stretch[]): Progress[] {
	const { progress } = stretches[stretches.length - 1];
	return progress.map((end, m) => (stretches.length === 1 ? end : { ...end, ...means(spec, stretches, m) }));
}

function means(spec: TrainSpec, stretches: readonly Stretch[], m: number): Pick<Progress, 'loss' | 'accuracy'> {
	let [batches, examples, loss, accuracy] = [0, 0, 0, 0];
	for (const { from, before, progress } of stretches) {
		const made = progress[m].updates - before[m];
		if (made === 0) continue;
		const seen = examplesBefore(spec, from + made) - examplesBefore(spec, from);
		batches += made;
		examples += seen;
		loss += progress[m].loss * made;
		accuracy += progress[m].accuracy * seen;
	}
	return { loss: loss / batches, accuracy: accuracy / examples };
}

/** Examples in all batches before an update: the last batch of an epoch may be smaller. */
function examplesBefore({ data, batchSize }: TrainSpec, update: number): number {
	const { epoch, from } = batchPlace(update, data.examples, batchSize);
	return epoch * data.examples + from;
}
