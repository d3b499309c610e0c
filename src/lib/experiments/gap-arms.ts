// The training of the pairs of `gap`, one arm after the other: what `line` walks between is made by the same code.
import type { Engine, Trainer, TrainSpec } from '../engine/engine.ts';
import type { Measurement, Place } from '../series/result.ts';
import { Course, divergedNotes } from './course.ts';
import type { Lab, Step } from './experiment.ts';
import { arms, EVERY, type GapArm, type GapSettings } from './gap.ts';
import { population, sign } from './population.ts';

/** Nats; a network that knows nothing yet. */
const CHANCE = Math.log(10);
/** Every point of a training curve has so many times the updates of the one before. */
const GROWTH = 1.5;

/** Parameters of every pair's two networks. */
export type Solutions = Readonly<Record<GapArm, readonly Float32Array[]>>;

export const batchSizeOf = (arm: GapArm, { batchSize, examples }: GapSettings): number =>
	arm === 'small' ? Math.min(batchSize, examples) : examples;

/** The first `count` pairs' networks of one arm. A pair is trained on digits of its own, and the same however many others there are. */
export const specOf = (arm: GapArm, settings: GapSettings, seed: number, count: number): TrainSpec => ({
	data: {
		...{ name: 'mnist', examples: settings.examples, parts: settings.pairs, validation: 0, test: true, seed },
		...(settings.labelNoise > 0 ? { labelNoise: settings.labelNoise } : {}),
	},
	widths: [784, ...Array<number>(settings.layers).fill(settings.hidden), 10],
	models: population(seed, count, settings.rate).map((model, part) => ({ ...model, part })),
	optimiser: { name: settings.optimiser },
	batchSize: batchSizeOf(arm, settings),
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

function capped(course: Course, { batchSize }: Place): NonNullable<Step['notes']> {
	const count = course.progress.filter(({ stopped, diverged }) => !stopped && diverged === null).length;
	return count > 0 ? [{ key: 'cap-reached', values: { batch: batchSize, count, updates: course.stand.updates } }] : [];
}

/** Trains one arm to its end; `done` is the share of the arm. */
async function* trainArm(
	trainer: Trainer,
	at: Place,
	settings: GapSettings,
	lab: Lab,
): AsyncGenerator<Step, void, void> {
	const course = new Course(trainer, lab);
	let done = 0;
	for (let next = EVERY; course.goesOn && course.stand.updates < settings.cap; next = Math.ceil(next * GROWTH)) {
		await course.to(Math.min(next, settings.cap));
		const ways = course.progress.map(({ loss, stopped }) => (stopped ? 1 : wayDown(loss, settings)));
		done = Math.max(done, Math.min(...ways));
		yield { measurements: underWay(course, at), done };
	}
	const notes = [...divergedNotes(trainer, course), ...capped(course, at)];
	yield { measurements: await ends(course, at), done: 1, notes };
}

/** Trains the networks of one arm; `done` is the share of the arm. @returns where they ended   @throws Stopped */
export async function* trainNetworks(
	engine: Engine,
	spec: TrainSpec,
	at: Place,
	settings: GapSettings,
	lab: Lab,
): AsyncGenerator<Step, readonly Float32Array[], void> {
	const trainer = await engine.train(spec);
	try {
		await sign(trainer, lab);
		yield* trainArm(trainer, at, settings, lab);
		return await trainer.parameters();
	} finally {
		trainer.dispose();
	}
}

/** Trains both arms of the first `count` pairs. @returns where they ended   @throws Stopped */
export async function* trainPairs(
	engine: Engine,
	settings: GapSettings,
	lab: Lab,
	count: number,
): AsyncGenerator<Step, Solutions, void> {
	const parameters: Record<string, readonly Float32Array[]> = {};
	for (const [index, arm] of arms.entries()) {
		const at = { arm, batchSize: batchSizeOf(arm, settings) };
		const steps = trainNetworks(engine, specOf(arm, settings, lab.seed, count), at, settings, lab);
		parameters[arm] = yield* within(steps, index / arms.length, 1 / arms.length);
	}
	return parameters as Solutions;
}

/** The steps of a part of a run, as steps of the whole. @param from share of the whole that is done before   @param share of the part */
export async function* within<T>(
	steps: AsyncGenerator<Step, T, void>,
	from: number,
	share: number,
): AsyncGenerator<Step, T, void> {
	for (;;) {
		const { value, done } = await steps.next();
		if (done) return value;
		yield { ...value, done: from + share * value.done };
	}
}

/** Names what is left to later runs: nothing but these settings and this seed gives it. */
export const keyOf = (settings: GapSettings, seed: number): string => JSON.stringify([settings, seed]);
