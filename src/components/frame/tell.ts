// Puts what the frame knows into sentences of the reader's language. Pure.
import type { FigureRun } from '../../lib/run/figure-run.svelte.ts';
import type { Result } from '../../lib/series/result.ts';
import type { Problem } from '../../lib/settings/check.ts';
import { duration, formatNumber, localeOf } from '../../lib/text/format.ts';
import { fill } from '../../lib/text/template.ts';
import { wordOf, type FrameWords } from './words.ts';

/** A duration with its unit. @param milliseconds not negative */
export function timeText(milliseconds: number, words: FrameWords, lang: string): string {
	const { value, unit } = duration(Math.max(1000, milliseconds));
	return `${formatNumber(Math.round(value), lang)} ${words.units[unit]}`;
}

/** The day of an ISO time, the same in every time zone. */
export const dayText = (iso: string, lang: string): string =>
	new Intl.DateTimeFormat(localeOf(lang), { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(iso));

type Origin = Pick<Result, 'engine' | 'adapter' | 'software' | 'startedAt' | 'seed'>;

/** What a result was computed on. */
export const deviceText = ({ adapter, software }: Origin, { device }: FrameWords, lang: string): string =>
	adapter === '' ? device.none : software ? fill(device.software, { adapter }, lang) : adapter;

/** Where a result comes from: engine, device, day, seed. */
export const provenanceText = (result: Origin, words: FrameWords, lang: string): string =>
	fill(
		words.provenance.line,
		{
			engine: wordOf(words.engines, result.engine),
			device: deviceText(result, words, lang),
			date: result.startedAt === '' ? '' : dayText(result.startedAt, lang),
			seed: String(result.seed),
		},
		lang,
	);

/** What is bad about an address. */
export function problemText({ key, got, expected }: Problem, words: FrameWords, lang: string): string {
	const options = 'options' in expected ? expected.options.join(', ') : '';
	const { min = '', max = '', most = '' } = 'min' in expected ? { most: '', ...expected } : {};
	return fill(words.problems[expected.kind], { key, got, options, min, max, most }, lang);
}

/** The state of a run, with its reason where there is one. */
export function statusText(
	{ status, updates }: Pick<FigureRun, 'status' | 'updates'>,
	words: FrameWords,
	lang: string,
): string {
	if (status.state === 'diverged') return fill(words.diverged, { updates }, lang);
	if (status.state === 'recovering') return wordOf(words.recovering, status.reason);
	if (status.reason === '') return words.states[status.state];
	return wordOf(words.reasons, status.reason);
}

/** The moment of a film; bytes while data load, time left while it measures; '' where nothing is known. */
export function progressText(
	{ progress, film }: Pick<FigureRun, 'progress' | 'film'>,
	words: FrameWords,
	lang: string,
): string {
	if (film) return film.last === 0 ? '' : fill(words.progress.moment, { moment: film.moment, last: film.last }, lang);
	const { bytes, left } = progress;
	const megabytes = (count: number) => formatNumber(Math.round(count / 1e5) / 10, lang);
	if (bytes)
		return fill(words.progress.bytes, { loaded: megabytes(bytes.loaded), total: megabytes(bytes.total) }, lang);
	return left === null || left === 0 ? '' : fill(words.progress.left, { time: timeText(left, words, lang) }, lang);
}
