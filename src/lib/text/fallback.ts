// A translation may be behind its source: what is missing is said in the source's words.

const isBranch = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The source with all that the translation says, key by key. Keys that the source has not are dropped, empty words too. */
export function withFallback<T>(words: T, translation: unknown): T {
	if (!isBranch(words))
		return typeof translation === typeof words && translation !== '' && !isBranch(translation)
			? (translation as T)
			: words;
	const translated = isBranch(translation) ? translation : {};
	return Object.fromEntries(
		Object.entries(words).map(([key, value]) => [
			key,
			withFallback(value, Object.hasOwn(translated, key) ? translated[key] : undefined),
		]),
	) as T;
}

/** Paths of the words that a translation does not have, e.g. `summary.fit`. */
export function missing(words: unknown, translation: unknown, path = ''): string[] {
	if (!isBranch(words)) return withFallback<unknown>(words, translation) === translation ? [] : [path];
	const translated = isBranch(translation) ? translation : {};
	return Object.entries(words).flatMap(([key, value]) =>
		missing(value, Object.hasOwn(translated, key) ? translated[key] : undefined, path ? `${path}.${key}` : key),
	);
}
