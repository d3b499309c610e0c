// The page that the bench drives: opens contenders, measures limits, times one point after another.
import { mnistSource } from '../../src/lib/datasets/mnist.ts';
import type { Dataset } from '../../src/lib/datasets/dataset.ts';
import { epochOrder } from '../../src/lib/engine/batches.ts';
import { probeAdapter, type AdapterProbe } from '../../src/lib/engine/device.ts';
import { mean } from '../../src/lib/numbers/statistics.ts';
import type { ContenderName, Density, Failure, Lap, Limits, Point, PointResult } from '../contenders.ts';
import { checkUpdates, LONGEST_UPDATE } from '../plan.ts';
import { race, type Pace } from '../rounds.ts';
import { type Contender, SEED, type Training } from './contender.ts';
import { countDispatches, dispatches } from './dispatches.ts';
import { openJax } from './jax.ts';
import { measureLimits } from './limits.ts';
import { openOwn } from './own.ts';
import { openTensorflow } from './tensorflow.ts';

countDispatches();
const source = mnistSource(new URL('.', location.href).href);
const openers: Readonly<Record<ContenderName, () => Promise<Contender>>> = {
	wgsl: () => openOwn('wgsl', source),
	'wgsl-sparse': () => openOwn('wgsl-sparse', source),
	'wgsl-tiled': () => openOwn('wgsl-tiled', source),
	'wgsl-dense': () => openOwn('wgsl-dense', source),
	plain: () => openOwn('plain', source),
	'tensorflow-webgpu': () => openTensorflow('webgpu'),
	'tensorflow-wasm': () => openTensorflow('wasm'),
	'jax-js-webgpu': () => openJax('webgpu'),
	'jax-js-wasm': () => openJax('wasm'),
};
const opened = new Map<ContenderName, Contender>();
const told = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Else one contender's garbage is collected in another one's time. There where the browser is told to show it. */
const collectGarbage = (): void => {
	globalThis.gc?.();
};

/** A contender at a point, after the check. */
interface Ready {
	readonly name: ContenderName;
	readonly training: Training;
	readonly losses: readonly [number, number];
	readonly dispatches: number;
}

/**
 * Losses one by one, as many updates in one go, losses again: both ways of updating must train alike. Dispatches are counted in the
 * middle, evened out, as engines may do some work only now and then.
 */
async function check(training: Training, updates: number): Promise<Pick<Ready, 'losses' | 'dispatches'>> {
	const before = mean(await training.losses(updates));
	const counted = dispatches();
	await training.update(updates);
	const made = dispatches() - counted;
	return { losses: [before, mean(await training.losses(updates))], dispatches: made / updates };
}

/** Nothing is wrong with the contender, but its times cannot be waited for. */
class TooLong extends Error {}

async function prepare(contender: Contender, point: Point, data: Dataset): Promise<Ready> {
	const training = await contender.train(point, data);
	try {
		const updates = checkUpdates(point.batch);
		const from = performance.now();
		const checked = await check(training, updates);
		const perUpdate = (performance.now() - from) / (3 * updates);
		if (perUpdate > LONGEST_UPDATE) throw new TooLong(`an update took ${(perUpdate / 1000).toFixed(0)} s`);
		return { name: contender.name, training, ...checked };
	} catch (error) {
		training.dispose();
		throw error;
	}
}

async function prepareAll(point: Point, data: Dataset, failures: Failure[], skipped: Failure[]): Promise<Ready[]> {
	const ready: Ready[] = [];
	for (const name of point.contenders) {
		const contender = opened.get(name);
		if (!contender) continue;
		await prepare(contender, point, data).then(
			(each) => ready.push(each),
			(error: unknown) => {
				(error instanceof TooLong ? skipped : failures).push({ contender: name, reason: told(error) });
			},
		);
	}
	return ready;
}

/** Over the batches that the point trains on, at most `most` of them. */
function densityOf({ training, pixels }: Dataset, size: number, most = 20): Density {
	const order = epochOrder(SEED, 'epoch', training.count, 0);
	const count = Math.min(most, Math.floor(order.length / size));
	let [filled, rows] = [0, 0];
	for (let batch = 0; batch < count; batch++) {
		const touched = new Set<number>();
		for (const position of order.subarray(batch * size, (batch + 1) * size)) {
			for (let pixel = 0; pixel < pixels; pixel++) {
				if (training.pixels[position * pixels + pixel] === 0) continue;
				filled++;
				touched.add(pixel);
			}
		}
		rows += touched.size;
	}
	return { pixels: filled / (count * size * pixels), rows: rows / (count * pixels) };
}

const bench = {
	adapter: (): Promise<AdapterProbe | null> => probeAdapter(),
	limits: (): Promise<Limits | null> => measureLimits().catch(() => null),
	/** What is wrong with those that cannot be opened. */
	async open(names: readonly ContenderName[]): Promise<Failure[]> {
		const missing: Failure[] = [];
		for (const name of names) {
			await openers[name]().then(
				(contender) => opened.set(name, contender),
				(error: unknown) => missing.push({ contender: name, reason: told(error) }),
			);
		}
		return missing;
	},
	async point(point: Point, pace: Pace): Promise<PointResult> {
		const spec = { name: 'mnist', examples: point.examples, validation: 0, test: false, seed: null } as const;
		const data = await source.load(spec);
		const [failures, skipped]: [Failure[], Failure[]] = [[], []];
		const ready = await prepareAll(point, data, failures, skipped);
		try {
			const racers = ready.map(({ name, training }) => ({ name, update: (n: number) => training.update(n) }));
			const times = await race(racers, pace, () => performance.now(), collectGarbage);
			const laps = ready.map(({ name, losses, dispatches }, at): Lap => ({
				contender: name,
				losses,
				dispatches,
				...times[at],
			}));
			return { laps, failures, skipped, density: densityOf(data, point.batch) };
		} finally {
			ready.forEach(({ training }) => training.dispose());
		}
	},
};
export type Bench = typeof bench;

declare global {
	var bench: Bench;
}
globalThis.bench = bench;
