// Who leaves a valley? Thousands of descents at once from a sharp and from a flat minimum, at each batch size.
import { Stream } from '../numbers/random.ts';
import { permutation } from '../numbers/shuffle.ts';
import { median } from '../numbers/statistics.ts';
import type { Measurement } from '../series/result.ts';
import { escape, EXAMPLES, type EscapeSettings, type Start } from './escape.ts';
import { inputsOf, isChanceless, type Inputs } from './escape-inputs.ts';
import { defineExperiment, type Lab, type Step } from './experiment.ts';

/** How many runs ended beyond the barrier, and after how many updates they crossed it first. */
function countLeft(results: Float32Array, { start: [start], barrier: [barrier] }: Inputs) {
	const crossings: number[] = [];
	for (let run = 0; run < results.length; run += 2)
		if (results[run] > barrier !== start > barrier) crossings.push(results[run + 1]);
	return { left: crossings.length, crossing: crossings.length > 0 ? median(crossings) : null };
}

interface Point {
	readonly start: Start;
	readonly batchSize: number;
}
async function measured(point: Point, settings: EscapeSettings, lab: Lab): Promise<Measurement[]> {
	const { start, batchSize } = point;
	const inputs = inputsOf(settings, start, batchSize, lab.seed);
	const runs = inputs.run.length;
	const results = await (await lab.engine()).sweep(settings.landscape, Object.values(inputs), runs);
	return Object.entries({ runs, ...countLeft(results, inputs) }).map(([series, value]) => ({
		...{ series, at: { start }, model: 0, axis: 'batchSize' as const, x: batchSize, value },
	}));
}

/** The first start, and the first epoch's order of the first run. */
async function sign(settings: EscapeSettings, lab: Lab): Promise<void> {
	const { start } = inputsOf(settings, settings.starts[0], 1, lab.seed);
	const stream = new Stream(lab.seed, 'order');
	const isDrawn = settings.order === 'replacement';
	const drawn = () => Uint32Array.from({ length: EXAMPLES }, () => stream.below(EXAMPLES));
	await lab.sign(start, isDrawn ? drawn() : permutation(EXAMPLES, stream));
}

/** Work of a point, in gradients: those of its updates, and about as much for every draw of an order. */
function cost({ batchSize }: Point, settings: EscapeSettings): number {
	if (isChanceless(batchSize, settings)) return EXAMPLES * settings.updates;
	return settings.runs * settings.updates * (batchSize + EXAMPLES / Math.ceil(EXAMPLES / batchSize));
}

export const experiment = defineExperiment({
	...escape,
	async *run(settings, lab): AsyncGenerator<Step, void, void> {
		const { starts, batchSizes } = settings;
		const points = batchSizes.flatMap((batchSize) => starts.map((start): Point => ({ start, batchSize })));
		const total = points.reduce((sum, point) => sum + cost(point, settings), 0);
		await lab.engine();
		await sign(settings, lab);
		let done = 0;
		for (const point of points) {
			const measurements = await measured(point, settings, lab);
			done += cost(point, settings);
			yield { measurements, done: done / total };
		}
	},
});
