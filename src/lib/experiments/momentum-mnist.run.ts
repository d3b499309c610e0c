// What does momentum buy? Four momenta at one rate for all, and at one effective rate, which each reaches by a rate of its own.
import type { Engine, Trainer, TrainSpec } from '../engine/engine.ts';
import type { Sentence } from '../series/reading.ts';
import type { Measurement } from '../series/result.ts';
import { costOf, Course, measured, pointsOf, spending, type Scores } from './course.ts';
import { defineExperiment, type Lab, type Step } from './experiment.ts';
import { momentumMnist, type Comparison, type MomentumMnistSettings } from './momentum-mnist.ts';
import { population, sign } from './population.ts';

/** All momenta and seeds of a comparison at one batch size: one population, since a model has its own rate and momentum. */
interface Arm {
	readonly comparison: Comparison;
	readonly batchSize: number;
}

/** The largest batches first: they are done soonest. */
function armsOf({ comparisons, batchSizes, examples }: MomentumMnistSettings): Arm[] {
	const sizes = [...new Set(batchSizes.map((size) => Math.min(size, examples)))].toReversed();
	return sizes.flatMap((batchSize) => comparisons.map((comparison) => ({ comparison, batchSize })));
}

const rateOf = (comparison: Comparison, momentum: number, { rate, effectiveRate }: MomentumMnistSettings): number =>
	comparison === 'fixed' ? rate : effectiveRate * (1 - momentum);

const specOf = ({ comparison, batchSize }: Arm, settings: MomentumMnistSettings, seed: number): TrainSpec => ({
	data: { name: 'mnist', examples: settings.examples, validation: settings.validation, test: false, seed },
	widths: [784, settings.hidden, 10],
	models: settings.momenta
		.map(Number)
		.flatMap((momentum) => population(seed, settings.seeds, rateOf(comparison, momentum, settings), momentum)),
	optimiser: { name: 'sgd' },
	batchSize,
	order: 'epoch',
});

/** The models of one momentum. */
const partOf = <T>(all: readonly T[], index: number, { seeds }: MomentumMnistSettings): readonly T[] =>
	all.slice(index * seeds, (index + 1) * seeds);

/** What was scored, momentum by momentum: the models of each are its seeds. */
const told = (arm: Arm, course: Course, { validation }: Scores, settings: MomentumMnistSettings): Measurement[] =>
	settings.momenta.flatMap((momentum, index) =>
		measured(
			course.stand,
			{ validation: partOf(validation!, index, settings) },
			{ ...arm, momentum: Number(momentum) },
		),
	);

/** Tells of models that diverged, by their momentum. */
function notesOf({ batchSize }: Arm, { spec }: Trainer, course: Course, settings: MomentumMnistSettings): Sentence[] {
	return settings.momenta.flatMap((_, index): Sentence[] => {
		const count = partOf(course.diverged, index, settings).filter((update) => update !== null).length;
		const [{ momentum, rate }] = partOf(spec.models, index, settings);
		const values = { batch: batchSize, momentum, rate, count, models: settings.seeds };
		return count > 0 ? [{ key: 'momentum-diverged', values }] : [];
	});
}

/** Predicted cost from each point to the next. */
const costsOf = ({ batchSize }: Arm, points: readonly number[], { validation }: MomentumMnistSettings): number[] =>
	points.map((point, index) => costOf(point - (points[index - 1] ?? 0), batchSize, validation));

async function* train(engine: Engine, arm: Arm, points: readonly number[], settings: MomentumMnistSettings, lab: Lab) {
	const trainer = await engine.train(specOf(arm, settings, lab.seed));
	try {
		await sign(trainer, lab);
		const course = new Course(trainer, lab);
		for (const point of points) {
			await course.to(point);
			const scores = await course.scores(['validation']);
			yield { measurements: told(arm, course, scores, settings), notes: notesOf(arm, trainer, course, settings) };
		}
	} finally {
		trainer.dispose();
	}
}

export const experiment = defineExperiment({
	...momentumMnist,
	async *run(settings, lab: Lab): AsyncGenerator<Step, void, void> {
		const engine = await lab.engine();
		const arms = armsOf(settings).map((arm) => {
			const points = pointsOf(settings.examples, arm.batchSize, settings.epochs, settings.perEpoch);
			return { arm, points, costs: costsOf(arm, points, settings) };
		});
		const spend = spending(arms.flatMap(({ costs }) => costs));
		for (const { arm, points, costs } of arms) {
			let point = 0;
			for await (const step of train(engine, arm, points, settings, lab))
				yield { ...step, done: spend(costs[point++]) };
		}
	},
});
