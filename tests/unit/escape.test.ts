// The experiment and figure `escape`: its sweep's inputs, the one run that is followed, and what it says.
import { expect, test } from 'vitest';
import { batchLoss, descentOf, groundOf, lossesOf } from '../../src/components/figures/descent.ts';
import { sweepOrders, sweeps } from '../../src/lib/engine/sweeps.ts';
import { plainSweep } from '../../src/lib/engine/plain/sweep.ts';
import { escape, type EscapeSettings } from '../../src/lib/experiments/escape.ts';
import { inputsOf, isChanceless } from '../../src/lib/experiments/escape-inputs.ts';
import { begin } from '../../src/lib/run/grow.ts';
import type { Result, Series } from '../../src/lib/series/result.ts';
import { escapeReading } from '../../src/lib/series/escape-reading.ts';
import { defaults } from '../../src/lib/settings/schema.ts';

const book: EscapeSettings = defaults(escape.settings);
const changed = (settings: Partial<EscapeSettings>): EscapeSettings => ({ ...book, ...settings });
const landscapesOffered = escape.settings.landscape.options;

test.each(landscapesOffered)('inputs on %s are those of the sweep, in its order', (landscape) => {
	const inputs = inputsOf(changed({ landscape }), 'left', 4, 2 ** 16 + 7);
	expect(Object.keys(inputs)).toEqual(Object.keys(sweeps[landscape].inputs));
	expect([inputs.seedHigh[0], inputs.seedLow[0]]).toEqual([1, 7]);
});
test.each(escape.settings.order.options)('the order %s has the number that the sweep gives it', (order) => {
	expect(sweepOrders[inputsOf(changed({ order }), 'left', 4, 1).order[0]]).toBe(order);
});
test('the full batch leaves nothing to chance unless it is drawn with replacement', () => {
	expect(inputsOf(book, 'left', 20, 1).run).toHaveLength(1);
	expect(inputsOf(changed({ order: 'replacement' }), 'left', 20, 1).run).toHaveLength(book.runs);
	expect(isChanceless(10, book)).toBe(false);
});

const runs = [
	...[1, 4, 20].map((batchSize) => ({ batchSize, settings: book })),
	{ batchSize: 4, settings: changed({ order: 'replacement', landscape: 'tilts' }) },
	{ batchSize: 20, settings: changed({ order: 'replacement' }) },
];
test.each(runs)('the ball takes the way of run 0 of the sweep %#', async ({ batchSize, settings }) => {
	const one = { ...settings, runs: 1 };
	const inputs = Object.values(inputsOf(one, 'left', batchSize, 5));
	const [end, left] = await plainSweep(settings.landscape, inputs, 1);
	const descent = descentOf(settings, 'left', batchSize, 5);
	expect(Math.fround(descent.places.at(-1)!)).toBe(end);
	expect(descent.left).toBe(left);
	expect([descent.places.length, descent.batches.length]).toEqual([settings.updates + 1, settings.updates]);
});
test('the losses of an epoch’s batches have the loss of all examples as their mean', () => {
	const ground = groundOf(book);
	const { batches } = descentOf(book, 'left', 5, 1);
	const mean = batches.slice(0, 4).reduce((sum, batch) => sum + batchLoss(ground, batch, 0.3) / 4, 0);
	expect(mean).toBeCloseTo(ground.landscape.loss([0.3], ground.parameters), 12);
});
test('both minima of the book are equally low; at depth 1.6 the sharp one is the better', () => {
	const { left, right } = lossesOf(groundOf(book));
	expect([left, right].map((loss) => loss.toFixed(3))).toEqual(['0.076', '0.076']);
	const deep = lossesOf(groundOf(changed({ depth: 1.6 })));
	expect(deep.left).toBeLessThan(deep.right - 0.05);
});
test('a descent that is recomputed while a control is dragged takes a part of a frame', () => {
	const times = Array.from({ length: 20 }, (_, seed) => {
		const start = performance.now();
		descentOf(book, 'left', 20, seed);
		return performance.now() - start;
	});
	expect(Math.min(...times)).toBeLessThan(8);
});

/** Shares that left, in percent, of 1,000 runs a point. */
function resultOf(left: Record<number, number>, right: Record<number, number> | null = null, settings = book): Result {
	const series = (start: string, shares: Record<number, number>): Series[] => {
		const x = Object.keys(shares).map(Number);
		const place = { at: { start }, model: 0, axis: 'batchSize' as const, x };
		const count = (size: number) => (isChanceless(size, settings) ? 1 : 1000);
		return [
			{ ...place, name: 'runs', value: x.map(count) },
			{ ...place, name: 'left', value: x.map((size) => Math.round((shares[size] / 100) * count(size))) },
			{ ...place, name: 'crossing', value: x.map((size) => (shares[size] > 0 ? 10 * size : null)) },
		];
	};
	const provenance = { engine: 'plain', adapter: '', software: true, startedAt: '', versions: {}, dataHash: '' };
	const asked = { experiment: 'escape', settings, preset: null, seed: 1 };
	const empty = begin(asked, { ...provenance, codeHash: '', start: '', order: '' });
	return { ...empty, series: [...series('left', left), ...(right ? series('right', right) : [])] };
}
const reading = escapeReading(({ settings }) => lossesOf(groundOf(settings as EscapeSettings)));
const said = (result: Result) => reading.summary(result).map(({ key }) => key);
const asBook = resultOf({ 1: 100, 2: 100, 4: 87, 5: 53, 10: 0, 20: 0 }, { 1: 0, 4: 0, 20: 0 });

test('the table has an interval for each point but those without chance', () => {
	const { columns, rows } = reading.table(asBook);
	const at = (name: string) => columns.indexOf(name);
	const half = rows.find((row) => row[at('start')] === 'escape-left' && row[at('batchSize')] === 5)!;
	expect([half[at('share')], half[at('low')], half[at('high')]]).toEqual([53, 49.9, 56.1]);
	expect(rows.find((row) => row[at('batchSize')] === 20)!.slice(at('low'))).toEqual([null, null, null]);
});
test('the book’s shares agree with the claim and are told with their turn', () => {
	expect(reading.disagreement(asBook)).toBeNull();
	expect(said(asBook)).toEqual(['fall', 'nobody', 'turn', 'crossing']);
	expect(reading.summary(asBook)[2].values).toEqual({ from: 5, more: 53, to: 10, less: 0 });
});
test('nothing is said of a result that has hardly begun', () => {
	expect([said(resultOf({ 1: 100 })), said(resultOf({}))]).toEqual([[], []]);
	expect(reading.disagreement(resultOf({ 1: 100 }))).toBeNull();
});
test.each([
	['nobodyLeaves', resultOf({ 1: 0, 20: 0 }, null, changed({ rate: 0.05 }))],
	['tilts', resultOf({ 1: 0.1, 20: 0 }, null, changed({ landscape: 'tilts' }))],
	['allLeave', resultOf({ 1: 100, 20: 100 }, null, changed({ rate: 0.4 }))],
	['flatLeft', resultOf({ 1: 100, 20: 0 }, { 1: 30, 20: 0 })],
	['forTheWorse', resultOf({ 1: 100, 20: 0 }, null, changed({ depth: 1.6 }))],
])('where the claim fails it is told: %s', (key, result) => {
	expect(reading.disagreement(result)).toBe(key);
});
test('a better valley, and another way of drawing examples, are told', () => {
	expect(said(resultOf({ 1: 100, 20: 0 }, null, changed({ depth: 1.6 })))).toContain('leftBetter');
	expect(said(resultOf({ 1: 0.1, 20: 0 }, null, changed({ landscape: 'tilts' })))).toEqual([
		...['hardly', 'rightBetter', 'tilts-epoch'],
	]);
	expect(said(resultOf({ 1: 99, 20: 50 }, null, changed({ order: 'replacement' })))).toContain('escape-replacement');
});
