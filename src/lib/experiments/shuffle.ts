// What does the order of the examples matter, when they lie sorted by label?
import type { Engine, Order } from '../engine/engine.ts';
import type { Place } from '../series/result.ts';
import { choices, flag, log, whole, type Settings } from '../settings/schema.ts';
import { costOf, Course, divergedNotes, pointsOf, scoresAt, spending } from './course.ts';
import { defineExperiment, type Lab, type Step } from './experiment.ts';
import { population, sign } from './population.ts';

export const orders = ['never', 'once', 'epoch', 'replacement'] as const satisfies Order[];

const schema = {
	orders: choices(orders, orders),
	/** Whether the examples lie sorted by label; else as they were drawn, in random order. */
	sorted: flag(true),
	batchSize: whole(1, 1000, 32, { scale: 'log', unit: 'examples' }),
	rate: log(1e-3, 10, 0.1),
	epochs: whole(1, 20, 3),
	seeds: whole(1, 10, 3),
	examples: whole(1000, 55_000, 6000, { scale: 'log', unit: 'examples' }),
	hidden: whole(1, 1024, 100, { scale: 'log', unit: 'units' }),
	validation: whole(100, 5000, 5000, { hidden: true }),
	/** Points of the training curve an epoch. */
	perEpoch: whole(1, 16, 4, { hidden: true }),
};
type ShuffleSettings = Settings<typeof schema>;

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

export const shuffle = defineExperiment({
	id: 'shuffle',
	settings: schema,
	presets: {
		small: { examples: 2000, validation: 1000 },
		// One shard of digits holds both.
		quick: { examples: 5000, validation: 1000 },
		full: {},
	},
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
