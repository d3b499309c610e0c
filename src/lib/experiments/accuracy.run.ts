// Does a larger batch train worse: at equal epochs, at equal updates, in equal time? And is it overfitting?
import type { Engine, Trainer } from '../engine/engine.ts';
import type { Measurement } from '../series/result.ts';
import { accuracy, type AccuracySettings } from './accuracy.ts';
import { costOfArm, isBaseline, pointsOf, updatesOf, type Arm } from './accuracy-arms.ts';
import { spending } from './course.ts';
import { defineExperiment, type Lab, type Step } from './experiment.ts';
import { accuracies, bestOf, outcomeOf, SPLITS, trainedWith, type Outcome as Scored } from './outcome.ts';
import { population, sign } from './population.ts';

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
interface Outcome extends Scored {
	readonly arm: Arm;
}

async function train(trainer: Trainer, arm: Arm, settings: AccuracySettings, lab: Lab): Promise<Outcome> {
	const scored = await outcomeOf(
		trainer,
		(course) => (arm.comparison === 'seconds' ? course.until(settings.seconds) : course.to(updatesOf(arm, settings))),
		lab,
	);
	return { ...scored, arm };
}

const placeOf = ({ comparison, policy, examples }: Arm) => ({ comparison, policy, examples });

/** The point as the figure shows it, with the rate and the number of updates that it was trained with. */
function asPoint(outcome: Outcome): Measurement[] {
	const { rate, batchSize } = outcome.arm;
	const at = placeOf(outcome.arm);
	return [...accuracies(outcome, SPLITS, at, batchSize), ...trainedWith(outcome, rate, at, batchSize)];
}
/** What a search for the best rate tried. */
function asTrial(outcome: Outcome): Measurement[] {
	const { rate, batchSize } = outcome.arm;
	return accuracies(outcome, ['validation'], { ...placeOf(outcome.arm), policy: 'grid', rate }, batchSize);
}

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
		for (const candidates of points) {
			const outcomes: Outcome[] = [];
			for (const arm of candidates) {
				const trainer = await trainerFor(engine, arm, settings, lab.seed);
				try {
					await sign(trainer, lab);
					outcomes.push(await train(trainer, arm, settings, lab));
				} finally {
					trainer.dispose();
				}
				yield { ...told(outcomes, candidates, settings), done: spend(costOfArm(arm, settings)) };
			}
		}
	},
});
