// What an address says to a figure, and the address that says what a figure shows. Pure.
import { engineNames, type EngineName } from '../../lib/engine/engine.ts';
import type { Plan } from '../../lib/experiments/experiment.ts';
import { isToy } from '../../lib/experiments/toy.ts';
import { baseOf, presetNames, type Choice } from '../../lib/run/choice.ts';
import { keysOf, queryOf } from '../../lib/run/keys.ts';
import { decode, isFor, type FrameState } from '../../lib/settings/address.ts';
import type { XAxis } from '../../lib/settings/axes.ts';
import type { Problem } from '../../lib/settings/check.ts';
import type { AnySettings } from '../../lib/settings/schema.ts';
import { languageCodes } from '../../lib/text/languages.ts';

export interface Place {
	readonly experiment: Plan;
	/** The figure's id. */
	readonly id: string;
	readonly set: AnySettings;
	/** The figure has the page for itself. */
	readonly embed: boolean;
	/** What the reader looks at curves along; undefined until they choose. */
	readonly axis?: XAxis | undefined;
}
export interface Said {
	readonly settings: AnySettings;
	readonly frame: FrameState<string, EngineName>;
	readonly problems: readonly Problem[];
}

/** What the address asks of this figure; null where it means another one, or none. */
export function read({ experiment, id, set, embed }: Place, search: string): Said | null {
	const params = new URLSearchParams(search);
	if (!embed && !isFor(params, id)) return null;
	return decode(params, {
		schema: experiment.settings,
		presets: presetNames(experiment),
		engines: isToy(experiment) ? [] : engineNames,
		languages: languageCodes,
		base: (preset) => baseOf(experiment, set, preset ?? null),
	});
}

/** Keys that say how the page looks, not what the figure shows: they stay as they are. */
const looks = ['theme', 'lang', 'controls', 'hide', 'predict', 'v'];

/** The page's address with what is chosen; nothing of an earlier choice stays in it. @param href the page's address now */
export function write(place: Place, choice: Choice, href: string): string {
	const url = new URL(href);
	const kept = [...url.searchParams].filter(([key]) => looks.includes(key));
	const keys = keysOf(place, choice);
	const own: [string, string][] = place.embed || keys.length === 0 ? keys : [['figure', place.id], ...keys];
	return `${url.origin === 'null' ? `${url.protocol}//` : url.origin}${url.pathname}${queryOf([...own, ...kept])}${url.hash}`;
}

/** A link that shows another reader the same. */
export function linkOf(place: Place, choice: Choice, href: string): string {
	const url = new URL(write(place, choice, href));
	if (!place.embed) url.hash = place.id;
	return url.href;
}

const escaped = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** Code that puts the figure, as it is chosen now, into another page. @param root absolute address of the site's root */
export function embedCode(place: Place, choice: Choice, root: string, lang: string, title: string): string {
	const address = `${root}embed/v1/${lang}/${place.id}/${queryOf(keysOf(place, choice))}`;
	return `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="1000" loading="lazy" style="border: 0"></iframe>`;
}
