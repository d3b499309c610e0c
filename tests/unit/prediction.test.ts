import { expect, test } from 'vitest';
import accuracies from '../../src/content/published/lee-2021-accuracy.json' with { type: 'json' };
import times from '../../src/content/published/lee-2021-time.json' with { type: 'json' };
import { accuracyPrediction } from '../../src/lib/series/accuracy-prediction.ts';
import {
	answerTo,
	difference,
	placed,
	shapeOf,
	withValue,
	type Answer,
	type Known,
	type Prediction,
	type Spot,
} from '../../src/lib/series/prediction.ts';
import type { Result } from '../../src/lib/series/result.ts';
import { epochTimePrediction, updateTimePrediction } from '../../src/lib/series/timing-prediction.ts';
import { log, real } from '../../src/lib/settings/schema.ts';

/** A result of which the prediction below reads nothing but its points. */
const resultOf = (points: readonly Spot[]) => ({ points }) as unknown as Result;
const nothing: Known = { own: null, recorded: null };
const multiples: Prediction = {
	...{ curves: ['one'], at: [1, 10, 100], range: log(0.1, 1e4, 1), relative: true, near: 2 },
	shapes: { level: [1, 1, 1], proportional: [1, 10, 100] },
	points: (_, result) => (result as unknown as { points: readonly Spot[] }).points,
	published: { id: 'lecture', points: () => [[1, 6], [10, 7]] }, // prettier-ignore
};
const shares: Prediction = { ...multiples, range: real(0, 100, 90), relative: false, near: 5 };
const level = [1, 1, 1];
const measured: Answer = { whose: 'own', points: [[1, 4], [10, 5], [100, 60]] }; // prettier-ignore

test("a guess is compared with the reader's own result, else the recorded, else the published one", () => {
	const [own, recorded] = [resultOf(measured.points), resultOf([[1, 2], [100, 3]])]; // prettier-ignore
	expect(answerTo(multiples, 'one', { own, recorded })).toEqual(measured);
	expect(answerTo(multiples, 'one', { own: null, recorded })!.whose).toBe('recorded');
	expect(answerTo(multiples, 'one', nothing)!.whose).toBe('lecture');
});

test('what has too few values where something is guessed is no answer', () => {
	const own = resultOf([[1, 4], [2, 5], [10, NaN]]); // prettier-ignore
	expect(answerTo(multiples, 'one', { own, recorded: null })!.whose).toBe('lecture');
	expect(answerTo(shares, 'one', { own, recorded: null })).toEqual({ whose: 'own', points: [[1, 4]] });
	const published = { id: 'lecture', points: () => [] };
	expect(answerTo({ ...multiples, published }, 'one', nothing)).toBeNull();
});

test('multiples are drawn from where the answer begins, values where they are', () => {
	const of = (prediction: Prediction, points: readonly Spot[]) =>
		placed(prediction, { one: [1, 10, 100] }, { own: resultOf(points), recorded: null }).one;
	expect(of(multiples, measured.points)).toEqual([[1, 4], [10, 40], [100, 400]]); // prettier-ignore
	expect(of(multiples, [[10, 5], [100, 60]])).toEqual([[1, 0.5], [10, 5], [100, 50]]); // prettier-ignore
	expect(of({ ...multiples, published: { id: 'lecture', points: () => [] } }, [])).toEqual([]);
	expect(of(shares, [])).toEqual([[1, 1], [10, 10], [100, 100]]); // prettier-ignore
});

test('the sentence tells where the guess is furthest off, by factor for multiples', () => {
	const { key, values } = difference(multiples, 'one', level, measured);
	expect(key).toBe('off');
	expect(values).toEqual({ curve: 'one', whose: 'own', x: 100, base: 1, guess: 1, actual: 15 });
});

test('a factor that is too small is as far off as one that is too large', () => {
	const under = difference(multiples, 'one', [1, 8, 15], measured).values;
	const over = difference(multiples, 'one', [1, 0.2, 15], measured).values;
	expect([under.x, over.x]).toEqual([10, 10]);
});

test('multiples are compared from the first value that both have', () => {
	const later: Answer = { whose: 'own', points: [[10, 5], [100, 60]] }; // prettier-ignore
	const { values } = difference(multiples, 'one', [1, 10, 100], { ...later, points: [[10, 5], [100, 500]] }); // prettier-ignore
	expect(values).toMatchObject({ x: 100, base: 10, guess: 10, actual: 100 });
	expect(difference(multiples, 'one', [1, 10, 120], later).key).toBe('near');
});

test('shares are compared by their difference', () => {
	const answer: Answer = { whose: 'recorded', points: [[1, 95], [10, 90], [100, 40.4]] }; // prettier-ignore
	expect(difference(shares, 'one', [90, 90, 90], answer).values).toMatchObject({ x: 100, guess: 90, actual: 40 });
	expect(difference(shares, 'one', [90, 90, 45], answer)).toEqual({
		key: 'near',
		values: { curve: 'one', whose: 'recorded', near: 5 },
	});
});

test('moving one value leaves the others, and begins with the default', () => {
	expect(withValue(multiples, undefined, 1, 7)).toEqual([1, 7, 1]);
	expect(withValue(multiples, [1, 2, 3], 2, 9)).toEqual([1, 2, 9]);
});

test('a guess has the name of its shape until a value is moved', () => {
	expect(shapeOf(multiples, [1, 10, 100])).toBe('proportional');
	expect(shapeOf(multiples, [1, 10, 99])).toBeNull();
	expect(shapeOf(multiples, undefined)).toBeNull();
});

const figures = {
	update: updateTimePrediction(times),
	epoch: epochTimePrediction(times),
	accuracy: accuracyPrediction(accuracies),
};
test.each(Object.entries(figures))('%s: every shape is a guess that the sliders can make, none twice', (_, figure) => {
	const shapes = Object.values(figure.shapes);
	for (const values of shapes) {
		expect(values).toHaveLength(figure.at.length);
		for (const value of values) {
			expect(value).toBeGreaterThanOrEqual(figure.range.min);
			expect(value).toBeLessThanOrEqual(figure.range.max);
		}
		if (figure.relative) expect(values[0]).toBe(1);
	}
	expect(new Set(shapes.map(String)).size).toBe(shapes.length);
});

test("on the lecture's times a level line is a bad guess for updates, and a level end a good one for epochs", () => {
	const told = ({ curves: [, parallel], ...rest }: Prediction, guess: readonly number[]) => {
		const prediction = { curves: [parallel], ...rest };
		return difference(prediction, parallel, guess, answerTo(prediction, parallel, nothing)!);
	};
	const { key, values } = told(figures.update, figures.update.shapes.level);
	expect([key, values.whose, values.x, values.actual]).toEqual(['off', times.id, 10_000, 240]);
	expect(told(figures.epoch, figures.epoch.shapes.settling).key).toBe('near');
});
