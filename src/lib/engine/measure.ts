// Which of two engines trains faster here: a short race between them on made-up digits, for devices on which nobody can tell.
import type { DataSource, Examples } from '../datasets/dataset.ts';
import { Stream } from '../numbers/random.ts';
import type { Engine, EngineName, Trainer, TrainSpec } from './engine.ts';

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

/** As many pixels are inked as in handwritten digits, a fifth; where is all the same to the time. */
function scribbles(count: number): Examples {
	const random = new Stream(1, 'subset');
	const pixels = Uint8Array.from(
		{ length: count * spec.widths[0] },
		() => Math.max(0, (random.word() % 320) - 256) * 4,
	);
	return { count, pixels, labels: Uint8Array.from({ length: count }, () => random.below(10)) };
}

/** Digits that no network has to bring. */
export const madeUpDigits: DataSource = {
	load: async ({ examples }) => ({
		...{ pixels: spec.widths[0], classes: 10 },
		...{ training: scribbles(examples), validation: null, test: null },
	}),
};

/** One engine in the race: its rounds double, so that what a call costs besides its updates counts less and less. */
class Runner {
	readonly name: EngineName;
	readonly #trainer: Trainer;
	#updates = 1;
	#spent = 0;
	#last = 0;
	/** Milliseconds an update in its longest round. */
	pace = Infinity;

	constructor(name: EngineName, trainer: Trainer) {
		this.name = name;
		this.#trainer = trainer;
	}

	/** Whether another round fits into its share. */
	canRun(share: number): boolean {
		return this.#spent + 2 * this.#last < share;
	}

	async round(now: () => number): Promise<void> {
		const begun = now();
		await this.#trainer.update(this.#updates);
		this.#last = now() - begun;
		this.#spent += this.#last;
		this.pace = this.#last / this.#updates;
		this.#updates *= 2;
	}
}

async function race(engines: readonly Engine[], now: () => number): Promise<EngineName> {
	const runners = [];
	for (const engine of engines) {
		const trainer = await engine.train(spec);
		// What an engine prepares on its first update is part of its opening.
		await trainer.update(1);
		runners.push(new Runner(engine.name, trainer));
	}
	for (let running: Runner[] = runners; running.length > 0;) {
		for (const runner of running) await runner.round(now);
		running = running.filter((runner) => runner.canRun(BUDGET / runners.length));
	}
	return runners.reduce((best, runner) => (runner.pace < best.pace ? runner : best)).name;
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
		return race(opened, now);
	};
	const measuring = measured()
		.catch((): EngineName => 'plain')
		.finally(() => Promise.allSettled(opened.map((engine) => engine.dispose())));
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<EngineName>((resolve) => (timer = setTimeout(resolve, patience, 'plain')));
	return Promise.race([measuring, late]).finally(() => clearTimeout(timer));
}
