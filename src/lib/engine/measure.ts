// Which of two engines trains faster here: a short race between them on made-up digits, for devices on which nobody can tell.
import type { DataSource } from '../datasets/dataset.ts';
import type { Engine, EngineName, TrainSpec } from './engine.ts';
import { scribbles } from './made-up.ts';
import { race, type Racer } from './race.ts';

/** Milliseconds of timed training, both engines together. */
const BUDGET = 200;
/** Milliseconds after which an answer must be there, opening included: a reader waits for it. */
const PATIENCE = 3000;

const spec: TrainSpec = {
	data: { name: 'mnist', examples: 320, validation: 0, test: false, seed: null },
	widths: [784, 100, 10],
	models: [{ seed: 1, rate: 0.05, momentum: 0 }],
	optimiser: { name: 'sgd' },
	batchSize: 32,
	order: 'epoch',
};

/** Digits that no network has to bring. */
export const madeUpDigits: DataSource = {
	load: async ({ examples }) => ({
		...{ pixels: spec.widths[0], classes: 10 },
		...{ training: scribbles(examples, spec.widths[0], 10), validation: null, test: null },
	}),
};

/** Trainers of the engines, warmed up: what an engine prepares on its first update is part of its opening. */
async function racersOf(engines: readonly Engine[]): Promise<Racer<EngineName>[]> {
	const racers = [];
	for (const engine of engines) {
		const trainer = await engine.train(spec);
		await trainer.update(1);
		racers.push({ name: engine.name, update: (count: number) => trainer.update(count) });
	}
	return racers;
}

/**
 * The faster of 'plain' and 'wgsl'; 'plain' where 'wgsl' cannot be opened, fails, or takes too long to tell.
 * @param open an engine for made-up digits   @param now milliseconds, monotonic   @param patience milliseconds
 */
export async function fasterEngine(
	open: (name: EngineName) => Promise<Engine>,
	now: () => number,
	patience = PATIENCE,
): Promise<EngineName> {
	const opened: Engine[] = [];
	const measured = async (): Promise<EngineName> => {
		for (const name of ['plain', 'wgsl'] as const) opened.push(await open(name));
		return (await race(await racersOf(opened), BUDGET, now))[0].name;
	};
	const measuring = measured()
		.catch((): EngineName => 'plain')
		.finally(() => Promise.allSettled(opened.map((engine) => engine.dispose())));
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<EngineName>((resolve) => (timer = setTimeout(resolve, patience, 'plain')));
	return Promise.race([measuring, late]).finally(() => clearTimeout(timer));
}
