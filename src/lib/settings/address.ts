// A figure's state as keys of an address, and back. Only what differs from the base is written; whatever comes back is checked.
import { xAxes, type XAxis } from './axes.ts';
import { checkGiven, shortened, type Problem } from './check.ts';
import { choice, choices, flag, whole, type Field, type Schema, type Settings, type SettingValue } from './schema.ts';

/** What a page can be asked to leave out. */
export const hideable = ['title', 'claim', 'summary', 'table', 'menu'] as const;

const named = (options: readonly string[]) => choice(options, options[0] ?? '');

/** Keys that belong to the frame; no experiment may have a setting of such a name. `figure` names the one that is meant. */
export const frameKeys = (presets: readonly string[], engines: readonly string[], languages: readonly string[]) => ({
	preset: named(presets),
	seed: whole(0, 2 ** 32 - 1, 0),
	engine: named(engines),
	autorun: flag(false),
	theme: choice(['light', 'dark'], 'light'),
	lang: named(languages),
	controls: flag(true),
	hide: choices(hideable, []),
	x: choice(xAxes, 'epochs'),
	predict: flag(false),
	v: whole(1, 1, 1),
});

/** The frame's keys that an address gives; what is absent was not given, or badly. */
export interface FrameState<P extends string = string, E extends string = string> {
	readonly preset?: P;
	readonly seed?: number;
	readonly engine?: E;
	readonly autorun?: boolean;
	readonly theme?: 'light' | 'dark';
	readonly lang?: string;
	readonly controls?: boolean;
	readonly hide?: readonly (typeof hideable)[number][];
	readonly x?: XAxis;
	readonly predict?: boolean;
	readonly v?: number;
}

/** What an address may say to one figure. */
export interface Addressed<S extends Schema, P extends string, E extends string> {
	readonly schema: S;
	readonly presets: readonly P[];
	readonly engines: readonly E[];
	readonly languages: readonly string[];
	/** The settings that stand before the reader's own keys, by the preset that the address names. */
	base(preset: P | undefined): Settings<S>;
}

/** Shortest decimals that give the same number back; no `+`, which an address reads as a space. */
const numberText = (value: number) => String(value).replace('+', '');

function valueText(value: SettingValue): string {
	if (typeof value === 'boolean') return value ? '1' : '0';
	if (typeof value === 'number') return numberText(value);
	return typeof value === 'string' ? value : value.map((each) => valueText(each)).join();
}

/** The keys that differ from the base, in the schema's order. */
export function encode<S extends Schema>(schema: S, settings: Settings<S>, base: Settings<S>): [string, string][] {
	return Object.keys(schema)
		.map((key): [string, string] => [key, valueText(settings[key])])
		.filter(([key, text]) => text !== valueText(base[key]));
}

const decimal = /^-?(\d+\.?\d*|\.\d+)(e-?\d+)?$/i;
const numberOf = (text: string) => (text.length <= 32 && decimal.test(text) ? Number(text) : text);

/** The text in the form that the field's check wants; what cannot be read stays text, which the check refuses. */
function valueOf(field: Field | undefined, text: string): unknown {
	switch (field?.kind) {
		case 'whole':
		case 'real':
			return numberOf(text);
		case 'flag':
			return text === '1' ? true : text === '0' ? false : text;
		case 'wholes':
			return text.length <= 1000 ? text.split(',').map(numberOf) : text;
		case 'choices':
			return text.length <= 1000 ? text.split(',') : text;
		default:
			return text;
	}
}

/** One value for each key that came once, and a problem for each that came more often. */
function singles(params: URLSearchParams): { texts: Map<string, string>; problems: Problem[] } {
	const texts = new Map<string, string>();
	const repeated = new Set<string>();
	for (const [key, text] of params) {
		if (texts.has(key)) repeated.add(key);
		else texts.set(key, text);
	}
	const problems = [...repeated].map((key): Problem => {
		const got = shortened(params.getAll(key).slice(0, 3).join(' … '));
		texts.delete(key);
		return { key: shortened(key), got, expected: { kind: 'once' } };
	});
	return { texts, problems };
}

/** A toy has no engine, and may have no preset: such a key means nothing to it. */
const offered = (keys: Schema): Schema =>
	Object.fromEntries(Object.entries(keys).filter(([, field]) => field.kind !== 'choice' || field.options.length > 0));

/** Whether a page with several figures is addressed to this one. */
export const isFor = (params: URLSearchParams, figure: string) => params.get('figure') === figure;

/**
 * What an address asks of a figure: its preset first, then its own keys over it. Never throws.
 * On a page with several figures call it only where `isFor` holds.
 */
export function decode<S extends Schema, P extends string, E extends string>(
	params: URLSearchParams,
	to: Addressed<S, P, E>,
): { settings: Settings<S>; frame: FrameState<P, E>; problems: Problem[] } {
	const reserved = offered(frameKeys(to.presets, to.engines, to.languages));
	const { texts, problems } = singles(params);
	texts.delete('figure');
	const fieldOf = (fields: Schema, key: string) => (Object.hasOwn(fields, key) ? fields[key] : undefined);
	const read = (fields: Schema, keys: [string, string][]) =>
		checkGiven(fields, Object.fromEntries(keys.map(([key, text]) => [key, valueOf(fieldOf(fields, key), text)])));
	const isReserved = ([key]: [string, string]) => Object.hasOwn(reserved, key);
	const frame = read(reserved, [...texts].filter(isReserved));
	const own = read(
		to.schema,
		[...texts].filter((each) => !isReserved(each)),
	);
	const state = frame.given as FrameState<P, E>;
	const settings = { ...to.base(state.preset), ...(own.given as Partial<Settings<S>>) };
	return { settings, frame: state, problems: [...problems, ...frame.problems, ...own.problems] };
}
