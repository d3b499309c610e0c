// What the take-away menu does, loaded when it is first used.
import type { FigureRun } from '../../lib/run/figure-run.svelte.ts';
import { siteRoot } from '../../lib/run/registry.ts';
import type { Reading } from '../../lib/series/reading.ts';
import type { Result } from '../../lib/series/result.ts';
import type { FigureWords } from '../../lib/text/words.ts';
import { fill } from '../../lib/text/template.ts';
import { embedCode, linkOf, type Place } from './address.ts';
import { citation } from './cite.ts';
import { download } from './hand-out.ts';
import { programOf } from './program.ts';
import { provenanceText } from './tell.ts';
import type { FrameWords } from './words.ts';

export type FileKind = 'csv' | 'json' | 'svg' | 'png';
export type PanelKind = 'link' | 'embed' | 'code' | 'cite';

interface Shown {
	readonly place: Place;
	readonly run: FigureRun;
	/** The reader's own result and the recording, as far as they are drawn; the first one is taken away. */
	readonly results: readonly Result[];
	/** Loaded where a table is taken away. */
	readonly reading: () => Promise<Reading>;
	readonly words: FigureWords;
	readonly frame: FrameWords;
	readonly lang: string;
	/** The element with the figure's pictures in it. */
	readonly figure: Element;
}

/** Where a picture comes from, written below it. */
function notesOf({ results, words, frame, lang, place, run }: Shown): string[] {
	const source = fill(frame.takeAway.source, { url: linkOf(place, run.choice, location.href) }, lang);
	return [words.caveat, ...results.map((result) => provenanceText(result, frame, lang)), source];
}

async function contentOf(kind: FileKind, shown: Shown): Promise<Blob> {
	const { results, reading, words, figure } = shown;
	const [result] = results;
	if (!result) throw new RangeError('take-away: expected a result, got none');
	const { toCsv, toJson } = await import('../../lib/series/export.ts');
	if (kind === 'csv')
		return new Blob([toCsv((await reading()).table(result), words)], { type: 'text/csv;charset=utf-8' });
	if (kind === 'json') return new Blob([toJson(result)], { type: 'application/json' });
	const { toSvg, toPng } = await import('../charts/picture.ts');
	const svg = toSvg(figure, { ...words, notes: notesOf(shown) });
	return kind === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : toPng(svg);
}

/** Gives the reader a file of what is shown. */
export async function saveFile(kind: FileKind, shown: Shown): Promise<void> {
	download(await contentOf(kind, shown), `${shown.place.id}.${kind}`);
}

interface Chosen {
	readonly run: FigureRun;
	readonly place: Place;
	readonly words: FigureWords;
	readonly frame: FrameWords;
	readonly lang: string;
}

/** The text that a panel of the menu shows. */
export async function panelText(kind: PanelKind, { run, place, words, frame, lang }: Chosen): Promise<string> {
	switch (kind) {
		case 'link':
			return linkOf(place, run.choice, location.href);
		case 'embed':
			return embedCode(place, run.choice, siteRoot(), lang, words.title);
		case 'code':
			return programOf(place.experiment.id, run.settings, run.choice.seed);
		case 'cite': {
			const url = linkOf(place, run.choice, location.href);
			const { text, bibtex } = citation(
				{ id: place.id, title: words.title, url },
				new Date().toISOString(),
				frame,
				lang,
			);
			return `${text}\n\n${bibtex}`;
		}
		default:
			return kind satisfies never;
	}
}
