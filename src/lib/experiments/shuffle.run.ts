// What does the order of the examples matter, when they lie sorted by label?
import type { Engine, Order } from '../engine/engine.ts';
import type { Place } from '../series/result.ts';
import { costOf, Course, divergedNotes, pointsOf, scoresAt, spending } from './course.ts';
import { defineExperiment, type Lab, type Step } from './experiment.ts';
import { population, sign } from './population.ts';
import { shuffle, type ShuffleSettings } from './shuffle.ts';

const trainerFor = (engine: Engine, order: Order, settings: ShuffleSettings, seed: number) =>
	engine.train({
		data: {
			...{ name: 'mnist', examples: settings.examples, validation: settings.validation, test: false, seed },
			...(settings.sorted ? { arranged: 'labels' } : {}),
		},
		widths: [784, settings.hidden, 10],
		models: population(seed, settings.seeds, settings.rate),
		optimiser: { name: 'sgd' },
		batchSize: settings.batchSize,
		order,
	});

export const experiment = defineExperiment({
	...shuffle,
	async *run(settings, lab: Lab): AsyncGenerator<Step, void, void> {
		const engine = await lab.engine();
		const points = pointsOf(settings.examples, settings.batchSize, settings.epochs, settings.perEpoch);
		const costs = points.map((point, index) =>
			costOf(point - (points[index - 1] ?? 0), settings.batchSize, settings.validation),
		);
		const spend = spending(settings.orders.flatMap(() => costs));
		for (const [index, order] of settings.orders.entries()) {
			const trainer = await trainerFor(engine, order, settings, lab.seed);
			try {
				if (index === 0) await sign(trainer, lab);
				const course = new Course(trainer, lab);
				const at: Place = { order };
				let point = 0;
				for await (const measurements of scoresAt(course, points, ['validation'], at))
					yield { measurements, done: spend(costs[point++]), notes: divergedNotes(trainer, course) };
			} finally {
				trainer.dispose();
			}
		}
	},
});
