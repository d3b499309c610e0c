// Trained to the same loss, do a small batch and the full batch do equally well on test data? After Keskar et al. 2017, arXiv:1609.04836.
import type { Engine, ModelSpec, Trainer } from '../engine/engine.ts';
import type { Measurement, Place } from '../series/result.ts';
import { Course, divergedNotes } from './course.ts';
import { defineExperiment, type Lab, type Step } from './experiment.ts';
import { arms, EVERY, gap, type GapArm, type GapSettings } from './gap.ts';
import { population, sign } from './population.ts';

/** Nats; a network that knows nothing yet. */
const CHANCE = Math.log(10);
/** Every point of a training curve has so many times the updates of the one before. */
const GROWTH = 1.5;

/** The models of the pairs: each is trained on digits of its own. */
const models = (seed: number, { pairs, rate }: GapSettings): ModelSpec[] =>
	population(seed, pairs, rate).map((model, part) => ({ ...model, part }));

const trainerFor = (engine: Engine, batchSize: number, settings: GapSettings, seed: number): Promise<Trainer> =>
	engine.train({
		data: {
			...{ name: 'mnist', examples: settings.examples, parts: settings.pairs, validation: 0, test: true, seed },
			...(settings.labelNoise > 0 ? { labelNoise: settings.labelNoise } : {}),
		},
		widths: [784, ...Array<number>(settings.layers).fill(settings.hidden), 10],
		models: models(seed, settings),
		optimiser: { name: settings.optimiser },
		batchSize,
		order: 'epoch',
		stopBelow: { loss: settings.target, every: EVERY },
	});

/** How far a model is on its way down to the wanted loss, 0 … 1, if it falls by equal factors in equal times. */
const wayDown = (loss: number, { target }: GapSettings): number =>
	Math.max(0, Math.min(1, Math.log(CHANCE / loss) / Math.log(CHANCE / target)));

/** Losses of the latest batches, of the models that go on. */
function underWay(course: Course, at: Place): Measurement[] {
	const { updates, ...beside } = course.stand;
	return course.progress.flatMap(({ loss, updates: made }, model) =>
		made < updates ? [] : [{ series: 'trainingLoss', at, model, axis: 'updates', x: updates, value: loss, ...beside }],
	);
}

/** What each model came to, where it stopped. */
async function ends(course: Course, at: Place): Promise<Measurement[]> {
	const { training, test } = await course.scores(['training', 'test']);
	return course.progress.flatMap(({ updates, stopped }, model) => {
		const { epochs, examples } = course.passesIn(updates);
		const values = {
			testAccuracy: test![model]?.accuracy ?? null,
			testLoss: test![model]?.loss ?? null,
			trainingAccuracy: training![model]?.accuracy ?? null,
			endLoss: training![model]?.loss ?? null,
			reached: Number(stopped),
		};
		return Object.entries(values).map(([series, value]): Measurement => {
			return { series, at, model, axis: 'updates', x: updates, value, epochs, examples };
		});
	});
}

/** Trains one arm to its end. @param done the share of the arm that is done, told as that of the run */
async function* train(trainer: Trainer, at: Place, settings: GapSettings, lab: Lab): AsyncGenerator<Step, void, void> {
	const course = new Course(trainer, lab);
	let done = 0;
	for (let next = EVERY; course.goesOn && course.stand.updates < settings.cap; next = Math.ceil(next * GROWTH)) {
		await course.to(Math.min(next, settings.cap));
		const ways = course.progress.map(({ loss, stopped }) => (stopped ? 1 : wayDown(loss, settings)));
		done = Math.max(done, Math.min(...ways));
		yield { measurements: underWay(course, at), done };
	}
	yield {
		measurements: await ends(course, at),
		done: 1,
		notes: [...divergedNotes(trainer, course), ...capped(course, at)],
	};
}

const capped = (course: Course, { batchSize }: Place): NonNullable<Step['notes']> => {
	const count = course.progress.filter(({ stopped, diverged }) => !stopped && diverged === null).length;
	return count > 0 ? [{ key: 'cap-reached', values: { batch: batchSize, count, updates: course.stand.updates } }] : [];
};

export const experiment = defineExperiment({
	...gap,
	async *run(settings, lab: Lab): AsyncGenerator<Step, void, void> {
		const engine = await lab.engine();
		for (const [index, arm] of arms.entries()) {
			const trainer = await trainerFor(engine, batchSizeOf(arm, settings), settings, lab.seed);
			try {
				if (index === 0) await sign(trainer, lab);
				const steps = train(trainer, { arm, batchSize: batchSizeOf(arm, settings) }, settings, lab);
				for await (const step of steps) yield { ...step, done: (index + step.done) / arms.length };
			} finally {
				trainer.dispose();
			}
		}
	},
});

const batchSizeOf = (arm: GapArm, { batchSize, examples }: GapSettings): number =>
	arm === 'small' ? Math.min(batchSize, examples) : examples;
