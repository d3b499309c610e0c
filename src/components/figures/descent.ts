// One descent of the figure `escape`, followed update by update: run number 0 of its sweep, in float64. Pure.
import type { EscapeSettings, Start } from '../../lib/experiments/escape.ts';
import { grounds, inputsOf, parametersOf } from '../../lib/experiments/escape-inputs.ts';
import type { Point } from '../../lib/chart/path.ts';
import { batchPlace, Orders } from '../../lib/engine/batches.ts';
import { FAR } from '../../lib/engine/bounds.ts';
import type { Examples, Landscape, Parameters } from '../../lib/landscapes/landscape.ts';
import { valleysOf, type Valleys } from '../../lib/landscapes/valleys.ts';

/** A landscape under a figure's settings. */
export interface Ground {
	readonly landscape: Landscape;
	readonly examples: Examples;
	readonly parameters: Parameters;
	readonly valleys: Valleys;
}
export interface Descent {
	/** Where it is before each update and after the last, [updates + 1]; fewer where it ran away. */
	readonly places: readonly number[];
	/** Examples in the batch of each update. */
	readonly batches: readonly Uint32Array[];
	/** Number (from 1) of the first update that took it across the barrier, 0 for none. */
	readonly left: number;
}

export function groundOf(settings: Pick<EscapeSettings, 'landscape' | 'depth'>): Ground {
	const { examples } = grounds[settings.landscape];
	const landscape: Landscape = grounds[settings.landscape];
	const parameters = parametersOf(settings);
	return { landscape, examples, parameters, valleys: valleysOf(landscape, parameters) };
}

/** The loss at both minima. */
export function lossesOf({ landscape, parameters, valleys }: Ground): {
	readonly left: number;
	readonly right: number;
} {
	const at = (w: number) => landscape.loss([w], parameters);
	return { left: at(valleys.left), right: at(valleys.right) };
}

/** Mean of one quantity over a batch. */
function meanOver(batch: Uint32Array, of: (example: number) => number): number {
	let sum = 0;
	for (const example of batch) sum += of(example);
	return sum / batch.length;
}

/** Loss of a batch at a place. */
export const batchLoss = ({ examples, parameters }: Ground, batch: Uint32Array, w: number): number =>
	meanOver(batch, (example) => examples.loss(w, example, parameters));

/** @param seed as of the figure's run */
export function descentOf(settings: EscapeSettings, start: Start, batchSize: number, seed: number): Descent {
	const { count, slope } = grounds[settings.landscape].examples;
	// Rounded to float32, as the sweep takes them.
	const inputs = Object.entries(inputsOf({ ...settings, runs: 1 }, start, batchSize, seed));
	const run = Object.fromEntries(inputs.map(([name, [value]]) => [name, value])) as Parameters;
	const isWhole = batchSize === count && settings.order === 'epoch';
	const orders = new Orders(seed, isWhole ? 'never' : settings.order, count);
	const places = [run.start];
	const batches: Uint32Array[] = [];
	for (let update = 0; update < settings.updates && Math.abs(places[update]) <= FAR; update++) {
		const { epoch, from, to } = batchPlace(update, count, batchSize);
		const batch = orders.epoch(epoch).slice(from, to);
		const w = places[update];
		let sum = 0;
		for (const example of batch) sum += slope(w, example, run as never);
		places.push(w - (run.rate * sum) / batch.length);
		batches.push(batch);
	}
	const left = places.findIndex((w) => w > run.barrier !== run.start > run.barrier);
	return { places, batches, left: Math.max(0, left) };
}

/** Points of a curve over an interval. */
export const curveOf = (of: (w: number) => number, [from, to]: readonly [number, number], count = 161): Point[] =>
	Array.from({ length: count }, (_, index) => {
		const w = from + ((to - from) * index) / (count - 1);
		return [w, of(w)];
	});

/** Beyond the minima, as a share of their distance: what is seen of the walls. */
const WALLS = 0.55;
/** Above the barrier and below the floor, as shares of its height: room for a batch's own loss, and for names. */
const [HEADROOM, FOOTROOM] = [1, 0.85];

/** What is seen of a landscape: both valleys, the barrier, and a part of the walls. */
export function frameOf({ landscape, parameters, valleys }: Ground): Record<'x' | 'y', readonly [number, number]> {
	const { left, barrier, right } = valleys;
	const [floor, top] = [
		Math.min(landscape.loss([left], parameters), landscape.loss([right], parameters)),
		landscape.loss([barrier], parameters),
	];
	const beyond = WALLS * (right - left);
	return {
		x: [left - beyond, right + beyond],
		y: [floor - FOOTROOM * (top - floor), top + HEADROOM * (top - floor)],
	};
}
