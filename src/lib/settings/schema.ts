// A settings schema says what a figure's reader may change. Defaults, checks, controls, addresses and recordings all follow from it.

interface Common {
	/** No control is drawn for it; it can still be set by address, preset or chapter. */
	readonly hidden?: true;
	/** Key of the unit's word in the site's words, e.g. `examples`, `seconds`. */
	readonly unit?: string;
}
export interface NumberField extends Common {
	readonly kind: 'whole' | 'real';
	readonly min: number;
	readonly max: number;
	readonly default: number;
	readonly scale: 'linear' | 'log';
}
export interface ChoiceField<T extends string = string> extends Common {
	readonly kind: 'choice';
	readonly options: readonly T[];
	readonly default: T;
}
export interface FlagField extends Common {
	readonly kind: 'flag';
	readonly default: boolean;
}
/** One or more whole numbers, ascending, without repeats. `offered` are the ones a control shows; an address may name others. */
export interface WholesField extends Common {
	readonly kind: 'wholes';
	readonly min: number;
	readonly max: number;
	readonly default: readonly number[];
	readonly offered: readonly number[];
}
/** One or more of the options, in their order. */
export interface ChoicesField<T extends string = string> extends Common {
	readonly kind: 'choices';
	readonly options: readonly T[];
	readonly default: readonly T[];
}
export type Field = NumberField | ChoiceField | FlagField | WholesField | ChoicesField;
export type Schema = Readonly<Record<string, Field>>;
export type SettingValue = number | string | boolean | readonly number[] | readonly string[];

type ValueOf<F extends Field> = F extends NumberField
	? number
	: F extends FlagField
		? boolean
		: F extends WholesField
			? readonly number[]
			: F extends ChoicesField<infer T>
				? readonly T[]
				: F extends ChoiceField<infer T>
					? T
					: never;
export type Settings<S extends Schema = Schema> = { readonly [K in keyof S]: ValueOf<S[K]> };
/** Settings whose schema is not known where they pass through (store, border to the worker, recordings). */
export type AnySettings = Readonly<Record<string, SettingValue>>;

export const whole = (min: number, max: number, initial: number, more: Partial<NumberField> = {}): NumberField => ({
	kind: 'whole',
	scale: 'linear',
	...more,
	min,
	max,
	default: initial,
});
export const real = (min: number, max: number, initial: number, more: Partial<NumberField> = {}): NumberField => ({
	scale: 'linear',
	...more,
	kind: 'real',
	min,
	max,
	default: initial,
});
/** A real number on a logarithmic control. */
export const log = (min: number, max: number, initial: number, more: Partial<NumberField> = {}): NumberField =>
	real(min, max, initial, { ...more, scale: 'log' });
export const choice = <const T extends string>(
	options: readonly T[],
	initial: T,
	more: Common = {},
): ChoiceField<T> => ({
	...more,
	kind: 'choice',
	options,
	default: initial,
});
export const flag = (initial: boolean, more: Common = {}): FlagField => ({ ...more, kind: 'flag', default: initial });
export const wholes = (
	min: number,
	max: number,
	initial: readonly number[],
	offered: readonly number[],
	more: Common = {},
): WholesField => ({ ...more, kind: 'wholes', min, max, default: initial, offered });
export const choices = <const T extends string>(
	options: readonly T[],
	initial: readonly T[],
	more: Common = {},
): ChoicesField<T> => ({ ...more, kind: 'choices', options, default: initial });

/** The settings that a schema gives without anybody's wish. */
export function defaults<S extends Schema>(schema: S): Settings<S> {
	return Object.fromEntries(Object.entries(schema).map(([key, field]) => [key, field.default])) as Settings<S>;
}
