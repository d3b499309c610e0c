// Between a number and its place on a slider, 0 … 1.
import type { NumberField } from '../../lib/settings/schema.ts';

/** Places of a slider for real numbers and logarithmic ones. */
const PLACES = 200;

export function whereOf({ min, max, scale }: NumberField, value: number): number {
	return scale === 'log' ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
}

/** The number at a place: a whole one, or one of three significant digits. */
export function numberAt(field: NumberField, place: number): number {
	const { kind, min, max, scale } = field;
	const exact = scale === 'log' ? min * (max / min) ** place : min + place * (max - min);
	const rounded = kind === 'whole' ? Math.round(exact) : Number(exact.toPrecision(3));
	return Math.min(max, Math.max(min, rounded));
}

export const stepOf = ({ kind, min, max, scale }: NumberField): number =>
	kind === 'whole' && scale === 'linear' ? 1 / (max - min) : 1 / PLACES;

/** What was typed, null where the field does not take it. */
export function typed({ kind, min, max }: NumberField, text: string): number | null {
	const number = Number(text);
	const good = text.trim() !== '' && number >= min && number <= max && (kind === 'real' || Number.isInteger(number));
	return good ? number : null;
}
