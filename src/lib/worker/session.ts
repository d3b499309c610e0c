// One run in the worker. Pausing is not pulling, stopping is `return()`, and `finally` frees everything.
import type { Breather } from '../engine/breather.ts';
import type { Engine, EngineName } from '../engine/engine.ts';
import type { Held } from '../engine/held.ts';
import type { Watch } from '../engine/resilient.ts';
import { Diverged, Stopped, type Experiment, type Lab, type Step } from '../experiments/experiment.ts';
import { crc32Of } from '../numbers/crc32.ts';
import { check, problemText } from '../settings/check.ts';
import { BadRequest, failureOf } from './failure.ts';
import type { Report, Request } from './protocol.ts';

export type RunRequest = Extract<Request, { type: 'run' }>;
type Outcome = Extract<Report, { type: 'done' | 'diverged' | 'failed' }>;

/** Data and engines for one run. */
export interface Supplies {
	/** The engine forced, or the one that fits this device. */
	choose(forced: EngineName | null): Promise<EngineName>;
	/** Rejects with EngineUnavailable. */
	open(name: EngineName, watch: Watch): Promise<Engine>;
	dataHash(): Promise<string>;
}
/** The place in which runs take place; a test brings its own. */
export interface Workplace {
	post(report: Report): void;
	readonly experiments: Readonly<Record<string, () => Promise<Experiment>>>;
	/** @param base the site's root @param progress bytes of data as they arrive */
	supplies(base: string, progress: (loaded: number, total: number) => void): Supplies;
	readonly codeHashes: Readonly<Record<string, string>>;
	/** What the run takes place in, besides its engines. */
	readonly versions: Readonly<Record<string, string>>;
	/** Milliseconds, monotonic. */
	now(): number;
	readonly tick: number;
	readonly breather: Pick<Breather, 'breathe'>;
	held(): Held;
}

export class Session {
	readonly #place: Workplace;
	readonly #request: RunRequest;
	readonly #supplies: Supplies;
	readonly #engines = new Map<EngineName, Promise<Engine>>();
	readonly #startedAt = new Date().toISOString();
	#steps: number | null;
	#paused = false;
	#stopped = false;
	#started = false;
	#interruptions = 0;
	#wake = (): void => undefined;

	constructor(place: Workplace, request: RunRequest) {
		this.#place = place;
		this.#request = request;
		this.#steps = request.steps;
		this.#supplies = place.supplies(request.base, (loaded, total) =>
			this.#post({ type: 'loading', run: request.run, loaded, total }),
		);
	}

	pause(): void {
		this.#paused = true;
		this.#interruptions++;
	}

	resume(steps: number | null): void {
		this.#steps = steps;
		this.#paused = false;
		this.#wake();
	}

	stop(): void {
		this.#stopped = true;
		this.#wake();
	}

	/** Runs to the end, whichever it is, and reports it once nothing is held any more. Never rejects. */
	async run(): Promise<void> {
		const outcome = await this.#outcome();
		await Promise.allSettled([...this.#engines.values()].map(async (engine) => (await engine).dispose()));
		this.#post(outcome.type === 'done' ? { ...outcome, held: this.#place.held() } : outcome);
	}

	async #outcome(): Promise<Outcome> {
		const { run } = this.#request;
		const held = { tensors: 0, buffers: 0, devices: 0 };
		try {
			await this.#measure();
			return { type: 'done', run, stopped: false, held };
		} catch (error) {
			if (error instanceof Stopped) return { type: 'done', run, stopped: true, held };
			if (error instanceof Diverged) return { type: 'diverged', run, updates: error.updates };
			return { type: 'failed', run, ...failureOf(error) };
		}
	}

	async #measure(): Promise<void> {
		const { experiment, settings } = await this.#asked();
		const engineName = await this.#supplies.choose(this.#request.engine);
		await this.#engine(engineName);
		const steps = experiment.run(settings, await this.#lab(engineName));
		try {
			for (await this.#rest(); ; await this.#rest()) {
				const { value, done } = await steps.next();
				if (done) return;
				await this.#start(engineName, '', '');
				this.#pass(value);
			}
		} finally {
			await steps.return();
		}
	}

	async #asked(): Promise<{ experiment: Experiment; settings: RunRequest['settings'] }> {
		const { experiment: id, settings: raw } = this.#request;
		const load = Object.hasOwn(this.#place.experiments, id) ? this.#place.experiments[id] : undefined;
		if (!load) throw new BadRequest(`experiment: expected one of the list, got "${id}"`);
		const experiment = await load();
		const { settings, problems } = check(experiment.settings, raw);
		if (problems.length > 0) throw new BadRequest(problems.map(problemText).join('; '));
		return { experiment, settings };
	}

	#pass(step: Step): void {
		this.#post({ type: 'step', run: this.#request.run, step });
		if (this.#steps !== null && --this.#steps <= 0 && step.done < 1) this.#paused = true;
	}

	async #lab(engineName: EngineName): Promise<Lab> {
		const { now, tick } = this.#place;
		let signature: [string, string] | null = null;
		return {
			seed: this.#request.seed,
			engineName,
			engine: (name = engineName) => this.#engine(name),
			now,
			tick,
			interruptions: () => this.#interruptions,
			rest: () => this.#rest(),
			sign: async (start, order) => {
				signature ??= [crc32Of(start), crc32Of(order)];
				await this.#start(engineName, ...signature);
			},
		};
	}

	#engine(name: EngineName): Promise<Engine> {
		const open = this.#engines.get(name) ?? this.#supplies.open(name, this.#watch());
		this.#engines.set(name, open);
		return open;
	}

	#watch(): Watch {
		const { run } = this.#request;
		return {
			recovering: () => {
				this.#interruptions++;
				this.#post({ type: 'recovering', run });
			},
			recovered: (engine, degraded) => {
				this.#interruptions++;
				this.#post({ type: 'recovered', run, engine, degraded });
			},
		};
	}

	/** Tells once where the run comes from. */
	async #start(engineName: EngineName, start: string, order: string): Promise<void> {
		if (this.#started) return;
		this.#started = true;
		const settled = await Promise.allSettled(this.#engines.values());
		const open = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
		const provenance = {
			engine: engineName,
			adapter: open.find(({ adapter }) => adapter !== '')?.adapter ?? '',
			software: open.every(({ software }) => software),
			startedAt: this.#startedAt,
			versions: Object.assign({}, this.#place.versions, ...open.map(({ versions }) => versions)) as Record<
				string,
				string
			>,
			dataHash: await this.#supplies.dataHash(),
			codeHash: this.#place.codeHashes[this.#request.experiment] ?? '',
			start,
			order,
		};
		this.#post({ type: 'started', run: this.#request.run, provenance });
	}

	/** Lets messages in, then waits while the run is paused. @throws Stopped */
	async #rest(): Promise<void> {
		await this.#place.breather.breathe();
		while (this.#paused && !this.#stopped) {
			this.#post({ type: 'paused', run: this.#request.run });
			await new Promise<void>((resolve) => (this.#wake = resolve));
		}
		if (this.#stopped) throw new Stopped();
	}

	#post(report: Report): void {
		this.#place.post(report);
	}
}

/** The worker's desk: hands every request to its run. */
export function desk(place: Workplace): (request: Request) => void {
	const sessions = new Map<number, Session>();
	return (request) => {
		switch (request.type) {
			case 'run': {
				const session = new Session(place, request);
				sessions.set(request.run, session);
				void session.run().finally(() => sessions.delete(request.run));
				return;
			}
			case 'pause':
				return sessions.get(request.run)?.pause();
			case 'resume':
				return sessions.get(request.run)?.resume(request.steps);
			case 'stop':
				return sessions.get(request.run)?.stop();
			default:
				return request satisfies never;
		}
	};
}
