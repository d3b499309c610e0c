// Sentences with places for values: "{batch} examples"; "{accuracy:2}" gives a number two decimals, or each number of a list.
import { formatDecimals, formatList, formatNumber } from './format.ts';

const place = /\{(\w+)(?::(\d))?\}/g;
export type Value = number | string | readonly number[];
export type Values = Readonly<Record<string, Value>>;

/** The names that a template asks for, each once. */
export const placesIn = (template: string): string[] => [
	...new Set([...template.matchAll(place)].map(([, name]) => name)),
];

/**
 * The template with its values; numbers as the language writes them.
 * @throws RangeError where a value is missing
 */
export function fill(template: string, values: Values, lang: string, digits?: number): string {
	return template.replace(place, (_, name: string, decimals?: string) => {
		const value = Object.hasOwn(values, name) ? values[name] : undefined;
		if (value === undefined) throw new RangeError(`"${template}": expected a value for {${name}}, got none`);
		if (typeof value === 'string') return value;
		const written = (one: number) =>
			decimals ? formatDecimals(one, lang, Number(decimals)) : formatNumber(one, lang, digits);
		return typeof value === 'number' ? written(value) : formatList(value.map(written), lang);
	});
}

/**
 * A sentence from its template; values that are keys of a label are said in the label's words.
 * @throws RangeError for a missing template or value
 */
export function say(
	sentence: { readonly key: string; readonly values: Values },
	templates: Readonly<Record<string, string>>,
	labels: Readonly<Record<string, string>>,
	lang: string,
): string {
	const template = Object.hasOwn(templates, sentence.key) ? templates[sentence.key] : undefined;
	if (template === undefined) throw new RangeError(`expected a template "${sentence.key}", got none`);
	const said = Object.entries(sentence.values).map(([name, value]): [string, Value] => [
		name,
		typeof value === 'string' && Object.hasOwn(labels, value) ? labels[value] : value,
	]);
	return fill(template, Object.fromEntries(said), lang);
}
