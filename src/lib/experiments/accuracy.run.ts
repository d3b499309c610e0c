// Does a larger batch train worse: at equal epochs, at equal updates, in equal time? And is it overfitting?
import { mean } from '../numbers/statistics.ts';
import type { Engine, Trainer } from '../engine/engine.ts';
import type { Measurement, Place } from '../series/result.ts';
import { accuracy, type AccuracySettings } from './accuracy.ts';
import { costOfArm, isBaseline, pointsOf, updatesOf, type Arm } from './accuracy-arms.ts';
import { Course, divergedNotes, spending, type Scores, type Stand } from './course.ts';
import { defineExperiment, type Lab, type Step } from './experiment.ts';
import { population, sign } from './population.ts';

const SPLITS = ['training', 'validation'] as const;

const trainerFor = (engine: Engine, { examples, batchSize, rate }: Arm, settings: AccuracySettings, seed: number) =>
	engine.train({
		data: { name: 'mnist', examples, validation: settings.validation, test: false, seed },
		widths: [784, settings.hidden, 10],
		models: population(seed, settings.seeds, rate),
		optimiser: { name: 'sgd' },
		batchSize,
		order: 'epoch',
	});

/** What an arm came to. */
interface Outcome {
	readonly arm: Arm;
	readonly scores: Scores;
	readonly stand: Stand;
	readonly notes: Step['notes'];
}

async function train(trainer: Trainer, arm: Arm, settings: AccuracySettings, lab: Lab): Promise<Outcome> {
	const course = new Course(trainer, lab);
	if (arm.comparison === 'seconds') await course.until(settings.seconds);
	else await course.to(updatesOf(arm, settings));
	const scores = await course.scores(SPLITS);
	return { arm, scores, stand: course.stand, notes: divergedNotes(trainer, course) };
}

/** Mean validation accuracy; a model that diverged knows nothing. */
const worth = ({ scores }: Outcome): number => mean(scores.validation!.map((score) => score?.accuracy ?? 0));
const bestOf = (outcomes: readonly Outcome[]): Outcome =>
	outcomes.reduce((best, outcome) => (worth(outcome) > worth(best) ? outcome : best));

function measured({ arm, scores, stand }: Outcome, splits: readonly (typeof SPLITS)[number][], at: Place) {
	const { epochs, examples, seconds } = stand;
	const common = { at, axis: 'batchSize', x: arm.batchSize, epochs, examples, seconds } as const;
	return splits.flatMap((split) =>
		scores[split]!.map((score, model): Measurement => {
			return { ...common, series: `${split}Accuracy`, model, value: score && score.accuracy };
		}),
	);
}

const placeOf = ({ comparison, policy, examples }: Arm) => ({ comparison, policy, examples });

/** The point as the figure shows it, with the rate and the number of updates that it was trained with. */
function asPoint(outcome: Outcome): Measurement[] {
	const at = placeOf(outcome.arm);
	const { rate, batchSize: x } = outcome.arm;
	const ofArm = Object.entries({ rate, updates: outcome.stand.updates }).map(([series, value]): Measurement => {
		return { series, at, model: 0, axis: 'batchSize', x, value };
	});
	return [...measured(outcome, SPLITS, at), ...ofArm];
}
/** What a search for the best rate tried. */
const asTrial = (outcome: Outcome): Measurement[] =>
	measured(outcome, ['validation'], { ...placeOf(outcome.arm), policy: 'grid', rate: outcome.arm.rate });

/** What the latest outcome of a point adds: the point itself, or a trial and, after the last one, the best of them. */
function told(
	outcomes: readonly Outcome[],
	candidates: readonly Arm[],
	settings: AccuracySettings,
): Omit<Step, 'done'> {
	const latest = outcomes.at(-1)!;
	const { arm, notes } = latest;
	if (arm.policy !== 'best') return { measurements: asPoint(latest), notes };
	const best = outcomes.length === candidates.length ? asPoint(bestOf(outcomes)) : [];
	if (!isBaseline(arm, settings)) return { measurements: [...asTrial(latest), ...best] };
	const usual = asPoint({ ...latest, arm: { ...arm, policy: 'fixed' } });
	return { measurements: [...asTrial(latest), ...usual, ...best], notes };
}

export const experiment = defineExperiment({
	...accuracy,
	async *run(settings, lab: Lab): AsyncGenerator<Step, void, void> {
		const engine = await lab.engine();
		const points = pointsOf(settings);
		const spend = spending(points.flat().map((arm) => costOfArm(arm, settings)));
		let isFirst = true;
		for (const candidates of points) {
			const outcomes: Outcome[] = [];
			for (const arm of candidates) {
				const trainer = await trainerFor(engine, arm, settings, lab.seed);
				try {
					if (isFirst) await sign(trainer, lab);
					isFirst = false;
					outcomes.push(await train(trainer, arm, settings, lab));
				} finally {
					trainer.dispose();
				}
				yield { ...told(outcomes, candidates, settings), done: spend(costOfArm(arm, settings)) };
			}
		}
	},
});
