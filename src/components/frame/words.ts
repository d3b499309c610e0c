// The frame's words, typed by the source language.
import type source from '../../content/zh-CN/frame.json';
import type { Plan } from '../../lib/experiments/experiment.ts';
import { isToy } from '../../lib/experiments/toy.ts';
import { withFallback } from '../../lib/text/fallback.ts';

export type FrameWords = typeof source;

/** A toy is not measured, and some plans have no seed: a few words say other things of them. */
export function wordsFor(plan: Plan, words: FrameWords): FrameWords {
	if (!isToy(plan)) return plan.seedless ? withFallback(words, words.seedless) : words;
	const ofToy = withFallback(words, words.toy);
	return plan.seedless ? withFallback(ofToy, words.toy.seedless) : ofToy;
}

/** A word by a key that is only known when it runs; the key itself where there is none. */
export const wordOf = (words: Readonly<Record<string, string>>, key: string): string =>
	Object.hasOwn(words, key) ? words[key] : key;
