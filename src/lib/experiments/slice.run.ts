// The loss of a network really trained, over the plane through its start, its solution and a third point.
import type { ModelSpec, Trainer, TrainSpec } from '../engine/engine.ts';
import { placesOf } from '../landscapes/grid.ts';
import { sliceLattice } from '../landscapes/slice.ts';
import { Stream } from '../numbers/random.ts';
import { addTo, dot, squaredDistance } from '../numbers/vectors.ts';
import type { Measurement } from '../series/result.ts';
import { costOf, Course, spending } from './course.ts';
import { Diverged, defineExperiment, type Lab, type Step } from './experiment.ts';
import { population, sign } from './population.ts';
import { slice, type SliceSettings } from './slice.ts';

/** How often the training is looked at, and which of the looks lies on the slice besides start and end. */
const [LOOKS, MIDWAY] = [10, 2];
/** Stream index of a random direction: no layer has it. */
const DIRECTION = 1001;

const specOf = (settings: SliceSettings, seed: number, models: readonly ModelSpec[]): TrainSpec => ({
	data: { name: 'mnist', examples: settings.examples, validation: 0, test: false, seed },
	widths: [784, settings.hidden, 10],
	models,
	optimiser: { name: 'sgd' },
	batchSize: Math.min(settings.batchSize, settings.examples),
	order: 'epoch',
});

/** A slice: the place (x, y) is solution + x · back + y · aside. */
interface Plane {
	readonly solution: Float32Array;
	/** Towards the start. */
	readonly back: Float32Array;
	/** As long, and at right angles to it. */
	readonly aside: Float32Array;
}
/** Parameters at which the training was looked at, the start first. */
type Looks = readonly { readonly updates: number; readonly parameters: Float32Array }[];

const minus = (a: Float32Array, b: Float32Array): Float32Array => a.map((value, i) => value - b[i]);

/** The part of `towards` that is at right angles to `back`, made as long as that. */
function upright(towards: Float64Array, back: Float32Array): Float32Array {
	const squared = dot(back, back);
	addTo(towards, back, -dot(towards, back) / squared);
	const factor = Math.sqrt(squared / dot(towards, towards));
	return Float32Array.from(towards, (value) => factor * value);
}
const directions: Readonly<
	Record<SliceSettings['direction'], (looks: Looks, solution: Float32Array, seed: number) => Float64Array>
> = {
	training: (looks, solution) =>
		Float64Array.from(minus(looks[Math.min(MIDWAY, looks.length - 2)].parameters, solution)),
	random: (_, solution, seed) => {
		const stream = new Stream(seed, 'start', DIRECTION);
		return Float64Array.from(solution, () => stream.normal());
	},
};
function planeOf(looks: Looks, direction: SliceSettings['direction'], seed: number): Plane {
	const solution = looks.at(-1)!.parameters;
	const back = minus(looks[0].parameters, solution);
	return { solution, back, aside: upright(directions[direction](looks, solution, seed), back) };
}

/** The parameters at a place of the slice. */
const at = ({ solution, back, aside }: Plane, x: number, y: number): Float32Array =>
	solution.map((value, i) => value + x * back[i] + y * aside[i]);

/** Where parameters lie seen from the slice, and how far from its nearest point; all in lengths of a direction. */
function seen({ solution, back, aside }: Plane, parameters: Float32Array) {
	const from = minus(parameters, solution);
	const squared = dot(back, back);
	const [x, y] = [dot(from, back) / squared, dot(from, aside) / squared];
	const nearest = back.map((value, i) => x * value + y * aside[i]);
	return { x, y, outside: Math.sqrt(squaredDistance(from, nearest) / squared) };
}

const told = (series: string, updates: number, value: number): Measurement => ({
	...{ series, at: {}, model: 0, axis: 'updates', x: updates, value },
});

/** Updates after which the training is looked at, the start included. */
function pointsIn({ examples, batchSize, epochs }: SliceSettings): number[] {
	const last = epochs * Math.ceil(examples / batchSize);
	return [...new Set(Array.from({ length: LOOKS + 1 }, (_, look) => Math.round((look / LOOKS) * last)))];
}
function costsOf(settings: SliceSettings, columns: number) {
	const points = pointsIn(settings);
	const stretches = points.map((updates, look) => updates - (points[look - 1] ?? 0));
	return {
		training: stretches.map((updates) => costOf(updates, settings.batchSize, settings.examples)),
		row: costOf(0, 0, columns * settings.examples),
	};
}

/** Trains, and tells the loss on the way. @throws Diverged */
async function* train(settings: SliceSettings, lab: Lab, spent: (look: number) => number) {
	const models = population(lab.seed, 1, settings.trainingRate);
	const trainer = await (await lab.engine()).train(specOf(settings, lab.seed, models));
	try {
		await sign(trainer, lab);
		const course = new Course(trainer, lab);
		const looks: Looks[number][] = [];
		for (const updates of pointsIn(settings)) {
			await course.to(updates);
			if (!course.goesOn) throw new Diverged(course.diverged[0]!);
			looks.push({ updates, parameters: (await trainer.parameters())[0] });
			const [{ loss }] = await trainer.evaluate('training');
			yield { measurements: [told('trainingLoss', updates, loss)], done: spent(looks.length - 1) };
		}
		return looks;
	} finally {
		trainer.dispose();
	}
}

/** How long a direction is, and how the training went as seen from the slice. */
const wayOf = (plane: Plane, looks: Looks): Measurement[] => [
	told('length', 0, Math.sqrt(dot(plane.back, plane.back))),
	...looks.flatMap(({ updates, parameters }) =>
		Object.entries(seen(plane, parameters)).map(([series, value]) => told(series, updates, value)),
	),
];

async function rowAt(y: number, xs: readonly number[], plane: Plane, trainer: Trainer): Promise<Measurement[]> {
	trainer.load(xs.map((x) => at(plane, x, y)));
	const scores = await trainer.evaluate('training');
	return scores.map(({ loss }, column) => ({
		...{ series: 'loss', at: { y }, model: 0, axis: 'place', x: xs[column] },
		value: Number.isFinite(loss) ? loss : null,
	}));
}

/** The losses of a plane, row by row: a model a place, scored side by side. */
async function* rowsOf(plane: Plane, xs: readonly number[], ys: readonly number[], settings: SliceSettings, lab: Lab) {
	const models = population(lab.seed, xs.length, settings.trainingRate);
	const trainer = await (await lab.engine()).train(specOf(settings, lab.seed, models));
	try {
		for (const y of ys) {
			await lab.rest();
			yield await rowAt(y, xs, plane, trainer);
		}
	} finally {
		trainer.dispose();
	}
}

export const experiment = defineExperiment({
	...slice,
	async *run(settings, lab): AsyncGenerator<Step, void, void> {
		const { x, y, columns, rows } = sliceLattice;
		const [xs, ys] = [placesOf(x, columns), placesOf(y, rows)];
		const { training, row } = costsOf(settings, xs.length);
		const spend = spending([...training, ...ys.map(() => row)]);
		const looks = yield* train(settings, lab, (look) => spend(training[look]));
		const plane = planeOf(looks, settings.direction, lab.seed);
		let before = wayOf(plane, looks);
		for await (const measurements of rowsOf(plane, xs, ys, settings, lab)) {
			yield { measurements: [...before, ...measurements], done: spend(row) };
			before = [];
		}
	},
});
