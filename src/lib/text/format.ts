// Numbers as a language writes them. Units and words stay with the words.

/** Whose habits a language follows here: the English of this book is British. */
export const localeOf = (lang: string): string => (lang === 'en' ? 'en-GB' : lang);

const formats = new Map<string, Intl.NumberFormat>();
function format(lang: string, options: Intl.NumberFormatOptions, key: string): Intl.NumberFormat {
	const known = formats.get(lang + key) ?? new Intl.NumberFormat(lang, options);
	formats.set(lang + key, known);
	return known;
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** A whole number as superscript. */
export const raised = (power: number): string =>
	(power < 0 ? '⁻' : '') + [...String(Math.abs(power))].map((digit) => superscripts[Number(digit)]).join('');

const plainText = (value: number, lang: string, digits: number) =>
	Number.isInteger(value)
		? format(lang, { maximumFractionDigits: 0 }, 'whole').format(value)
		: format(lang, { maximumSignificantDigits: digits }, String(digits)).format(value);

/**
 * A number in a language: counts in full, others with at most `digits` significant digits, very large and very small ones
 * as a power of ten. A true minus sign. Not finite: "–".
 */
export function formatNumber(value: number, lang: string, digits = 3): string {
	if (!Number.isFinite(value)) return '–';
	const size = Math.abs(value);
	if (size !== 0 && (size < 1e-4 || size >= 1e9)) {
		const [mantissa, power] = value.toExponential(digits - 1).split('e') as [string, string];
		return `${plainText(Number(mantissa), lang, digits)}\u202f×\u202f10${raised(Number(power))}`.replace('-', '−');
	}
	return plainText(value, lang, digits).replace('-', '−');
}

/** A number with so many decimals, zeros included, as numbers that stand beside each other are compared. Not finite: "–". */
export const formatDecimals = (value: number, lang: string, decimals: number): string =>
	Number.isFinite(value)
		? format(lang, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }, `.${decimals}`)
				.format(value)
				.replace('-', '−')
		: '–';

/** What is enumerated, as a sentence of the language does it. */
export const formatList = (items: readonly string[], lang: string): string =>
	new Intl.ListFormat(localeOf(lang)).format(items);

export const units = ['milliseconds', 'seconds', 'minutes', 'hours'] as const;
/** A duration in the unit that reads best; the unit's word is looked up by its key. */
export function duration(milliseconds: number): { value: number; unit: (typeof units)[number] } {
	if (milliseconds < 1000) return { value: milliseconds, unit: 'milliseconds' };
	if (milliseconds < 120_000) return { value: milliseconds / 1000, unit: 'seconds' };
	if (milliseconds < 7_200_000) return { value: milliseconds / 60_000, unit: 'minutes' };
	return { value: milliseconds / 3_600_000, unit: 'hours' };
}
