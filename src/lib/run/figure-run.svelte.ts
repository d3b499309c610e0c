// A run as figures see it, of a worker or of a toy: what is chosen, how far it is, what it shows. Figures of one experiment share one.
import type { EngineName } from '../engine/engine.ts';
import type { Plan } from '../experiments/experiment.ts';
import type { Sentence } from '../series/reading.ts';
import type { Result } from '../series/result.ts';
import type { AnySettings, SettingValue } from '../settings/schema.ts';
import * as choices from './choice.ts';
import { isActive, type PauseReason, type Status } from './machine.ts';

export interface Progress {
	/** 0 … 1 */
	readonly done: number;
	/** Bytes of data that came and are to come, while they load. */
	readonly bytes: { readonly loaded: number; readonly total: number } | null;
	/** Milliseconds left, once it can be told. */
	readonly left: number | null;
}
export const noProgress: Progress = { done: 0, bytes: null, left: null };

/** Where a toy's film stands: 0 is its start, `last` its end. */
export interface Film {
	readonly moment: number;
	readonly last: number;
	/** It moves by itself right now. */
	readonly playing: boolean;
}

export abstract class FigureRun<P extends Plan = Plan> {
	readonly experiment: P;
	/** What the chapter sets. */
	readonly set: AnySettings;
	#choice = $state.raw<choices.Choice>(choices.noChoice);

	constructor(experiment: P, set: AnySettings) {
		this.experiment = experiment;
		this.set = set;
	}

	abstract get status(): Status;
	/** What this page found with these settings; null before the first measurement. */
	abstract get own(): Result | null;
	abstract get progress(): Progress;
	/** The recording of these settings, once they were chosen or run. */
	get recording(): Result | null {
		return null;
	}
	get film(): Film | null {
		return null;
	}
	get notes(): readonly Sentence[] {
		return [];
	}
	/** What went wrong, for developers. */
	get detail(): string {
		return '';
	}
	/** The update at which the loss ran away. */
	get updates(): number {
		return 0;
	}
	get active(): boolean {
		return isActive(this.status);
	}
	get choice(): choices.Choice {
		return this.#choice;
	}
	protected set choice(choice: choices.Choice) {
		this.#choice = choice;
	}
	/** Whether the reader, or their link, has chosen what is measured. */
	get isChosen(): boolean {
		const { preset, changes } = this.#choice;
		return preset !== null || Object.keys(choices.measuredBy(this.experiment, changes)).length > 0;
	}
	get settings(): AnySettings {
		return choices.settingsOf(this.experiment, this.set, this.#choice);
	}
	get base(): AnySettings {
		return choices.baseOf(this.experiment, this.set, this.#choice.preset);
	}

	abstract hydrate(): void;
	/** Begins, or goes on after a pause; so many steps, or to the end. */
	abstract go(steps: number | null): Promise<void>;
	abstract pause(reason: PauseReason): void;
	abstract stop(): void;
	abstract reset(): void;
	/** Takes over another choice, and shows what belongs to it. */
	protected abstract chosen(choice: choices.Choice): void;

	choose(key: string, value: SettingValue): void {
		this.chosen(choices.withSetting(this.experiment, this.set, this.#choice, key, value));
	}
	choosePreset(preset: string): void {
		this.chosen(choices.withPreset(this.experiment, this.set, this.#choice, preset));
	}
	chooseSeed(seed: number): void {
		this.chosen({ ...this.#choice, seed });
	}
	chooseEngine(engine: EngineName | null): void {
		this.chosen({ ...this.#choice, engine });
	}
	/** Takes over what an address says; settings are whole and checked. */
	adopt(settings: AnySettings, choice: Partial<Omit<choices.Choice, 'changes'>>): void {
		const chosen = { ...this.#choice, ...choice };
		const changes = choices.changesFrom(choices.baseOf(this.experiment, this.set, chosen.preset), settings);
		this.chosen({ ...chosen, changes });
	}
	/** Back to the settings of preset and chapter. */
	defaults(): void {
		this.chosen({ ...choices.noChoice, preset: this.#choice.preset });
	}
}
