// Which scheme a device is fastest with: a short race on made-up digits, remembered for the visit. All give the same bits, so it matters
// to nothing but the time.
import type { Dataset } from '../../datasets/dataset.ts';
import type { Trainer, TrainSpec } from '../engine.ts';
import { scribbles } from '../made-up.ts';
import { race, type Racer } from '../race.ts';
import type { Training } from './program.ts';
import { SHARED_TILE } from './shape.ts';

/** The first one where there is nothing to choose. */
const schemes: readonly Training[] = ['sparse', 'tiled', 'dense'];
/** Batch sizes that are raced; others are taken for the next smaller one. */
const batchSizes = [1, 8, 32, 256, 2048];
/** Examples of a tile: below it tiles do not take part; from it on a race begins here, where a slow scheme costs little. */
const FIRST = SHARED_TILE;
/** Milliseconds of one race, all schemes together. */
const BUDGET = 60;
/** An update that takes so many milliseconds keeps the device busy: with larger batches the same scheme will win. */
const BUSY = 8;
/** Who takes so many times as long as the fastest is not asked again with a larger batch. */
const BEHIND = 2;

/** Who is so many times as slow with a tile's examples is not asked again on this device, whatever the network: compiling alone may take a second. */
const HOPELESS = 3;

/** Opens a trainer of made-up digits, with start weights. */
export type OpenTrial = (spec: TrainSpec, data: Dataset, scheme: Training) => Trainer;

const known = new Map<string, Promise<Training>>();
/** By device. */
const hopeless = new Map<string, Set<Training>>();

/** Batch sizes to race one after the other, the last one standing for the spec's. */
function stages({ batchSize }: TrainSpec): number[] {
	const standing = batchSizes.findLast((size) => size <= batchSize) ?? 1;
	return standing < FIRST ? [standing] : batchSizes.filter((size) => size >= FIRST && size <= standing);
}

function trialOf({ widths, optimiser, models }: TrainSpec, batchSize: number): [TrainSpec, Dataset] {
	const [pixels, classes] = [widths[0], widths[widths.length - 1]];
	const data = { name: 'mnist', examples: batchSize, validation: 0, test: false, seed: null } as const;
	const training = scribbles(batchSize, pixels, classes);
	return [
		{ data, widths, optimiser, models: [{ ...models[0], part: 0 }], batchSize, order: 'never' },
		{ pixels, classes, training, validation: null, test: null },
	];
}

/** Where a race takes place, and by which clock, in milliseconds. */
interface Track {
	readonly open: OpenTrial;
	now(): number;
}

async function raceOne(spec: TrainSpec, batchSize: number, among: readonly Training[], { open, now }: Track) {
	const [trial, data] = trialOf(spec, batchSize);
	const trainers: Trainer[] = [];
	const racers: Racer<Training>[] = [];
	try {
		for (const name of among) {
			const trainer = open(trial, data, name);
			trainers.push(trainer);
			// Compiling is not counted.
			await trainer.update(1);
			racers.push({ name, update: (count) => trainer.update(count) });
		}
		return await race(racers, BUDGET, now);
	} finally {
		trainers.forEach((trainer) => trainer.dispose());
	}
}

async function raceAll(spec: TrainSpec, lost: Set<Training>, track: Track): Promise<Training> {
	const sizes = stages(spec);
	const isSmall = sizes[0] < FIRST;
	const fit = schemes.filter((scheme) => !(isSmall && scheme === 'tiled'));
	const left = fit.filter((scheme) => !lost.has(scheme));
	// Where tiles left everybody far behind, a small batch still needs somebody.
	let among = left.length > 0 ? left : fit;
	for (const batchSize of sizes) {
		if (among.length === 1) break;
		const [best, ...others] = await raceOne(spec, batchSize, among, track);
		for (const { name, pace } of others) if (!isSmall && pace > HOPELESS * best.pace) lost.add(name);
		among = [best, ...others.filter(({ pace }) => pace < BEHIND * best.pace)].map(({ name }) => name);
		if (best.pace > BUSY) break;
	}
	return among[0];
}

/**
 * The fastest scheme for a spec's network and batch size on a device.
 * @param device what is remembered is remembered for it   @throws what training throws where the device is lost or full; that is forgotten
 */
export function fastestScheme(
	device: string,
	spec: TrainSpec,
	open: OpenTrial,
	now = () => performance.now(),
): Promise<Training> {
	// Without a hidden layer there is one way only.
	if (spec.widths.length === 2) return Promise.resolve(schemes[0]);
	const key = JSON.stringify([device, spec.widths, spec.optimiser.name, stages(spec)]);
	const lost = hopeless.get(device) ?? new Set();
	hopeless.set(device, lost);
	const chosen = known.get(key) ?? raceAll(spec, lost, { open, now });
	known.set(key, chosen);
	chosen.catch(() => known.delete(key));
	return chosen;
}
