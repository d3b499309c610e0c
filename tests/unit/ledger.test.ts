import { describe, expect, test } from 'vitest';
import {
	movementScale,
	pieceAt,
	placeScale,
	stacksOf,
	updateScale,
	waysOf,
} from '../../src/components/figures/ledger.ts';
import { ledger as toy } from '../../src/lib/experiments/ledger.ts';
import { resultOf } from '../../src/lib/experiments/toy.ts';
import { apart, descend, entriesOf, ledgerOf, notations, pickedIn, pieceOf, ratesOf, ROUNDING, sameWays, slope, type Notation } from '../../src/lib/series/ledger.ts'; // prettier-ignore
import { ledgerReading as reading } from '../../src/lib/series/ledger-reading.ts';
import { defaults } from '../../src/lib/settings/schema.ts';

const run = (changes: object = {}) => resultOf(toy, { ...defaults(toy.settings), ...changes }, null, 1);
const momenta = [0, 0.3, 0.5, 0.9, 0.99, 1];
const rates = [0.01, 0.1, 0.5, 1];
const runs = momenta.flatMap((momentum) => rates.map((rate) => ({ momentum, rate })));
const written = (momentum: number) => notations.filter((notation) => notation !== 'averaged' || momentum < 1);

describe('the three notations', () => {
	test.each(runs)('go one way at a constant rate: λ = $momentum, η = $rate', ({ momentum, rate }) => {
		const constant = { momentum, rates: ratesOf(rate, 'constant', 24) };
		const inside = descend('inside', constant).w;
		for (const notation of written(momentum))
			expect(apart(descend(notation, constant).w, inside)).toBeLessThanOrEqual(1e-12);
	});

	// With higher rates some are at rest by then, and a movement of zero is the same at any rate.
	test.each(runs.filter(({ momentum, rate }) => momentum > 0 && rate <= 0.1))(
		'part where the rate changes, by more than rounding: λ = $momentum, η = $rate; the average stays with η outside',
		({ momentum, rate }) => {
			const halved = { momentum, rates: ratesOf(rate, 'halved', 24) };
			const [inside, outside] = (['inside', 'outside'] as const).map((notation) => descend(notation, halved).w);
			expect(apart(inside, outside)).toBeGreaterThan(1e-4);
			expect(inside.slice(0, 13).map((w, i) => Math.abs(w - outside[i])).every((gap) => gap <= 1e-12)).toBe(true); // prettier-ignore
			if (momentum < 1) expect(apart(descend('averaged', halved).w, outside)).toBeLessThanOrEqual(1e-12);
		},
	);

	test('without momentum are one way whatever the rate does', () => {
		const halved = { momentum: 0, rates: ratesOf(0.3, 'halved', 24) };
		const ways = notations.map((notation) => descend(notation, halved).w);
		for (const way of ways) expect(apart(way, ways[0])).toBeLessThanOrEqual(1e-12);
	});

	test('without momentum are plain descent', () => {
		const { w } = descend('inside', { momentum: 0, rates: ratesOf(0.25, 'constant', 5) });
		w.forEach((place, update) => expect(place).toBeCloseTo(0.75 ** update, 12));
	});
});

describe('the ledger', () => {
	test.each(
		runs.flatMap(({ momentum, rate }) =>
			(['constant', 'halved'] as const).flatMap((schedule) =>
				written(momentum).map((notation) => ({ momentum, rate, schedule, notation })),
			),
		),
	)('adds up: $notation, λ = $momentum, η = $rate, $schedule', ({ momentum, rate, schedule, notation }) => {
		const one = { momentum, rates: ratesOf(rate, schedule, 24) };
		const { gradient, movement, w } = descend(notation, one);
		for (let update = 1; update <= 24; update++) {
			const entries = entriesOf(notation, one, gradient, update);
			expect(entries).toHaveLength(update);
			const sum = entries.reduce((total, { contribution }) => total + contribution, 0);
			expect(Math.abs(sum - movement[update - 1])).toBeLessThanOrEqual(1e-12);
			expect(w[update] - w[update - 1]).toBeCloseTo(movement[update - 1], 12);
		}
	});

	test('gives each gradient −ηλ^(t−1−k)g at a constant rate, in every notation', () => {
		for (const notation of notations) {
			const one = { momentum: 0.9, rates: ratesOf(0.1, 'constant', 12) };
			const { gradient } = descend(notation, one);
			for (const { step, contribution } of entriesOf(notation, one, gradient, 9))
				expect(contribution).toBeCloseTo(-0.1 * 0.9 ** (8 - step) * gradient[step], 12);
		}
	});

	test('at λ = 1 is −η times the sum without weights', () => {
		const one = { momentum: 1, rates: ratesOf(0.1, 'constant', 12) };
		const { gradient, movement } = descend('inside', one);
		expect(movement[8]).toBeCloseTo(-0.1 * gradient.slice(0, 9).reduce((a, b) => a + b, 0), 12);
	});

	test('inside, gradients of before the change keep their rate; outside they get the new one', () => {
		const one = { momentum: 0.9, rates: ratesOf(0.2, 'halved', 10) };
		const gradient = descend('inside', one).gradient;
		const of = (notation: Notation) => entriesOf(notation, one, gradient, 8).map(({ rate }) => rate);
		expect(of('inside')).toEqual([0.2, 0.2, 0.2, 0.2, 0.2, 0.1, 0.1, 0.1]);
		expect(new Set(of('outside'))).toEqual(new Set([0.1]));
		for (const rate of of('averaged')) expect(rate).toBeCloseTo(1, 12);
	});

	test('weights of a geometric series: the last ten of λ = 0.9 have 65 % in the long run', () => {
		const [, weights] = reading.summary(run());
		expect(weights).toMatchObject({ key: 'weights', values: { limit: 10, recent: 10, share: 65, sum: 6.13 } });
	});

	test('the gradient is that of a bowl of curvature 1', () => expect([-2, 0, 0.5].map(slope)).toEqual([-2, 0, 0.5]));
});

describe('what is drawn', () => {
	test.each([
		...[{}, { momentum: 1 }, { schedule: 'halved', notation: 'outside' }, { momentum: 0.5, rate: 1 }, { momentum: 0 }],
	])('is what is in the table: stacks end apart by the movement, %j', (changes) => {
		const ledger = ledgerOf(run(changes));
		for (const { sum, pieces } of stacksOf(ledger, ledger.updates, null)) {
			const ends = pieces.map(({ to }) => to);
			const total = Math.max(0, ...ends) + Math.min(0, ...ends);
			expect(Math.abs(total - sum)).toBeLessThanOrEqual(1e-12);
		}
	});

	test('pieces of one side lie on each other without a gap', () => {
		const ledger = ledgerOf(run());
		const { pieces } = stacksOf(ledger, 12, null)[10];
		for (const side of [-1, 1]) {
			const own = pieces.filter(({ from, to }) => Math.sign(to - from) === side);
			expect(own.length).toBeGreaterThan(2);
			own.forEach(({ from }, index) => expect(from).toBe(own[index - 1]?.to ?? 0));
		}
	});

	test('the gradient that is followed is lit in every bar since, and pointed at in one', () => {
		const ledger = ledgerOf(run());
		const all = stacksOf(ledger, 12, { update: 9, step: 3 }).flatMap(({ x, pieces }) => pieces.map((piece) => ({ x, ...piece }))); // prettier-ignore
		expect(all.filter(({ lit }) => lit).map(({ x, step }) => [x, step])).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12].map((x) => [x, 3])); // prettier-ignore
		expect(all.filter(({ pointed }) => pointed).map(({ x, step }) => [x, step])).toEqual([[9, 3]]);
	});

	test('a place is that of the piece there, or of the nearest in its bar, and beside the bars of none', () => {
		const stacks = stacksOf(ledgerOf(run()), 9, null);
		for (const { x, pieces } of stacks)
			for (const { step, from, to } of pieces) expect(pieceAt(stacks, [x + 0.3, (from + to) / 2])).toEqual({ update: x, step }); // prettier-ignore
		expect(pieceAt(stacks, [1, 5])).toEqual({ update: 1, step: 0 });
		expect(pieceAt(stacks, [9, -5])).toEqual({ update: 9, step: 4 });
		expect([pieceAt(stacks, [11, 0]), pieceAt([], [1, 0])]).toEqual([null, null]);
	});

	test('a wish is kept within what was made so far', () => {
		const wish = { update: 9, step: 7 };
		expect([12, 9, 8, 5, 1].map((made) => pickedIn(wish, made))).toEqual([
			...[wish, wish, { update: 8, step: 7 }, { update: 5, step: 4 }, { update: 1, step: 0 }],
		]);
		expect(pickedIn(wish, 0)).toBeNull();
		expect(pieceOf(ledgerOf(run()), wish, 0)).toBeNull();
	});

	test('ways that are one are drawn once, and only as far as the film has come', () => {
		expect(waysOf(ledgerOf(run()), 12).map(({ notations: all }) => all)).toEqual([[...notations]]);
		const halved = waysOf(ledgerOf(run({ schedule: 'halved', notation: 'averaged' })), 4);
		expect(halved.map(({ notations: all, chosen, points }) => [all, chosen, points.length])).toEqual([
			[['inside'], false, 5],
			[['outside', 'averaged'], true, 5],
		]);
		expect(sameWays(ledgerOf(run({ momentum: 1 })))).toHaveLength(1);
		expect(ROUNDING).toBe(1e-12);
	});

	test('axes hold everything, and have few ticks', () => {
		for (const changes of [{}, { momentum: 1, updates: 24 }, { rate: 1, momentum: 0, updates: 2 }]) {
			const ledger = ledgerOf(run(changes));
			const [low, high] = movementScale(ledger).domain;
			for (const { pieces } of stacksOf(ledger, ledger.updates, null))
				for (const { to } of pieces) expect(to > low && to < high).toBe(true);
			const [from, end] = placeScale(ledger).domain;
			for (const w of ledger.path.w) expect(w > from && w < end).toBe(true);
		}
		expect(updateScale(24, 0.5, 24.5).ticks.map(({ value }) => value)).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24]); // prettier-ignore
		expect(updateScale(5, 0, 5).ticks.map(({ value }) => value)).toEqual([0, 1, 2, 3, 4, 5]);
	});
});

describe('in words', () => {
	const told = (changes: object) => {
		const result = run(changes);
		return [reading.summary(result).map(({ key }) => key), reading.disagreement(result)];
	};
	test.each([
		['weighted', {}, ['piece', 'weights', 'oneWay'], null],
		['unweighted', { momentum: 1 }, ['piece', 'unweighted', 'oneWay', 'notWritten'], 'noneFades'],
		['halved', { schedule: 'halved' }, ['piece', 'weights', 'twoWays', 'averagedToo'], null],
		['short', { momentum: 0.5 }, ['piece', 'weights', 'oneWay'], null],
		['plain', { momentum: 0 }, ['piece', 'plain', 'oneWay'], 'lastOnly'],
		['both', { momentum: 1, schedule: 'halved' }, ['piece', 'unweighted', 'twoWays', 'notWritten'], 'noneFades'],
	] as const)('%s', (preset, changes, keys, disagreement) => {
		expect(told(changes)).toEqual([keys, disagreement]);
		if (preset !== 'both') expect(toy.presets[preset]).toEqual(changes);
	});

	test('the piece says its numbers, whose product it is', () => {
		const [{ values }] = reading.summary(run());
		expect(values).toEqual({ update: 9, step: 3, movement: -0.0505, gradient: 0.486, rate: 0.1, weight: 0.59, contribution: -0.0287 }); // prettier-ignore
		expect(-0.1 * 0.9 ** 5 * 0.486).toBeCloseTo(-0.0287, 4);
	});

	test('a halved rate ends elsewhere inside than outside', () => {
		const sentence = reading.summary(run({ schedule: 'halved' }))[2];
		expect(sentence.values).toEqual({ change: 6, updates: 12, inside: -0.754, outside: -0.409, difference: 0.345 });
	});

	test('an average that cannot be written is kept as with η outside', () => {
		const [average, outside] = ['averaged', 'outside'].map((notation) => ledgerOf(run({ momentum: 1, notation })));
		expect(average).toEqual(outside);
	});

	test('the table has a row a gradient of the chosen update, and their sum', () => {
		const { columns, rows } = reading.table(run({ update: 5 }));
		for (const row of rows) expect(row).toHaveLength(columns.length);
		expect(rows.map(([update, step]) => [update, step])).toEqual([[5, 0], [5, 1], [5, 2], [5, 3], [5, 4], [5, 'sum']]); // prettier-ignore
		const parts = rows.map((row) => Number(row.at(-1)));
		expect(parts.slice(0, -1).reduce((a, b) => a + b, 0)).toBeCloseTo(parts.at(-1), 5);
		for (const row of rows.slice(0, -1))
			expect(Number(row[6])).toBeCloseTo(-Number(row[3]) * Number(row[4]) * Number(row[5]), 5);
	});
});
