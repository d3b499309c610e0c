// A toy on a page: always computed, for whatever is chosen, and a film that a reader plays, steps through or leaves at its end.
import { resultOf, type Toy } from '../experiments/toy.ts';
import type { Result } from '../series/result.ts';
import type { AnySettings } from '../settings/schema.ts';
import { presetOf, type Choice } from './choice.ts';
import { FigureRun, noProgress, type Film, type Progress } from './figure-run.svelte.ts';
import { initial, next, type PauseReason, type RunEvent, type Status } from './machine.ts';

/** What a toy needs of the page; a test brings its own. */
export interface Stage {
	/** Calls back once, after so many milliseconds, unless what it returns is called before. */
	after(milliseconds: number, act: () => void): () => void;
	/** Told before a film begins or goes on. */
	beforeGo(run: FigureRun): void;
}

/** Milliseconds of a whole film, and of one moment at least and at most. */
const [WHOLE, SHORTEST, LONGEST] = [8000, 40, 800];
const noWait = () => undefined;

export class ToyRun extends FigureRun<Toy> {
	readonly #stage: Stage;
	#status = $state.raw<Status>(initial);
	/** null: the end, wherever that is with these settings. */
	#moment = $state.raw<number | null>(null);
	#cancel: () => void = noWait;
	readonly #own = $derived(
		resultOf(
			this.experiment,
			this.settings,
			presetOf(this.experiment, this.settings, this.choice.preset),
			this.choice.seed,
		),
	);
	readonly #last = $derived(this.experiment.moments?.(this.#own) ?? 0);

	constructor(toy: Toy, set: AnySettings, stage: Stage) {
		super(toy, set);
		this.#stage = stage;
	}

	override get status(): Status {
		return this.#status;
	}
	override get own(): Result {
		return this.#own;
	}
	override get film(): Film {
		const moment = Math.min(this.#moment ?? this.#last, this.#last);
		return { moment, last: this.#last, playing: this.#status.state === 'running' };
	}
	override get progress(): Progress {
		const { moment, last } = this.film;
		return { ...noProgress, done: last > 0 ? moment / last : 1 };
	}

	/** The end is shown already. */
	override hydrate(): void {
		this.#send({ type: 'hydrated' });
		if (this.#moment === null) this.#showEnd();
	}

	override async go(steps: number | null): Promise<void> {
		if (this.#status.state === 'recorded') return;
		this.#stage.beforeGo(this);
		if (!this.active) this.#moment = 0;
		this.#send({ type: 'go', stepping: steps !== null });
		this.#send({ type: 'started' });
		if (steps === null) this.#wait();
		else this.#advance();
	}

	override pause(reason: PauseReason): void {
		if (!this.active) return;
		this.#cancel();
		this.#send({ type: 'pause', reason });
	}

	/** A film that has not begun goes to its end as well. */
	override stop(): void {
		if (this.active) this.#end({ type: 'stop' });
		else this.#showEnd();
	}

	override reset(): void {
		this.#cancel();
		this.#moment = 0;
		this.#send({ type: 'reset' });
	}

	/** A film goes on with what is chosen meanwhile. */
	protected override chosen(choice: Choice): void {
		this.choice = choice;
	}

	#send(event: RunEvent): void {
		this.#status = next(this.#status, event);
	}

	#showEnd(): void {
		if (this.#status.state !== 'ready') return;
		this.#moment = null;
		this.#send({ type: 'found', status: { ...this.#status, state: 'done' } });
	}

	#wait(): void {
		this.#cancel();
		const { moment, last } = this.film;
		if (moment >= last) return this.#end({ type: 'done' });
		const pace = Math.max(SHORTEST, Math.min(LONGEST, WHOLE / last));
		this.#cancel = this.#stage.after(pace, () => this.#advance());
	}

	#advance(): void {
		const { moment, last } = this.film;
		this.#moment = Math.min(moment + 1, last);
		if (this.#moment === last) this.#end({ type: 'done' });
		else if (this.#status.stepping) this.#send({ type: 'paused' });
		else this.#wait();
	}

	#end(event: RunEvent): void {
		this.#cancel();
		this.#moment = null;
		this.#send(event);
	}
}
