// A run that a worker measures: what it reports grows the page's own result.
import type { Plan, Step } from '../experiments/experiment.ts';
import type { Sentence } from '../series/reading.ts';
import type { Result } from '../series/result.ts';
import type { AnySettings, SettingValue } from '../settings/schema.ts';
import type { Client, Handle } from '../worker/client.ts';
import type { Report } from '../worker/protocol.ts';
import * as choices from './choice.ts';
import { FigureRun, noProgress, type Progress } from './figure-run.svelte.ts';
import type { begin, withStep } from './grow.ts';
import { initial, next, type PauseReason, type RunEvent, type Status } from './machine.ts';
import { Pace } from './pace.ts';
import type { Key, Store } from './store.ts';

/** What a run needs of the page; a test brings its own. */
export interface Page {
	/** The page's one client, loaded at its first run. Rejects where it does not come. */
	client(): Promise<Client>;
	readonly store: Store;
	/** Absolute address of the site's root, ending in '/'. */
	base(): string;
	probe(): Promise<{ readonly software: boolean } | null>;
	recording(base: string, experiment: string, preset: string): Promise<Result | null>;
	now(): number;
	/** Told before a run begins or goes on. */
	beforeGo(run: FigureRun): void;
	/** Told the result of a run that came to its end. */
	ended(experiment: Plan, result: Result): void;
}

export class Run extends FigureRun {
	readonly #page: Page;
	readonly #pace: Pace;
	#handle: Handle | null = null;
	/** What makes reports a result: loaded at the first run, as the client is. */
	#growth: { readonly begin: typeof begin; readonly withStep: typeof withStep } | null = null;
	/** Counts runs, so that a late report of an earlier one is not heard. */
	#turn = 0;
	#status = $state.raw<Status>(initial);
	#own = $state.raw<Result | null>(null);
	#recording = $state.raw<Result | null>(null);
	#progress = $state.raw<Progress>(noProgress);
	#notes = $state.raw<readonly Sentence[]>([]);
	#detail = $state('');
	#updates = $state(0);

	constructor(experiment: Plan, set: AnySettings, page: Page) {
		super(experiment, set);
		this.#page = page;
		this.#pace = new Pace(() => page.now());
	}

	override get status(): Status {
		return this.#status;
	}
	/** Grows while it runs. */
	override get own(): Result | null {
		return this.#own && this.#own.series.length + (this.#own.maps?.length ?? 0) > 0 ? this.#own : null;
	}
	override get recording(): Result | null {
		return this.#recording;
	}
	override get progress(): Progress {
		return this.#progress;
	}
	override get notes(): readonly Sentence[] {
		return this.#notes;
	}
	override get detail(): string {
		return this.#detail;
	}
	override get updates(): number {
		return this.#updates;
	}

	override hydrate(): void {
		this.#send({ type: 'hydrated' });
	}

	/** Begins a run, or goes on with a paused one; `steps` measurements, or to the end. */
	override async go(steps: number | null): Promise<void> {
		if (this.#status.state === 'recorded') return;
		this.#page.beforeGo(this);
		const goesOn = this.active;
		this.#send({ type: 'go', stepping: steps !== null });
		if (goesOn) this.#handle?.resume(steps);
		else await this.#begin(steps);
	}

	override pause(reason: PauseReason): void {
		if (!this.active) return;
		this.#send({ type: 'pause', reason });
		this.#handle?.pause();
	}

	override stop(): void {
		if (!this.active) return;
		this.#send({ type: 'stop' });
		this.#end();
	}

	override reset(): void {
		if (this.active) this.#end();
		this.#page.store.forget(this.#key());
		this.#clear();
		this.#send({ type: 'reset' });
	}

	#key(): Key {
		const { seed, engine } = this.choice;
		const settings = choices.measuredBy(this.experiment, this.settings);
		return { experiment: this.experiment.id, settings, seed, engine };
	}

	#send(event: RunEvent): void {
		this.#status = next(this.#status, event);
		this.#pace.follow(this.#status.state);
	}

	/** Where the reader looks changes nothing that is measured: it can be chosen at any time. */
	override choose(key: string, value: SettingValue): void {
		if (!this.experiment.looks?.includes(key)) return super.choose(key, value);
		this.choice = choices.withSetting(this.experiment, this.set, this.choice, key, value);
	}

	/** Another choice shows what the page knows of it. Nothing can be chosen while a run is under way. */
	protected override chosen(choice: choices.Choice): void {
		if (this.active) return;
		this.choice = choice;
		this.#clear();
		void this.#fetchRecording();
		const stored = this.#page.store.get(this.#key());
		this.#send(stored ? { type: 'found', status: stored.status } : { type: 'reset' });
		if (stored) [this.#own, this.#notes, this.#updates] = [stored.result, stored.notes, stored.updates];
	}

	#clear(): void {
		this.#own = null;
		this.#progress = noProgress;
		this.#notes = [];
		this.#detail = '';
	}

	async #begin(steps: number | null): Promise<void> {
		const turn = ++this.#turn;
		const isOver = () => turn !== this.#turn || this.#status.state !== 'loading';
		this.#clear();
		const client = await this.#client(isOver);
		if (!client || isOver()) return;
		if (this.choice.preset === null) {
			const preset = await choices.devicePreset(this.choice.engine, () => this.#page.probe());
			if (isOver()) return;
			// What the reader sees and changed stays; only what the preset governs follows it.
			this.choice = { ...this.choice, preset };
		}
		const { seed, engine } = this.choice;
		const { settings } = this;
		const base = this.#page.base();
		const preset = choices.presetOf(this.experiment, settings, this.choice.preset);
		this.#pace.begin();
		void this.#fetchRecording();
		const asked = { experiment: this.experiment.id, settings, preset, seed };
		this.#handle = client.start({ ...asked, engine, base, steps }, (report) => {
			if (turn === this.#turn) this.#hear(report, asked);
		});
		if (this.#status.held !== '') this.#handle.pause();
	}

	/** Null where it does not come, as without a network: a run still wanted has failed. */
	async #client(isOver: () => boolean): Promise<Client | null> {
		try {
			const [client, growth] = await Promise.all([this.#page.client(), import('./grow.ts')]);
			this.#growth = growth;
			return client;
		} catch (error) {
			if (isOver()) return null;
			this.#detail = String(error);
			this.#ended({ type: 'failed', reason: 'offline' });
			return null;
		}
	}

	/** Puts the recording of today's settings beside what is drawn, where there is one; before any choice the page's own stands. */
	async #fetchRecording(): Promise<void> {
		const isMine = (recording: Result) => choices.sameMeasured(this.experiment, recording.settings, this.settings);
		if (this.#recording && isMine(this.#recording)) return;
		this.#recording = null;
		const preset = this.isChosen ? choices.presetOf(this.experiment, this.settings, this.choice.preset) : null;
		if (preset === null) return;
		const recording = await this.#page.recording(this.#page.base(), this.experiment.id, preset);
		if (recording && isMine(recording)) this.#recording = recording;
	}

	#hear(report: Report, asked: Parameters<typeof begin>[0]): void {
		switch (report.type) {
			case 'loading':
				this.#progress = { ...this.#progress, bytes: { loaded: report.loaded, total: report.total } };
				return;
			case 'started':
				this.#own = this.#growth?.begin(asked, report.provenance) ?? null;
				this.#progress = noProgress;
				return this.#send({ type: 'started' });
			case 'step':
				return this.#grow(report.step);
			case 'paused':
				return this.#send({ type: 'paused' });
			case 'recovering':
				return this.#send({ type: 'recovering', reason: report.reason });
			case 'recovered': {
				const { engine, adapter, software, degraded } = report;
				if (this.#own) this.#own = { ...this.#own, engine, adapter, software };
				return this.#send({ type: 'recovered', degraded });
			}
			case 'done':
				this.#progress = { ...this.#progress, left: null, ...(report.stopped ? {} : { done: 1 }) };
				return this.#ended({ type: 'done' });
			case 'diverged':
				this.#updates = report.updates;
				return this.#ended({ type: 'diverged' });
			case 'failed':
				this.#detail = report.detail;
				return this.#ended({ type: 'failed', reason: report.reason });
			default:
				return report satisfies never;
		}
	}

	#grow({ done, notes = [], ...step }: Step): void {
		if (this.#own && this.#growth) this.#own = this.#growth.withStep(this.#own, { done, ...step });
		const known = new Set(this.#notes.map((note) => JSON.stringify(note)));
		this.#notes = [...this.#notes, ...notes.filter((note) => !known.has(JSON.stringify(note)))];
		this.#progress = { done, bytes: null, left: this.#pace.left(done) };
	}

	#ended(event: RunEvent): void {
		this.#send(event);
		this.#handle = null;
		this.#keep();
		if (event.type === 'done' && this.own) this.#page.ended(this.experiment, this.own);
	}

	/** Stops listening and lets the worker come to its end. */
	#end(): void {
		this.#turn++;
		this.#handle?.stop();
		this.#handle = null;
		this.#progress = { ...this.#progress, bytes: null, left: null };
		this.#keep();
	}

	#keep(): void {
		if (!this.own) return;
		const [status, notes, updates] = [this.#status, this.#notes, this.#updates];
		this.#page.store.put(this.#key(), { result: this.own, status, notes, updates });
	}
}
