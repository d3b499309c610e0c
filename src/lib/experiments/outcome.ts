// What a population came to at the end of its training: one point of a comparison over batch sizes, and the best of several.
import type { Split } from '../datasets/dataset.ts';
import type { Trainer } from '../engine/engine.ts';
import { mean } from '../numbers/statistics.ts';
import type { Measurement, Place } from '../series/result.ts';
import { Course, divergedNotes, type Scores, type Stand } from './course.ts';
import type { Lab, Step } from './experiment.ts';

export const SPLITS = ['training', 'validation'] as const satisfies readonly Split[];

export interface Outcome {
	readonly scores: Scores;
	readonly stand: Stand;
	readonly notes: NonNullable<Step['notes']>;
}

/** Trains as far as `go` says, and scores. @throws Stopped */
export async function outcomeOf(trainer: Trainer, go: (course: Course) => Promise<void>, lab: Lab): Promise<Outcome> {
	const course = new Course(trainer, lab);
	await go(course);
	const scores = await course.scores(SPLITS);
	return { scores, stand: course.stand, notes: divergedNotes(trainer, course) };
}

/** Mean validation accuracy; a model that diverged knows nothing. */
export const worth = ({ scores }: Outcome): number => mean(scores.validation!.map((score) => score?.accuracy ?? 0));
export const bestOf = <O extends Outcome>(outcomes: readonly O[]): O =>
	outcomes.reduce((best, outcome) => (worth(outcome) > worth(best) ? outcome : best));

/** Accuracies of every model, against the batch size. */
export function accuracies(
	{ scores, stand }: Outcome,
	splits: readonly (typeof SPLITS)[number][],
	at: Place,
	batchSize: number,
): Measurement[] {
	const { epochs, examples, seconds } = stand;
	const common = { at, axis: 'batchSize', x: batchSize, epochs, examples, seconds } as const;
	return splits.flatMap((split) =>
		scores[split]!.map((score, model): Measurement => {
			return { ...common, series: `${split}Accuracy`, model, value: score && score.accuracy };
		}),
	);
}

/** The rate that a point was trained with, and its number of updates. */
export const trainedWith = ({ stand }: Outcome, rate: number, at: Place, batchSize: number): Measurement[] =>
	Object.entries({ rate, updates: stand.updates }).map(([series, value]): Measurement => {
		return { series, at, model: 0, axis: 'batchSize', x: batchSize, value };
	});
