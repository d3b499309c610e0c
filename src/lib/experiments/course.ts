// A population in training: on to a number of updates or for a time, in calls short enough that a pause is heard; its scores on the way.
import type { Split } from '../datasets/dataset.ts';
import type { Progress, Score, Trainer } from '../engine/engine.ts';
import type { Sentence } from '../series/reading.ts';
import type { Measurement, Place } from '../series/result.ts';
import type { Lab } from './experiment.ts';

/** How long a call of `update` should take, in milliseconds. */
const CALL = 250;

/** Of one model, by the split that it was scored on; null where it had diverged before. */
export type Scores = Partial<Record<Split, readonly (Score | null)[]>>;
/** How far a population has come. */
export interface Stand {
	readonly updates: number;
	/** Passes through the training set, with the share of the one under way. */
	readonly epochs: number;
	/** Trained on so far by each model. */
	readonly examples: number;
	/** Spent on training, shared out equally among the models; scoring and pauses do not count. */
	readonly seconds: number;
}

export class Course {
	readonly #trainer: Trainer;
	readonly #lab: Pick<Lab, 'now' | 'rest'>;
	#progress: readonly Progress[];
	/** Updates that a call makes. */
	#call = 1;
	#updates = 0;
	#milliseconds = 0;

	constructor(trainer: Trainer, lab: Pick<Lab, 'now' | 'rest'>) {
		this.#trainer = trainer;
		this.#lab = lab;
		const unmoved = { updates: 0, stopped: false, diverged: null, loss: NaN, accuracy: NaN };
		this.#progress = trainer.spec.models.map(() => unmoved);
	}

	get stand(): Stand {
		const seconds = this.#milliseconds / 1000 / this.#progress.length;
		return { ...this.passesIn(this.#updates), updates: this.#updates, seconds };
	}

	/** Passes through the training set, and examples trained on, that so many updates are. */
	passesIn(updates: number): Pick<Stand, 'epochs' | 'examples'> {
		const { data, batchSize } = this.#trainer.spec;
		const perEpoch = Math.ceil(data.examples / batchSize);
		const whole = Math.floor(updates / perEpoch);
		const begun = Math.min((updates - whole * perEpoch) * batchSize, data.examples);
		const examples = whole * data.examples + begun;
		return { epochs: examples / data.examples, examples };
	}

	/** Of every model: where it stands, and how its latest batches did. */
	get progress(): readonly Progress[] {
		return this.#progress;
	}

	/** The update at which each model's loss ran away, null where it did not. */
	get diverged(): readonly (number | null)[] {
		return this.#progress.map(({ diverged }) => diverged);
	}

	/** Whether some model has neither stopped nor diverged. */
	get goesOn(): boolean {
		return this.#progress.some(({ stopped, diverged }) => !stopped && diverged === null);
	}

	/** Trains on until so many updates are made. @throws Stopped */
	async to(updates: number): Promise<void> {
		while (this.#updates < updates) await this.#advance(Math.min(this.#call, updates - this.#updates));
	}

	/** Trains on until so many seconds a model were spent, to within a call. @throws Stopped */
	async until(seconds: number): Promise<void> {
		while (this.stand.seconds < seconds && this.goesOn) {
			const left = (seconds - this.stand.seconds) * 1000 * this.#progress.length;
			await this.#advance(Math.min(this.#call, Math.max(1, Math.floor(left / this.#pace()))));
		}
	}

	/** Scores every model that goes on. */
	async scores(splits: readonly Split[]): Promise<Scores> {
		const scored: Scores = {};
		for (const split of splits) {
			await this.#lab.rest();
			const all = this.#isLost() ? [] : await this.#trainer.evaluate(split);
			scored[split] = this.diverged.map((update, model) => (update === null ? all[model] : null));
		}
		return scored;
	}

	#isLost(): boolean {
		return this.diverged.every((update) => update !== null);
	}

	/** Milliseconds an update so far, infinite before the first. */
	#pace(): number {
		return this.#updates > 0 ? this.#milliseconds / this.#updates : Infinity;
	}

	async #advance(count: number): Promise<void> {
		await this.#lab.rest();
		const start = this.#lab.now();
		if (this.goesOn) this.#progress = await this.#trainer.update(count);
		const took = this.#lab.now() - start;
		this.#updates += count;
		this.#milliseconds += took;
		this.#call = Math.max(1, Math.min(4 * this.#call, Math.round((count * CALL) / Math.max(took, 1))));
	}
}

/** A measurement a model and a score: `validationAccuracy`, `trainingLoss` and so on, against updates. */
export function measured({ updates, ...beside }: Stand, scores: Scores, at: Place): Measurement[] {
	return Object.entries(scores).flatMap(([split, models]) =>
		models.flatMap((score, model) =>
			[
				{ series: `${split}Accuracy`, value: score && score.accuracy },
				{ series: `${split}Loss`, value: score && score.loss },
			].map((named): Measurement => ({ ...named, at, model, axis: 'updates', x: updates, ...beside })),
		),
	);
}

/**
 * Trains to each of these numbers of updates and tells the scores there, the ordinary way to a training curve.
 * @param points ascending; 0 is the start @throws Stopped
 */
export async function* scoresAt(
	course: Course,
	points: readonly number[],
	splits: readonly Split[],
	at: Place,
): AsyncGenerator<Measurement[], void, void> {
	for (const updates of points) {
		await course.to(updates);
		yield measured(course.stand, await course.scores(splits), at);
	}
}

/** Numbers of updates at equal distances through `epochs` epochs, `each` an epoch, the start included. */
export function pointsOf(examples: number, batchSize: number, epochs: number, each: number): number[] {
	const last = epochs * Math.ceil(examples / batchSize);
	const points = Array.from({ length: epochs * each + 1 }, (_, index) => Math.round((index / (epochs * each)) * last));
	return [...new Set(points)];
}

/** Tells of models that diverged, by their arm; nothing where none did. */
export function divergedNotes({ spec }: Trainer, { diverged }: Course): Sentence[] {
	const count = diverged.filter((update) => update !== null).length;
	if (count === 0) return [];
	const { models, batchSize } = spec;
	return [{ key: 'models-diverged', values: { batch: batchSize, rate: models[0].rate, count, models: models.length } }];
}

/** An update costs as much as so many examples besides its own, on a slow device; on a parallel one more. */
const FIXED = 8;
/** An example is only gone through forwards when it is scored. */
const FORWARD = 1 / 3;

/** Predicted cost of training and scoring one model, in examples trained on. */
export const costOf = (updates: number, batchSize: number, scored: number): number =>
	updates * (FIXED + batchSize) + FORWARD * scored;

/** Shares of a whole that is spent bit by bit: what is done after each bit, 0 … 1. */
export function spending(costs: readonly number[]): (cost: number) => number {
	const whole = costs.reduce((sum, cost) => sum + cost, 0);
	let spent = 0;
	return (cost) => Math.min(1, (spent += cost) / whole);
}
