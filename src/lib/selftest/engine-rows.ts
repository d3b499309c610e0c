// Compares the engines: the same small training on each, how far it is from float64, and how long an update takes.
import type { DataSource } from '../datasets/dataset.ts';
import { type Engine, type EngineName, engineNames } from '../engine/engine.ts';
import { openEngine } from '../engine/open.ts';
import { plainEngine } from '../engine/plain/plain.ts';
import { type Results, resultsOf, type Trial, worstShare } from './compare.ts';
import type { Deadline } from './deadline.ts';
import { leftOut, measured, thrown } from './finding.ts';
import { type Finding, type Part, type Row, timedBatches } from './report.ts';
import { boundsOf, specOf } from './trials.ts';

/** Milliseconds that a timed round takes at least: long beside a clock's step and a call's latency. */
const ROUND = 30;

/** The book's network, at every engine's hands: ten updates. All its batches are of one size, for each of which TensorFlow.js compiles anew. */
const shape = { descent: 'momentum', widths: [784, 100, 10] } as const;
const spec = specOf({ ...shape, examples: 32, batchSize: 32 });
const trial: Trial = { name: 'ten updates', spec, updates: 10, hessian: false, bounds: boundsOf(spec.optimiser) };

const row = (part: Part, name: EngineName, batchSize: number | null, finding: Finding): Row => ({
	...{ part, name, batchSize },
	...finding,
});

async function agreement(engine: Engine, expected: Results, deadline: Deadline): Promise<Finding> {
	const { value, measure } = worstShare(await deadline.take(() => resultsOf(engine, trial)), expected, trial.bounds);
	return measured(value, measure);
}

/** Milliseconds an update, in the better of two rounds, since something may come between in one. */
async function pace(engine: Engine, batchSize: number, deadline: Deadline, now: () => number): Promise<Finding> {
	const trainer = await deadline.take(() => engine.train(specOf({ ...shape, examples: 1000, batchSize })));
	const round = async (updates: number): Promise<number> => {
		const begun = now();
		await deadline.take(() => trainer.update(updates));
		return now() - begun;
	};
	try {
		// What an engine prepares on its first update is not an update's time.
		await round(1);
		let updates = 1;
		let took = await round(updates);
		while (took < ROUND) took = await round((updates *= 2));
		const best = Math.min(took, await round(updates));
		return { outcome: 'passed', value: best / updates, reason: null, detail: '' };
	} finally {
		trainer.dispose();
	}
}

/** All rows of one engine with the same finding: it was not asked for, or cannot be opened. */
function* rowsAlike(name: EngineName, finding: Finding): Generator<Row> {
	yield row('engines', name, null, finding);
	for (const batchSize of timedBatches) yield row('speed', name, batchSize, finding);
}

async function* rowsOf(engine: Engine, expected: Results, deadline: Deadline, now: () => number): AsyncGenerator<Row> {
	yield row('engines', engine.name, null, await agreement(engine, expected, deadline).catch(thrown));
	for (const batchSize of timedBatches)
		yield row('speed', engine.name, batchSize, await pace(engine, batchSize, deadline, now).catch(thrown));
}

/**
 * @param asked engines that are compared; the others are left out as not asked for
 * @param untilOf when an engine's time is up   @param now milliseconds, monotonic
 */
export async function* engineRows(
	source: DataSource,
	gpu: GPU | undefined,
	asked: readonly EngineName[],
	untilOf: (name: EngineName) => Deadline,
	now: () => number,
): AsyncGenerator<Row> {
	const expected = await resultsOf(plainEngine(source, { precision: 64 }), trial);
	for (const name of engineNames) {
		if (!asked.includes(name)) {
			yield* rowsAlike(name, leftOut('not-asked'));
			continue;
		}
		const deadline = untilOf(name);
		let engine: Engine;
		try {
			engine = await deadline.take(() => openEngine(name, source, gpu));
		} catch (error) {
			yield* rowsAlike(name, thrown(error));
			continue;
		}
		try {
			yield* rowsOf(engine, expected, deadline, now);
		} finally {
			await engine.dispose();
		}
	}
}
