// How long does one update take at each batch size, with parallel hardware and without, and how long a whole epoch?
import type { Engine, EngineName } from '../engine/engine.ts';
import type { Sentence } from '../series/reading.ts';
import type { Measurement, Place } from '../series/result.ts';
import { defineExperiment, type Lab, type Step } from './experiment.ts';
import { forecast } from './forecast.ts';
import { sign } from './population.ts';
import { timeEpoch, timeUpdates, type Timing } from './timing.ts';
import { updateTime, type UpdateTimeSettings } from './update-time.ts';

/** One point of the figure: an engine at a batch size. */
interface Point {
	readonly engine: Engine;
	readonly batchSize: number;
	/** Updates in an epoch. */
	readonly updates: number;
}

/** Batch sizes that the training set allows; the full batch where none is left. */
export function batchSizesWithin({
	batchSizes,
	examples,
}: Pick<UpdateTimeSettings, 'batchSizes' | 'examples'>): number[] {
	const within = batchSizes.filter((batchSize) => batchSize <= examples);
	return within.length > 0 ? within : [examples];
}

/** Tells of the batch sizes that the training set does not allow. */
function leftOut({ batchSizes, examples }: UpdateTimeSettings): Sentence[] {
	const over = batchSizes.filter((batchSize) => batchSize > examples);
	return over.length > 0 ? [{ key: 'batch-left-out', values: { batches: over.join(', '), examples } }] : [];
}

const tooLong = ({ engine, batchSize }: Point, { epochLimit }: UpdateTimeSettings): Sentence => ({
	key: 'update-left-out',
	values: { engine: engine.name, batch: batchSize, seconds: epochLimit },
});

/** The engines that the chosen lines name, each once; plain loops first, whose first point is there at once. */
export function enginesOf(lines: UpdateTimeSettings['lines'], chosen: EngineName): EngineName[] {
	const named = { engine: chosen, thread: 'plain', tensorflow: 'tensorflow-webgpu' } as const;
	const wanted = [...new Set(lines.map((line) => named[line]))];
	return wanted.sort((a, b) => Number(b === 'plain') - Number(a === 'plain'));
}

interface Opened {
	readonly engines: Engine[];
	readonly notes: Sentence[];
}

/** An experiment imports no engine, so it knows the error by its reason. */
const isUnavailable = (error: unknown): boolean =>
	error instanceof Error && 'reason' in error && error.reason === 'no-webgpu';

/** Opens what can be opened. @throws the first EngineUnavailable when none can */
async function openAll(names: readonly EngineName[], lab: Lab): Promise<Opened> {
	const opened: Opened = { engines: [], notes: [] };
	const refused: unknown[] = [];
	for (const name of names) {
		try {
			opened.engines.push(await lab.engine(name));
		} catch (error) {
			if (!isUnavailable(error)) throw error;
			refused.push(error);
			opened.notes.push({ key: 'line-skipped', values: { engine: name } });
		}
	}
	if (opened.engines.length === 0) throw refused[0];
	return opened;
}

const trainerFor = ({ engine, batchSize }: Point, { examples, hidden }: UpdateTimeSettings, seed: number) =>
	engine.train({
		data: { name: 'mnist', examples, validation: 0, test: false, seed: null },
		widths: [784, hidden, 10],
		models: [{ seed, rate: 0.05, momentum: 0 }],
		optimiser: { name: 'sgd' },
		batchSize,
		order: 'epoch',
	});

const placeOf = ({ engine }: Point): Place => ({ engine: engine.name, parallel: engine.software ? 0 : 1 });

const measured = (point: Point, values: Readonly<Record<string, number>>): Measurement[] =>
	Object.entries(values).map(([series, value]) => ({
		series,
		at: placeOf(point),
		model: 0,
		axis: 'batchSize',
		x: point.batchSize,
		value,
	}));

const ofUpdate = (point: Point, timing: Timing): Measurement[] =>
	measured(point, {
		updateTime: timing.median,
		updateTimeLow: timing.low,
		updateTimeHigh: timing.high,
		intervals: timing.intervals,
		updatesPerInterval: timing.updates,
	});

export const experiment = defineExperiment({
	...updateTime,
	async *run(settings, lab): AsyncGenerator<Step, void, void> {
		const { engines, notes } = await openAll(enginesOf(settings.lines, lab.engineName), lab);
		const points = batchSizesWithin(settings).flatMap((batchSize) =>
			engines.map((engine) => ({ engine, batchSize, updates: Math.ceil(settings.examples / batchSize) })),
		);
		const cost = forecast(points, settings);
		const told = [...leftOut(settings), ...notes];
		const measuredAt = new Set<string>();
		for (const [index, point] of points.entries()) {
			// An engine that lost its device for good goes on as another one, whose line may be measured already.
			const place = () => `${point.engine.name} ${point.batchSize}`;
			if (measuredAt.has(place())) continue;
			if (cost.isTooLong(index)) {
				yield { measurements: [], done: cost.leftOut(index), notes: [tooLong(point, settings)] };
				continue;
			}
			const trainer = await trainerFor(point, settings, lab.seed);
			try {
				if (index === 0) await sign(trainer, lab);
				const timing = await timeUpdates(trainer, lab, settings.repeats);
				if (measuredAt.has(place())) continue;
				measuredAt.add(place());
				const runsEpoch = timing.median * point.updates <= settings.epochLimit * 1000;
				yield { measurements: ofUpdate(point, timing), done: cost.updateTimed(index, timing, runsEpoch), notes: told };
				if (!runsEpoch) continue;
				const epoch = await timeEpoch(trainer, lab, point.updates, timing);
				yield { measurements: measured(point, { epochTime: epoch / 1000 }), done: cost.epochTimed(index) };
			} finally {
				trainer.dispose();
			}
		}
	},
});
