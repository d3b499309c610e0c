// How a figure puts a result into words and rows. The frame shows them; exports and tests use the same functions.
import type { Values } from '../text/template.ts';
import type { Result } from './result.ts';

/** A template of the figure's words with the values to put in. Numbers are formatted by language, with `digits` significant digits. */
export interface Sentence {
	readonly key: string;
	readonly values: Values;
}
/** A number, the key of a word among the figure's labels, or nothing. */
export type Cell = number | string | null;
export interface Table {
	/** Keys of the figure's `columns`. */
	readonly columns: readonly string[];
	readonly rows: readonly (readonly Cell[])[];
}
/** Pure functions of one result; a result may still be growing, or hold nothing yet. */
export interface Reading {
	table(result: Result): Table;
	/** The finding, most important sentence first; empty while too little is measured. */
	summary(result: Result): readonly Sentence[];
	/** Key among the figure's `disagreement` words where this result goes against the claim; null where it agrees or says too little. */
	disagreement(result: Result): string | null;
}
