// The frame's words, typed by the source language.
import type source from '../../content/zh-CN/frame.json';

export type FrameWords = typeof source;

/** A word by a key that is only known when it runs; the key itself where there is none. */
export const wordOf = (words: Readonly<Record<string, string>>, key: string): string =>
	Object.hasOwn(words, key) ? words[key] : key;
