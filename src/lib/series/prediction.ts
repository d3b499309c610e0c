// What a reader may guess before a figure shows its result, and how far off the guess is. Pure.
import type { NumberField } from '../settings/schema.ts';
import type { Sentence } from './reading.ts';
import type { Result } from './result.ts';

export type Spot = readonly [x: number, value: number];

/** What a figure lets its reader guess. */
export interface Prediction {
	/** What is guessed, one curve a chart: keys of the figure's labels. */
	readonly curves: readonly string[];
	/** Where on the x-axis, ascending. */
	readonly at: readonly number[];
	/** What a guess can be. Its default is a curve's value until the reader says otherwise. */
	readonly range: NumberField;
	/** Guesses are multiples of the first value: nobody knows the milliseconds of a device they have not measured. */
	readonly relative: boolean;
	/** A guess so near is a good one: a factor on a logarithmic range, else a difference. */
	readonly near: number;
	/** Curves to pick, as values at `at`, by the keys of their words. */
	readonly shapes: Readonly<Record<string, readonly number[]>>;
	/** A curve's points in a result; none where it says nothing of it. */
	points(curve: string, result: Result): readonly Spot[];
	/** What is compared with where nothing is measured here; `id` is a key of the figure's labels. */
	readonly published: { readonly id: string; points(curve: string): readonly Spot[] };
}
/** Values at `at` by the curve that they are guessed of; none for a curve that is not guessed. */
export type Guesses = Readonly<Record<string, readonly number[]>>;

export interface Answer {
	/** `own`, `recorded`, or the publication's id. */
	readonly whose: string;
	/** Only where something can be guessed. */
	readonly points: readonly Spot[];
}
export interface Known {
	readonly own: Result | null;
	readonly recorded: Result | null;
}

/** The answer that lies nearest to the reader: their own, the recorded, the published one. Null where none can be compared. */
export function answerTo(prediction: Prediction, curve: string, { own, recorded }: Known): Answer | null {
	const { at, relative, published } = prediction;
	const of = (result: Result | null) => (result ? prediction.points(curve, result) : []);
	const answers = [
		{ whose: 'own', points: of(own) },
		{ whose: 'recorded', points: of(recorded) },
		{ whose: published.id, points: published.points(curve) },
	].map(({ whose, points }) => ({
		whose,
		points: points.filter(([x, value]) => at.includes(x) && Number.isFinite(value)),
	}));
	return answers.find(({ points }) => points.length >= (relative ? 2 : 1)) ?? null;
}

const guessAt = ({ at }: Prediction, guess: readonly number[], x: number): number => guess[at.indexOf(x)] ?? NaN;

function pointsOf(prediction: Prediction, guess: readonly number[], answer: Answer | null): readonly Spot[] {
	const { at, relative } = prediction;
	const first = answer?.points[0];
	if (relative && !first) return [];
	const unit = relative && first ? first[1] / guessAt(prediction, guess, first[0]) : 1;
	return at.map((x, index): Spot => [x, unit * guess[index]]);
}

/** Points of the guesses as charts draw them; multiples begin where the answer begins, and nowhere without one. */
export const placed = (
	prediction: Prediction,
	guesses: Guesses,
	known: Known,
): Readonly<Record<string, readonly Spot[]>> =>
	Object.fromEntries(
		Object.entries(guesses).map(([curve, guess]) => [
			curve,
			pointsOf(prediction, guess, answerTo(prediction, curve, known)),
		]),
	);

const rounded = (value: number) => Number(value.toPrecision(2));

/** How a guess differs from its answer, in one sentence: where it is furthest off, or that it is nowhere far. */
export function difference(
	prediction: Prediction,
	curve: string,
	guess: readonly number[],
	{ whose, points }: Answer,
): Sentence {
	const { range, relative, near } = prediction;
	const [base, first] = points[0];
	const [guessUnit, unit] = relative ? [guessAt(prediction, guess, base), first] : [1, 1];
	const isFactor = range.scale === 'log';
	const compared = points.map(([x, value]) => {
		const [guessed, actual] = [guessAt(prediction, guess, x) / guessUnit, value / unit];
		return { x, guessed, actual, off: Math.abs(isFactor ? Math.log(guessed / actual) : guessed - actual) };
	});
	const { x, guessed, actual, off } = compared.reduce((worst, each) => (each.off > worst.off ? each : worst));
	if (off <= (isFactor ? Math.log(near) : near)) return { key: 'near', values: { curve, whose, near } };
	return { key: 'off', values: { curve, whose, x, base, guess: rounded(guessed), actual: rounded(actual) } };
}

/** A curve's guess with another value at one place. */
export const withValue = (
	{ at, range }: Prediction,
	guess: readonly number[] | undefined,
	place: number,
	value: number,
): readonly number[] => at.map((_, index) => (index === place ? value : (guess?.[index] ?? range.default)));

/** The shape that a guess has; null for one of the reader's own. */
export const shapeOf = ({ shapes }: Prediction, guess: readonly number[] | undefined): string | null =>
	Object.keys(shapes).find((key) => shapes[key].every((value, index) => value === guess?.[index])) ?? null;
