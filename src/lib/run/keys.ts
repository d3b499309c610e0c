// The keys of an address for what is chosen of an experiment. Pure.
import type { Plan } from '../experiments/experiment.ts';
import { encode } from '../settings/address.ts';
import type { XAxis } from '../settings/axes.ts';
import type { AnySettings } from '../settings/schema.ts';
import { baseOf, DEFAULT_SEED, settingsOf, type Choice } from './choice.ts';

interface Chosen {
	readonly experiment: Plan;
	readonly set: AnySettings;
	readonly axis?: XAxis | undefined;
}

/** Only what differs from the default. */
export function keysOf({ experiment, set, axis }: Chosen, choice: Choice): [string, string][] {
	const keys: [string, string][] = [];
	if (choice.preset) keys.push(['preset', choice.preset]);
	if (choice.seed !== DEFAULT_SEED) keys.push(['seed', String(choice.seed)]);
	if (choice.engine) keys.push(['engine', choice.engine]);
	if (axis) keys.push(['x', axis]);
	const base = baseOf(experiment, set, choice.preset);
	return [...keys, ...encode(experiment.settings, settingsOf(experiment, set, choice), base)];
}

/** From '?' on, or '' for no keys. Commas are what lists are read by; URLSearchParams would hide them. */
export const queryOf = (keys: readonly (readonly [string, string])[]): string =>
	keys.length > 0 ? `?${new URLSearchParams(keys.map(([...pair]) => pair)).toString().replaceAll('%2C', ',')}` : '';
