// May a large batch do as well as a small one in as many epochs? With one rate, a scaled one, a slow begin, and steps sized layer by layer.
import type { Engine } from '../engine/engine.ts';
import type { Measurement } from '../series/result.ts';
import { both, type BothSettings } from './both.ts';
import { costOfPoint, pointsOf, specOf, updatesOf, type Point } from './both-arms.ts';
import { spending } from './course.ts';
import { defineExperiment, type Lab, type Step } from './experiment.ts';
import { accuracies, bestOf, outcomeOf, SPLITS, trainedWith, type Outcome } from './outcome.ts';
import { sign } from './population.ts';

interface Tried extends Outcome {
	readonly rate: number;
}

const placeOf = ({ policy }: Point, { examples }: BothSettings) => ({ comparison: 'epochs', policy, examples });

/** Trains so many models of a point to the end with one rate. */
async function train(
	engine: Engine,
	point: Point,
	rate: number,
	settings: BothSettings,
	lab: Lab,
	seeds: number,
): Promise<Tried> {
	const trainer = await engine.train(specOf(point, rate, settings, lab.seed, seeds));
	try {
		await sign(trainer, lab);
		return { ...(await outcomeOf(trainer, (course) => course.to(updatesOf(point, settings)), lab)), rate };
	} finally {
		trainer.dispose();
	}
}

/** The rate with which the first model does best on validation data. Trials are told under their place on the grid. */
async function* search(engine: Engine, point: Point, settings: BothSettings, lab: Lab) {
	const tried: Tried[] = [];
	for (const [step, rate] of point.rates.entries()) {
		const outcome = await train(engine, point, rate, settings, lab, 1);
		tried.push(outcome);
		const at = { ...placeOf(point, settings), policy: 'grid', of: point.policy, step };
		yield accuracies(outcome, ['validation'], at, point.batchSize);
	}
	return bestOf(tried).rate;
}

function told(outcome: Tried, point: Point, settings: BothSettings): Measurement[] {
	const { batchSize } = point;
	const at = placeOf(point, settings);
	return [...accuracies(outcome, SPLITS, at, batchSize), ...trainedWith(outcome, outcome.rate, at, batchSize)];
}

export const experiment = defineExperiment({
	...both,
	async *run(settings, lab: Lab): AsyncGenerator<Step, void, void> {
		const engine = await lab.engine();
		const points = pointsOf(settings);
		const spend = spending(points.map((point) => costOfPoint(point, settings)));
		let done = 0;
		for (const point of points) {
			let [rate] = point.rates;
			if (point.rates.length > 1) {
				const trials = search(engine, point, settings, lab);
				let next = await trials.next();
				for (; !next.done; next = await trials.next()) yield { measurements: next.value, done };
				rate = next.value;
			}
			const outcome = await train(engine, point, rate, settings, lab, settings.seeds);
			done = spend(costOfPoint(point, settings));
			yield { measurements: told(outcome, point, settings), done, notes: outcome.notes };
		}
	},
});
