// The self-test: each kernel and sweep on this device against float64, then the engines side by side. Nothing it meets is thrown.
import type { DataSource } from '../datasets/dataset.ts';
import { type EngineName, engineNames } from '../engine/engine.ts';
import { wgslEngine } from '../engine/wgsl/engine.ts';
import { failureOf } from '../worker/failure.ts';
import { remembered } from './compare.ts';
import { Deadline } from './deadline.ts';
import { engineRows } from './engine-rows.ts';
import { factsOf, type Surroundings } from './facts.ts';
import { kernelRows } from './kernel-rows.ts';
import type { Ask, Row, Told } from './report.ts';
import { sweepRows } from './sweep-rows.ts';
import { type Watched, watched } from './watch.ts';

/** Milliseconds from the start at which a part's time is up; what is over then is left out. */
const ends = { kernels: 6000, sweeps: 7000, engines: 9000, tensorflow: 18_500 } as const;

export interface Place {
	/** undefined where the browser has none. */
	readonly gpu: GPU | undefined;
	/** Digits that no network has to bring. */
	readonly source: DataSource;
	/** Milliseconds, monotonic. */
	readonly now: () => number;
	readonly surroundings: Surroundings;
}

const asked = ({ tensorflow }: Ask): EngineName[] =>
	engineNames.filter((name) => tensorflow || name !== 'tensorflow-webgpu');

async function* rowsOf(ask: Ask, { source, now }: Place, watched: Watched, begun: number): AsyncGenerator<Row> {
	const until = (end: number) => new Deadline(begun + end, now);
	yield* kernelRows(source, watched, until(ends.kernels));
	yield* sweepRows(() => wgslEngine(source, watched.gpu), until(ends.sweeps));
	const untilOf = (name: EngineName) => until(name === 'tensorflow-webgpu' ? ends.tensorflow : ends.engines);
	yield* engineRows(source, watched.gpu, asked(ask), untilOf, now);
}

/** Facts first, then rows as they come, the end last. */
export async function* selfTest(ask: Ask, place: Place): AsyncGenerator<Told> {
	const begun = place.now();
	try {
		const gpu = watched(place.gpu);
		yield { type: 'facts', facts: await factsOf(gpu, place.surroundings) };
		for await (const row of rowsOf(ask, { ...place, source: remembered(place.source) }, gpu, begun))
			yield { type: 'row', row };
		yield { type: 'done', seconds: (place.now() - begun) / 1000 };
	} catch (error) {
		yield { type: 'failed', ...failureOf(error) };
	}
}
