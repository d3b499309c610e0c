// Descent with momentum as three notations write it, and the ledger of its movements: which gradient gave how much to which.
import { bowl } from '../landscapes/bowl.ts';
import type { Sentence } from './reading.ts';
import type { Result, Series } from './result.ts';

/**
 * Where the rate stands. `inside`: m ← λm − ηg, w ← w + m (Sutskever et al. 2013; Keras). `outside`: v ← λv + g, w ← w − ηv (PyTorch,
 * TensorFlow.js). `averaged`: v ← λv + (1 − λ)g, w ← w − η/(1 − λ) · v: with the rate made larger by as much as the average is smaller.
 */
export const notations = ['inside', 'outside', 'averaged'] as const;
export type Notation = (typeof notations)[number];
export const schedules = ['constant', 'halved'] as const;

export interface LedgerRun {
	/** λ, 0 … 1; `averaged` has none of 1. */
	readonly momentum: number;
	/** η of each update, [updates]. */
	readonly rates: readonly number[];
}
/** After so many updates the rate is halved. */
export const changeAfter = (updates: number): number => Math.floor(updates / 2);
export const ratesOf = (rate: number, schedule: (typeof schedules)[number], updates: number): number[] =>
	Array.from({ length: updates }, (_, k) => (schedule === 'halved' && k >= changeAfter(updates) ? rate / 2 : rate));

const START = 1;
/** Along one direction of a bowl of curvature 1: a number, so that its parts are numbers. */
export const slope = (w: number): number => bowl.gradient([w, 0], bowl.parameters)[0];

export interface Path {
	/** Before the first update and after each, [updates + 1]. */
	readonly w: readonly number[];
	/** Where each update began, [updates]. */
	readonly gradient: readonly number[];
	/** w after each update less w before it, [updates]. */
	readonly movement: readonly number[];
}

/** Whether the notation can be written at all: an average of weights that never fade has a rate of η/0. */
export const isWritten = (notation: Notation, momentum: number): boolean => notation !== 'averaged' || momentum < 1;
/** The notation that is wished for, else the nearest one that can be written. */
export const writtenAs = (notation: Notation, momentum: number): Notation =>
	isWritten(notation, momentum) ? notation : 'outside';

interface Rule {
	/** What is kept from update to update. */
	keep(kept: number, gradient: number, momentum: number, rate: number): number;
	/** The movement by what is kept. */
	move(kept: number, momentum: number, rate: number): number;
}
const rules: Readonly<Record<Notation, Rule>> = {
	inside: { keep: (m, g, momentum, rate) => momentum * m - rate * g, move: (m) => m },
	outside: { keep: (v, g, momentum) => momentum * v + g, move: (v, _, rate) => -rate * v },
	averaged: {
		keep: (v, g, momentum) => momentum * v + (1 - momentum) * g,
		move: (v, momentum, rate) => (-rate / (1 - momentum)) * v,
	},
};

/** The way down as the notation computes it, update by update. */
export function descend(notation: Notation, { momentum, rates }: LedgerRun): Path {
	const { keep, move } = rules[notation];
	const [w, gradient, movement] = [[START], [] as number[], [] as number[]];
	let kept = 0;
	for (const [k, rate] of rates.entries()) {
		gradient.push(slope(w[k]));
		kept = keep(kept, gradient[k], momentum, rate);
		movement.push(move(kept, momentum, rate));
		w.push(w[k] + movement[k]);
	}
	return { w, gradient, movement };
}

/** What the gradient of step k gives to the movement of update t: −rate · weight · gradient. */
export interface Entry {
	/** The updates made before the gradient was taken. */
	readonly step: number;
	/** With which the movement is made: of that step, or of the update. */
	readonly rate: number;
	/** λ^(t−1−k), or that times 1 − λ. */
	readonly weight: number;
	readonly gradient: number;
	readonly contribution: number;
}

/** Entries of an update, by step. @param update from 1 */
export function entriesOf(
	notation: Notation,
	{ momentum, rates }: LedgerRun,
	gradients: readonly number[],
	update: number,
): Entry[] {
	const share = notation === 'averaged' ? 1 - momentum : 1;
	return gradients.slice(0, update).map((gradient, step) => {
		const rate = rates[notation === 'inside' ? step : update - 1] / share;
		const weight = share * momentum ** (update - 1 - step);
		return { step, rate, weight, gradient, contribution: -rate * weight * gradient };
	});
}

/** What a result says, read off its columns. */
export interface Ledger extends LedgerRun {
	readonly notation: Notation;
	readonly updates: number;
	readonly path: Path;
	/** By notation; of those that can be written. */
	readonly paths: readonly { readonly notation: Notation; readonly w: readonly number[] }[];
}

const numbers = (series: Series | undefined): number[] => (series?.value ?? []).map((value) => value ?? NaN);

export function ledgerOf({ series, settings }: Result): Ledger {
	const notation = writtenAs(settings.notation as Notation, Number(settings.momentum));
	const column = (name: string, of: string) => series.find((each) => each.name === name && each.at.notation === of);
	const paths = notations
		.map((each) => ({ notation: each, w: numbers(column('w', each)) }))
		.filter(({ w }) => w.length > 0);
	const [w, gradient, movement] = ['w', 'gradient', 'movement'].map((name) => numbers(column(name, notation)));
	const rates = numbers(series.find(({ name }) => name === 'rate'));
	return {
		...{ notation, momentum: Number(settings.momentum), rates, updates: rates.length },
		...{ path: { w, gradient, movement }, paths },
	};
}

/** The largest distance between two ways after equally many updates. */
export const apart = (a: readonly number[], b: readonly number[]): number =>
	Math.max(...a.map((w, update) => Math.abs(w - b[update])));

/** What rounding alone may make of a way of a few dozen updates. */
export const ROUNDING = 1e-12;
/** Notations whose ways are one and the same, in groups. */
export function sameWays({ paths }: Pick<Ledger, 'paths'>): Ledger['paths'][number][][] {
	const groups: Ledger['paths'][number][][] = [];
	for (const path of paths) {
		const group = groups.find(([first]) => apart(first.w, path.w) <= ROUNDING);
		if (group) group.push(path);
		else groups.push([path]);
	}
	return groups;
}

/** The update and the step that are pointed at, as far as there are any; null before the first update. */
export interface Picked {
	/** From 1. */
	readonly update: number;
	/** From 0, before the update. */
	readonly step: number;
}
/** @param made updates made so far */
export function pickedIn(wish: Picked, made: number): Picked | null {
	const update = Math.min(wish.update, made);
	return update > 0 ? { update, step: Math.min(wish.step, update - 1) } : null;
}

export const rounded = (value: number, digits = 3) => Number(value.toPrecision(digits));
/** The entries of an update, in the chosen notation. @param update counted from 1 */
export const entriesAt = (ledger: Ledger, update: number) =>
	entriesOf(ledger.notation, ledger, ledger.path.gradient, update);

/** What one gradient gives to one movement. @param made updates made so far; null before the first */
export function pieceOf(ledger: Ledger, wish: Picked, made: number): Sentence | null {
	const picked = pickedIn(wish, made);
	if (!picked) return null;
	const { update, step } = picked;
	const { rate, weight, gradient, contribution } = entriesAt(ledger, update)[step];
	const values = {
		...{ update, step, movement: rounded(ledger.path.movement[update - 1]), gradient: rounded(gradient) },
		...{ rate: rounded(rate), weight: rounded(weight), contribution: rounded(contribution) },
	};
	return { key: 'piece', values };
}
