// One run in the worker. Pausing is not pulling, stopping is `return()`, and `finally` frees everything.
import type { Breather } from '../engine/breather.ts';
import type { Engine, EngineName } from '../engine/engine.ts';
import type { Held } from '../engine/held.ts';
import type { Watch } from '../engine/resilient.ts';
import { Diverged, Stopped, type Artefact, type Experiment, type Lab, type Step } from '../experiments/experiment.ts';
import { crc32Of } from '../numbers/crc32.ts';
import { check, problemText } from '../settings/check.ts';
import { BadRequest, failureOf } from './failure.ts';
import type { Origin, Report, Request } from './protocol.ts';

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
	/** @param base the site's root @param progress bytes of data as they arrive @param stopped ends what is still loading */
	supplies(base: string, progress: (loaded: number, total: number) => void, stopped: AbortSignal): Supplies;
	readonly codeHashes: Readonly<Record<string, string>>;
	/** What the run takes place in, besides its engines. */
	readonly versions: Readonly<Record<string, string>>;
	/** Milliseconds, monotonic. */
	now(): number;
	readonly tick: number;
	readonly breather: Pick<Breather, 'breathe'>;
	/** Outlives the runs. */
	readonly artefacts: Map<string, Artefact>;
	held(): Held;
}

export class Session {
	readonly #place: Workplace;
	readonly #request: RunRequest;
	readonly #supplies: Supplies;
	readonly #engines = new Map<EngineName, Promise<Engine>>();
	/** Those that came, by the name asked for. */
	readonly #opened = new Map<EngineName, Engine>();
	readonly #stop = new AbortController();
	readonly #startedAt = new Date().toISOString();
	#chosen: EngineName = 'plain';
	#steps: number | null;
	#paused = false;
	#started = false;
	#interruptions = 0;
	#wake = (): void => undefined;

	constructor(place: Workplace, request: RunRequest) {
		this.#place = place;
		this.#request = request;
		this.#steps = request.steps;
		const progress = (loaded: number, total: number) =>
			this.#post({ type: 'loading', run: request.run, loaded, total });
		this.#supplies = place.supplies(request.base, progress, this.#stop.signal);
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
		this.#stop.abort();
		this.#wake();
	}

	get #stopped(): boolean {
		return this.#stop.signal.aborted;
	}
	/** @throws Stopped */
	#checkStop(): void {
		if (this.#stopped) throw new Stopped();
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
			// A stop breaks off what still loads, whose error then means nothing.
			if (this.#stopped) return { type: 'done', run, stopped: true, held };
			if (error instanceof Diverged) return { type: 'diverged', run, updates: error.updates };
			return { type: 'failed', run, ...failureOf(error) };
		}
	}

	async #measure(): Promise<void> {
		const { experiment, settings } = await this.#asked();
		this.#chosen = await this.#supplies.choose(this.#request.engine);
		// A run opens what it measures, but an engine that the reader asked for by name fails by name.
		if (this.#request.engine) await this.#engine(this.#request.engine);
		const steps = experiment.run(settings, this.#lab());
		try {
			for (await this.#rest(); ; await this.#rest()) {
				const { value, done } = await steps.next();
				if (done) return;
				await this.#start('', '');
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

	#lab(): Lab {
		const { now, tick, artefacts } = this.#place;
		let signature: [string, string] | null = null;
		return {
			seed: this.#request.seed,
			engineName: this.#chosen,
			engine: (name = this.#chosen) => this.#engine(name),
			now,
			tick,
			artefacts,
			interruptions: () => this.#interruptions,
			rest: () => this.#rest(),
			sign: async (start, order) => {
				signature ??= [crc32Of(start), crc32Of(order)];
				await this.#start(...signature);
			},
		};
	}

	async #engine(name: EngineName): Promise<Engine> {
		this.#checkStop();
		const opening = this.#engines.get(name) ?? this.#supplies.open(name, this.#watch());
		this.#engines.set(name, opening);
		const engine = await opening;
		this.#opened.set(name, engine);
		this.#checkStop();
		return engine;
	}

	/** Of the engines as they are now: one that lost its device for good has become another. */
	#origin(): Origin {
		const opened = [...this.#opened.values()];
		return {
			engine: (this.#opened.get(this.#chosen) ?? opened[0])?.name ?? this.#chosen,
			adapter: opened.find(({ adapter }) => adapter !== '')?.adapter ?? '',
			software: opened.every(({ software }) => software),
		};
	}

	#watch(): Watch {
		const { run } = this.#request;
		return {
			recovering: (reason) => {
				this.#interruptions++;
				this.#post({ type: 'recovering', run, reason });
			},
			recovered: (_, degraded) => {
				this.#interruptions++;
				this.#post({ type: 'recovered', run, degraded, ...this.#origin() });
			},
		};
	}

	/** Tells once where the run comes from. @throws Stopped */
	async #start(start: string, order: string): Promise<void> {
		this.#checkStop();
		if (this.#started) return;
		this.#started = true;
		const versions = [this.#place.versions, ...[...this.#opened.values()].map(({ versions }) => versions)];
		const provenance = {
			...this.#origin(),
			startedAt: this.#startedAt,
			versions: Object.assign({}, ...versions) as Record<string, string>,
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
		this.#checkStop();
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
