// Who leaves a valley? Thousands of descents at once from a sharp and from a flat minimum, at each batch size.
import { landscapes } from '../landscapes/list.ts';
import type { Parameters } from '../landscapes/landscape.ts';
import { valleysOf } from '../landscapes/valleys.ts';
import { Stream } from '../numbers/random.ts';
import { permutation } from '../numbers/shuffle.ts';
import { median } from '../numbers/statistics.ts';
import type { Measurement } from '../series/result.ts';
import { choice, choices, log, real, whole, wholes, type Settings } from '../settings/schema.ts';
import { defineExperiment, type Lab, type Step } from './experiment.ts';

const offered = [1, 2, 4, 5, 10, 20];
/** Both landscapes are the mean of so many examples. */
const EXAMPLES = 20;
const schema = {
	batchSizes: wholes(1, EXAMPLES, offered, offered, { unit: 'examples' }),
	rate: log(0.01, 0.5, 0.2),
	landscape: choice(['escape', 'tilts'], 'escape'),
	/** Of the sharp valley of `escape`; 1.42 makes both minima equally low. */
	depth: real(1.1, 2, 1.42),
	order: choice(['epoch', 'replacement'], 'epoch'),
	starts: choices(['left', 'right'], ['left', 'right']),
	updates: whole(10, 2000, 400, { scale: 'log' }),
	runs: whole(256, 65_536, 16_384, { scale: 'log' }),
};
export type EscapeSettings = Settings<typeof schema>;
export type Start = EscapeSettings['starts'][number];

/** How far the tilts differ: at the default rate they push some over the barrier where they are drawn with replacement. */
const TILTS = 0.76;

/** The landscape's own parameters under these settings. */
export function parametersOf({ landscape, depth }: Pick<EscapeSettings, 'landscape' | 'depth'>): Parameters {
	const { parameters } = landscapes[landscape];
	return { ...parameters, ...(landscape === 'escape' ? { depth } : { spread: TILTS }) };
}

/** A batch of all examples leaves nothing to chance, so all its runs are one. */
export const isChanceless = (batchSize: number, { order }: Pick<EscapeSettings, 'order'>): boolean =>
	batchSize === EXAMPLES && order !== 'replacement';

type Inputs = Readonly<Record<string, Float32Array>>;
/** Numbers of the orders as sweeps take them, engine/sweeps.ts. */
const orderNumbers = { epoch: 2, replacement: 3 } as const;

/** Inputs of the sweep by name, in its order. */
export function inputsOf(settings: EscapeSettings, start: Start, batchSize: number, seed: number): Inputs {
	const parameters = parametersOf(settings);
	const valleys = valleysOf(landscapes[settings.landscape], parameters);
	const runs = isChanceless(batchSize, settings) ? 1 : settings.runs;
	const alike = {
		...{ order: orderNumbers[settings.order], batchSize, updates: settings.updates, rate: settings.rate },
		...{ barrier: valleys.barrier, start: valleys[start], ...parameters },
	};
	return {
		seedHigh: Float32Array.of(Math.floor(seed / 2 ** 16)),
		seedLow: Float32Array.of(seed % 2 ** 16),
		run: Float32Array.from({ length: runs }, (_, run) => run),
		...Object.fromEntries(Object.entries(alike).map(([name, value]) => [name, Float32Array.of(value)])),
	};
}

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

export const escape = defineExperiment({
	id: 'escape',
	settings: schema,
	presets: { small: { runs: 4096 }, quick: { runs: 8192 }, full: {} },
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
