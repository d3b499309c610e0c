// The book's languages, one row each. A row and a folder under src/content make a language; the folder may start empty.

export const languages = [
	{ code: 'zh-CN', name: '简体中文', dir: 'ltr' },
	{ code: 'en', name: 'English', dir: 'ltr' },
] as const;

export type Language = (typeof languages)[number]['code'];
export const languageCodes: readonly Language[] = languages.map(({ code }) => code);
/** The language that all others are translated from and fall back to. */
export const source: Language = languages[0].code;
export const isLanguage = (code: string): code is Language => languages.some((language) => language.code === code);
