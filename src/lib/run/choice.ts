// What a reader has chosen for a run, and the settings that follow: defaults, preset, chapter, then the reader's own changes.
import type { EngineName } from '../engine/engine.ts';
import type { Plan as WholePlan } from '../experiments/experiment.ts';
import type { Preset } from '../series/result.ts';
import { defaults, type AnySettings, type SettingValue } from '../settings/schema.ts';
import { sameSettings } from './store.ts';

/** The seed of a run whose reader names none, and of every recording. */
export const DEFAULT_SEED = 1;

export interface Choice {
	/** null until the reader chooses, or the device at the first Run. */
	readonly preset: string | null;
	/** Only what the reader set otherwise than preset and chapter do. */
	readonly changes: AnySettings;
	readonly seed: number;
	/** null leaves it to the device. */
	readonly engine: EngineName | null;
}
export const noChoice: Choice = { preset: null, changes: {}, seed: DEFAULT_SEED, engine: null };

type Plan = Pick<WholePlan, 'settings' | 'presets' | 'looks'>;

export const presetNames = ({ presets }: Plan): string[] => Object.keys(presets);
/** Shown, and meant by an address without one, until the reader or the device chooses: the chosen one, or the first. */
export const shownPreset = (plan: Plan, chosen: string | null): string => chosen ?? presetNames(plan)[0] ?? '';

/** Settings before the reader's own changes. */
export const baseOf = (experiment: Plan, set: AnySettings, preset: string | null): AnySettings => ({
	...defaults(experiment.settings),
	...(experiment.presets[shownPreset(experiment, preset)] as AnySettings | undefined),
	...set,
});

export const settingsOf = (experiment: Plan, set: AnySettings, { preset, changes }: Choice): AnySettings => ({
	...baseOf(experiment, set, preset),
	...changes,
});

/** Settings as far as measurements depend on them. */
export const measuredBy = ({ looks = [] }: Pick<Plan, 'looks'>, settings: AnySettings): AnySettings =>
	Object.fromEntries(Object.entries(settings).filter(([key]) => !looks.includes(key)));

/** Whether a run with the one measures what a run with the other does. */
export const sameMeasured = (plan: Pick<Plan, 'looks'>, a: AnySettings, b: AnySettings): boolean =>
	sameSettings(measuredBy(plan, a), measuredBy(plan, b));

/** A result as it is looked at now: settings that nothing measured depends on are those of today. */
export function lookedAt<R extends { readonly settings: AnySettings }>(
	{ looks = [] }: Pick<Plan, 'looks'>,
	result: R | null,
	settings: AnySettings,
): R | null {
	if (!result || looks.length === 0) return result;
	return {
		...result,
		settings: { ...result.settings, ...Object.fromEntries(looks.map((key) => [key, settings[key]])) },
	};
}

/** The preset whose settings these are, the chosen one first; null where they are nobody's. */
export function presetOf(experiment: Plan, settings: AnySettings, chosen: string | null): string | null {
	const candidates = chosen ? [chosen, ...presetNames(experiment)] : presetNames(experiment);
	return candidates.find((preset) => sameMeasured(experiment, settings, baseOf(experiment, {}, preset))) ?? null;
}

/** The keys on which settings differ from a base, with their values. */
export const changesFrom = (base: AnySettings, settings: AnySettings): AnySettings =>
	Object.fromEntries(
		Object.entries(settings).filter(([key, value]) => !sameSettings({ key: value }, { key: base[key] })),
	);

/** The choice with one setting changed; a change back to the base is none. */
export function withSetting(
	experiment: Plan,
	set: AnySettings,
	choice: Choice,
	key: string,
	value: SettingValue,
): Choice {
	const settings = { ...settingsOf(experiment, set, choice), [key]: value };
	return { ...choice, changes: changesFrom(baseOf(experiment, set, choice.preset), settings) };
}

/** The choice with another preset. What any preset governs follows it; the reader's other changes stay. */
export function withPreset(experiment: Plan, set: AnySettings, choice: Choice, preset: string): Choice {
	const governed = new Set(presetNames(experiment).flatMap((each) => Object.keys(experiment.presets[each])));
	const kept = Object.fromEntries(Object.entries(choice.changes).filter(([key]) => !governed.has(key)));
	const settings = { ...baseOf(experiment, set, preset), ...kept };
	return { ...choice, preset, changes: changesFrom(baseOf(experiment, set, preset), settings) };
}

/**
 * The preset of a run whose reader has chosen none: `quick` on a hardware GPU that the run will use, `small` elsewhere.
 * The probe asks the browser for an adapter and opens no device; it is made at the first Run, never before.
 */
export async function devicePreset(
	engine: EngineName | null,
	probe: () => Promise<{ readonly software: boolean } | null>,
): Promise<Preset> {
	if (engine === 'plain') return 'small';
	const adapter = await probe();
	return adapter && !adapter.software ? 'quick' : 'small';
}
