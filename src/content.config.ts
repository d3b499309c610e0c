import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { defineCollection } from 'astro:content';
import { words } from '../scripts/words.ts';
import type { FrameWords } from './components/frame/words.ts';
import type { SelfTestWords } from './components/selftest/words.ts';

const text = z.string().min(1);
const texts = z.record(z.string(), text);

/** The path without extension and without Astro's lower-casing: "zh-CN" stays "zh-CN". */
const idOf = ({ entry }: { entry: string }) => entry.replace(/\.[^.]+$/, '').replace(/\/(?:chapters|about)\//, '/');

/** One file a language; the source's front matter also lists the anchors of the headings, in order. */
const chapters = defineCollection({
	loader: glob({ pattern: '*/chapters/*.mdx', base: './src/content', generateId: idOf }),
	schema: z.strictObject({
		title: text,
		description: text,
		/** What the chapter answers, as it stands under the title. */
		question: text,
		/** Place among the chapters; taken from the source language. */
		order: z.number().int().optional(),
		anchors: z.array(z.string().regex(/^[a-z][a-z-]*$/)).optional(),
	}),
});

/** Back matter, one file a language. */
const about = defineCollection({
	loader: glob({ pattern: '*/about/*.mdx', base: './src/content', generateId: idOf }),
	schema: z.strictObject({ title: text, description: text, question: text, order: z.number().int().optional() }),
});

/** The book's terms, and what each means, by the same keys. */
const terms = defineCollection({ loader: words('terms.json'), schema: texts });
const glossary = defineCollection({ loader: words('glossary.json'), schema: texts });

/** What the notes and slides say that is not right, and the figure that shows it. */
const erratum = z.strictObject({
	from: z.enum(['notes', 'slide']),
	says: text,
	right: text,
	chapter: text,
	figure: text,
});
const errata = defineCollection({ loader: words('errata.json'), schema: z.record(z.string(), erratum) });

const figureWords = z.strictObject({
	title: text,
	claim: text,
	caveat: text,
	alt: text,
	settings: z.record(z.string(), z.strictObject({ label: text, hint: text.optional(), options: texts.optional() })),
	presets: texts.optional(),
	labels: texts,
	columns: texts,
	summary: texts,
	disagreement: texts,
	predict: z.strictObject({ ask: text, at: text, value: text, shapes: texts, near: text, off: text }).optional(),
});
const figures = defineCollection({
	loader: words('figures/*.json'),
	schema: figureWords,
});

/** Words of the figures' frame: the source's file is their shape, and the loader completes every other language from it. */
const frame = defineCollection({
	loader: words('frame.json'),
	schema: z.custom<FrameWords>((read) => typeof read === 'object'),
});

/** Words of the self-test, likewise. */
const selftest = defineCollection({
	loader: words('selftest.json'),
	schema: z.custom<SelfTestWords>((read) => typeof read === 'object'),
});

const site = defineCollection({
	loader: words('site.json'),
	schema: z.strictObject({
		title: text,
		subtitle: text,
		description: text,
		skip: text,
		home: text,
		chapters: text,
		neighbours: text,
		contents: text,
		language: text,
		theme: z.strictObject({ label: text, auto: text, light: text, dark: text }),
		untranslated: text,
		exercise: text,
		answer: text,
		references: text,
		aside: z.strictObject({ definition: text, misconception: text, erratum: text, doubt: text }),
		start: z.strictObject({
			lead: z.array(text).min(1),
			picture: text,
			pictureCaption: text,
			read: text,
			sections: z.array(z.strictObject({ title: text, paragraphs: z.array(text).min(1) })),
			full: text,
			one: text,
			live: text,
			liveText: text,
		}),
		embed: z.strictObject({ credit: text }),
		chapter: text,
		names: z.strictObject({ one: text, two: text, more: text }),
		missing: z.strictObject({ title: text, text, link: text }),
		about: z.strictObject({
			label: text,
			glossary: z.strictObject({ title: text, lead: text }),
			errata: z.strictObject({
				...{ title: text, lead: text, notes: text, slide: text, right: text, figure: text },
			}),
			devices: z.strictObject({
				experiment: text,
				engine: text,
				device: text,
				date: text,
				preset: text,
				between: text,
			}),
		}),
		footer: z.strictObject({ licence: text, local: text, selftest: text }),
	}),
});

const recordings = defineCollection({
	loader: glob({
		pattern: '*.json',
		base: './src/content/recordings',
		generateId: ({ entry }) => entry.replace(/\.json$/, ''),
	}),
	schema: z.looseObject({
		experiment: text,
		preset: text,
		series: z.array(z.looseObject({ name: text, x: z.array(z.number()), value: z.array(z.number().nullable()) })),
	}),
});

export const collections = { chapters, about, terms, glossary, errata, figures, frame, selftest, site, recordings };
