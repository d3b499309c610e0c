// Results in words, as HTML: the build puts it into the page for first paint, a browser loads this once it has another result to tell.
import type { Cell, Reading, Sentence } from '../../lib/series/reading.ts';
import type { Result } from '../../lib/series/result.ts';
import { formatNumber } from '../../lib/text/format.ts';
import { say } from '../../lib/text/template.ts';
import type { FigureWords } from '../../lib/text/words.ts';
import { wordOf, type FrameWords } from './words.ts';

/** In whose words. */
export interface Voice {
	readonly words: FigureWords;
	readonly frame: FrameWords;
	readonly lang: string;
}
/** What there is to tell of a figure. */
export interface Tellable {
	/** null before there is anything. */
	readonly result: Result | null;
	/** Whether the reader's device made it. */
	readonly isOwn: boolean;
	/** Whether a disagreement with the claim may be told. */
	readonly doubts: boolean;
	/** What the run has to say besides its measurements. */
	readonly notes: readonly Sentence[];
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => escapes[letter]);
/** An equation stays on one line. */
const unbroken = (text: string): string => text.replaceAll(' = ', '\u00a0=\u00a0');
const paragraph = (text: string, attributes = ''): string => `<p${attributes}>${escaped(unbroken(text))}</p>`;
const doubtful = (text: string, note: string): string => paragraph(text, ` class="doubt" data-note="${escaped(note)}"`);

/** The sentences of a result, without markup. */
export const sentencesOf = (result: Result, reading: Reading, { words, lang }: Voice): string[] =>
	reading.summary(result).map((sentence) => say(sentence, words.summary, words.labels, lang));

/** The finding. A disagreement comes first: whoever reads no further has read it. */
export function findingHtml({ result, isOwn, doubts, notes }: Tellable, reading: Reading, voice: Voice): string {
	const { words, frame, lang } = voice;
	const sentences = result ? sentencesOf(result, reading, voice) : [];
	const doubt = result && doubts ? reading.disagreement(result) : null;
	return [
		paragraph(frame.finding[isOwn ? 'own' : 'recorded'], ' class="title"'),
		...(doubt ? [doubtful(words.disagreement[doubt], 'disagreement')] : []),
		...(sentences.length > 0 ? sentences : [frame.finding.none]).map((sentence) => paragraph(sentence)),
		...notes.map((note) => doubtful(say(note, frame.notes, frame.engines, lang), note.key)),
	].join('');
}

function cellHtml(cell: Cell, { words, lang }: Voice): string {
	if (cell === null) return '<td>–</td>';
	if (typeof cell === 'number') return `<td class="number">${formatNumber(cell, lang, 4)}</td>`;
	return `<td>${escaped(wordOf(words.labels, cell))}</td>`;
}

/** The numbers behind the drawing. */
export function tableHtml({ result, isOwn }: Tellable, reading: Reading, voice: Voice): string {
	const { words, frame } = voice;
	if (!result) return paragraph(frame.table.empty);
	const { columns, rows } = reading.table(result);
	const caption = escaped(frame.table[isOwn ? 'own' : 'recorded']);
	const heads = columns.map((column) => `<th scope="col">${escaped(wordOf(words.columns, column))}</th>`);
	const lines = rows.map((row) => `<tr>${row.map((cell) => cellHtml(cell, voice)).join('')}</tr>`);
	return (
		// What scrolls must be reached by keyboard.
		`<div class="scroll" aria-label="${caption}" role="group" tabindex="0"><table><caption>${caption}</caption>` +
		`<thead><tr>${heads.join('')}</tr></thead><tbody>${lines.join('')}</tbody></table></div>`
	);
}
