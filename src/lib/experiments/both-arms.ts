// The populations of the experiment `both`, as they follow from its settings. Pure.
import type { Optimiser, Schedule, TrainSpec } from '../engine/engine.ts';
import type { BothSettings, Policy } from './both.ts';
import { costOf } from './course.ts';
import { population } from './population.ts';

/** A point of a line. */
export interface Point {
	readonly policy: Policy;
	readonly batchSize: number;
	/** Rates that are tried; the best of them is the point's. */
	readonly rates: readonly number[];
}

const FACTOR = 2;

function ratesOf(settings: BothSettings, policy: Policy, batchSize: number): number[] {
	const { rate, scaledFrom, larsRate, lambRate, gridSteps } = settings;
	const times = batchSize / scaledFrom;
	if (policy === 'fixed') return [rate];
	if (policy === 'linear' || policy === 'warmUp') return [rate * times];
	const middle = (policy === 'lars' ? larsRate : lambRate) * Math.sqrt(times);
	return Array.from({ length: 2 * gridSteps + 1 }, (_, index) => middle * FACTOR ** (index - gridSteps));
}

/** The largest batches first: they are done soonest, and after them every line has a point. */
export function pointsOf(settings: BothSettings): Point[] {
	const sizes = [...new Set(settings.batchSizes.map((size) => Math.min(size, settings.examples)))].toReversed();
	return sizes.flatMap((batchSize) =>
		settings.policies.map((policy) => ({ policy, batchSize, rates: ratesOf(settings, policy, batchSize) })),
	);
}

export const updatesOf = ({ batchSize }: Point, { epochs, examples }: BothSettings): number =>
	epochs * Math.ceil(examples / batchSize);

/** By momentum of zero: what is compared is the length of steps. A trust of 1 makes a rate the share of a layer's length. */
const optimisers: Readonly<Record<Policy, Optimiser>> = {
	fixed: { name: 'sgd' },
	linear: { name: 'sgd' },
	warmUp: { name: 'sgd' },
	lars: { name: 'lars', trust: 1 },
	lamb: { name: 'lamb' },
};

/** From the rate of the batch size `scaledFrom` to the whole one. LARS and LAMB go without: in so few epochs it costs them accuracy. */
function scheduleOf(
	{ policy, batchSize }: Point,
	{ warmUp, scaledFrom, examples }: BothSettings,
): Schedule | undefined {
	const updates = Math.round(warmUp * Math.ceil(examples / batchSize));
	if (policy !== 'warmUp' || updates === 0) return undefined;
	return [
		{ update: 0, factor: Math.min(1, scaledFrom / batchSize) },
		{ update: updates, factor: 1 },
	];
}

/** @param seeds so many models, from the run's seed upwards */
export function specOf(point: Point, rate: number, settings: BothSettings, seed: number, seeds: number): TrainSpec {
	const schedule = scheduleOf(point, settings);
	return {
		data: { name: 'mnist', examples: settings.examples, validation: settings.validation, test: false, seed },
		widths: [784, settings.hidden, 10],
		models: population(seed, seeds, rate),
		optimiser: optimisers[point.policy],
		batchSize: point.batchSize,
		order: 'epoch',
		...(schedule && { schedule }),
	};
}

/** Of a point with its trials, in examples trained on. */
export function costOfPoint(point: Point, settings: BothSettings): number {
	const { rates, batchSize } = point;
	const trials = rates.length > 1 ? rates.length : 0;
	const one = costOf(updatesOf(point, settings), batchSize, settings.examples + settings.validation);
	return (trials + settings.seeds) * one;
}
