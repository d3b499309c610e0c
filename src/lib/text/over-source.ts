export type Words = { readonly [key: string]: Words | readonly unknown[] | string | number | boolean };

const isBranch = (value: unknown): value is Words =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A translation laid over the source, key by key: what is missing is shown in the source's language. */
export function overSource(source: Words, translation: Words): Words {
	const merged: Record<string, Words[string]> = { ...source };
	for (const [key, value] of Object.entries(translation)) {
		const below = source[key];
		merged[key] = isBranch(value) && isBranch(below) ? overSource(below, value) : value;
	}
	return merged;
}
