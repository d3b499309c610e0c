// Whether given values are settings of a schema. Bad ones fall back and are told, so that a reader is never stopped by an address.
import { defaults, type Field, type Schema, type Settings, type SettingValue } from './schema.ts';

/** More than any control offers; keeps a hostile list from growing a run. */
export const mostEntries = 32;

/** What would have been right, for words to tell in the reader's language. */
export type Expected =
	| { readonly kind: 'whole' | 'real'; readonly min: number; readonly max: number }
	| { readonly kind: 'wholes'; readonly min: number; readonly max: number; readonly most: number }
	| { readonly kind: 'choice' | 'choices'; readonly options: readonly string[] }
	| { readonly kind: 'flag' }
	/** There is no such key. */
	| { readonly kind: 'nothing' }
	/** The key was given more than once. */
	| { readonly kind: 'once' };

export interface Problem {
	/** As it came, shortened and without control characters. */
	readonly key: string;
	/** As it came, shortened and without control characters. */
	readonly got: string;
	readonly expected: Expected;
}

/** Text that is safe to show: at most 40 characters, nothing invisible. */
export function shortened(text: string): string {
	const characters = [...text.slice(0, 100)].map((character) => (/\p{C}|\p{Z}/u.test(character) ? ' ' : character));
	return characters.length > 40 ? `${characters.slice(0, 39).join('')}…` : characters.join('');
}

function shown(value: unknown): string {
	if (Array.isArray(value))
		return shortened(
			value
				.slice(0, mostEntries)
				.map((each) => (typeof each === 'object' ? '' : String(each)))
				.join(),
		);
	return shortened(typeof value === 'object' || typeof value === 'function' ? typeof value : String(value));
}

export function expected(field: Field): Expected {
	switch (field.kind) {
		case 'whole':
		case 'real':
			return { kind: field.kind, min: field.min, max: field.max };
		case 'wholes':
			return { kind: 'wholes', min: field.min, max: field.max, most: mostEntries };
		case 'choice':
		case 'choices':
			return { kind: field.kind, options: field.options };
		case 'flag':
			return { kind: 'flag' };
		default:
			return field satisfies never;
	}
}

export const nothing: Expected = { kind: 'nothing' };

const within = (value: unknown, { min, max }: { min: number; max: number }): value is number =>
	typeof value === 'number' && value >= min && value <= max;

const isList = (value: unknown): value is readonly unknown[] =>
	Array.isArray(value) && value.length > 0 && value.length <= mostEntries && new Set(value).size === value.length;

/** The value in the field's own form (lists in order, no −0), or undefined where it is none. */
function accepted(field: Field, value: unknown): SettingValue | undefined {
	switch (field.kind) {
		case 'whole':
			return within(value, field) && Number.isInteger(value) ? value + 0 : undefined;
		case 'real':
			return within(value, field) ? value + 0 : undefined;
		case 'flag':
			return typeof value === 'boolean' ? value : undefined;
		case 'choice':
			return field.options.find((option) => option === value);
		case 'wholes': {
			const good = isList(value) && value.every((each) => within(each, field) && Number.isInteger(each));
			return good ? (value as number[]).map((each) => each + 0).sort((a, b) => a - b) : undefined;
		}
		case 'choices': {
			const good = isList(value) && value.every((each) => field.options.some((option) => option === each));
			return good ? field.options.filter((option) => value.includes(option)) : undefined;
		}
		default:
			return field satisfies never;
	}
}

/** The good ones among given values, and a problem for each bad one. Never throws. */
export function checkGiven<S extends Schema>(
	schema: S,
	raw: Readonly<Record<string, unknown>>,
): { given: Partial<Settings<S>>; problems: Problem[] } {
	const given: [string, SettingValue][] = [];
	const problems: Problem[] = [];
	for (const [key, value] of Object.entries(raw)) {
		const field = Object.hasOwn(schema, key) ? schema[key] : undefined;
		const good = field && accepted(field, value);
		if (good === undefined)
			problems.push({ key: shortened(key), got: shown(value), expected: field ? expected(field) : nothing });
		else given.push([key, good]);
	}
	return { given: Object.fromEntries(given) as Partial<Settings<S>>, problems };
}

/** Whole settings: `base`, or the schema's defaults, with the good ones of the given values over it. Never throws. */
export function check<S extends Schema>(
	schema: S,
	raw: Readonly<Record<string, unknown>>,
	base: Settings<S> = defaults(schema),
): { settings: Settings<S>; problems: Problem[] } {
	const { given, problems } = checkGiven(schema, raw);
	return { settings: { ...base, ...given }, problems };
}

/**
 * A problem as one line for developers: an expectation, what came, and where.
 * Readers get it in their own language from `expected`.
 */
export function problemText({ key, got, expected }: Problem): string {
	const range = 'min' in expected ? ` from ${expected.min} to ${expected.max}` : '';
	const options = 'options' in expected ? ` of ${expected.options.join(', ')}` : '';
	return `${key}: expected ${expected.kind}${range}${options}, got "${got}"`;
}
