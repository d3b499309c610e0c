// The scorecard: verdicts of results, what of them is kept, and what the figure says.
import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { read } from '../../src/components/frame/address.ts';
import { accuracy } from '../../src/lib/experiments/accuracy.ts';
import { gap } from '../../src/lib/experiments/gap.ts';
import { scorecard } from '../../src/lib/experiments/scorecard.ts';
import { resultOf } from '../../src/lib/experiments/toy.ts';
import { Kept } from '../../src/lib/run/kept.svelte.ts';
import { scoredOf } from '../../src/lib/run/scored.ts';
import type { Result, Series } from '../../src/lib/series/result.ts';
import { isScored, rowNames, scoreRows, type Scored } from '../../src/lib/series/scorecard.ts';
import { scorecardReading } from '../../src/lib/series/scorecard-reading.ts';
import { verdictsOf } from '../../src/lib/series/verdicts.ts';

const recorded = (name: string) =>
	JSON.parse(readFileSync(new URL(`../../src/content/recordings/${name}.json`, import.meta.url), 'utf8')) as Result;
const outcomesOf = (result: Result) => Object.fromEntries(verdictsOf(result).map(({ row, outcome }) => [row, outcome]));

/** A result with its series' values changed. */
const changed = (result: Result, change: (series: Series, value: number | null, index: number) => number | null) => ({
	...result,
	series: result.series.map((each) => ({ ...each, value: each.value.map((value, i) => change(each, value, i)) })),
});
const own = (result = recorded('gap.small')): Scored[] => scoredOf(gap, result, 'own');

describe('verdicts', () => {
	test('each row follows what was measured', () => {
		const gaps = recorded('gap.full');
		expect(outcomesOf(gaps)).toEqual({ generalization: 'seen' });
		const swapped = {
			...gaps,
			series: gaps.series.map((each) => ({
				...each,
				at: { ...each.at, arm: each.at.arm === 'small' ? 'full' : 'small' },
			})),
		};
		expect(outcomesOf(swapped)).toEqual({ generalization: 'reversed' });
		const level = changed(gaps, ({ name, model }, value) => (name === 'testAccuracy' ? 0.9 + 0.001 * model : value));
		expect(outcomesOf(level)).toEqual({ generalization: 'notSeen' });
	});

	test('with too few pairs, runs or batch sizes there is none', () => {
		const gaps = recorded('gap.full');
		expect(verdictsOf({ ...gaps, settings: { ...gaps.settings, pairs: 4 } })).toEqual([]);
		const lines = recorded('accuracy.small');
		expect(verdictsOf({ ...lines, series: lines.series.filter(({ model }) => model < 2) })).toEqual([]);
		expect(verdictsOf({ ...recorded('update-time.small'), series: [] })).toEqual([]);
		expect(verdictsOf(recorded('shuffle.small'))).toEqual([]);
	});

	test('equal epochs and equal updates are told apart', () => {
		expect(outcomesOf(recorded('accuracy.full'))).toEqual({ equalEpochs: 'seen', equalUpdates: 'reversed' });
	});

	test('times on one thread and on parallel hardware speak to rows of their own', () => {
		const times = recorded('update-time.full');
		expect(outcomesOf(times)).toEqual({ updateSerial: 'seen', epochSerial: 'seen' });
		const series = times.series.map((each) => ({ ...each, at: { engine: 'wgsl', parallel: 1 } }));
		const parallel = { ...times, series: series.filter(({ name }) => /^updateTime/.test(name)).slice(0, 3) };
		expect(outcomesOf(parallel)).toEqual({ updateParallel: 'notSeen', epochParallel: 'notSeen' });
		const flat = changed(parallel, () => 2);
		expect(outcomesOf(flat)).toEqual({ updateParallel: 'seen', epochParallel: 'seen' });
	});

	test('noise that does not shrink with the batch is not what the table says', () => {
		const noise = recorded('gradient-noise.small');
		expect(outcomesOf(noise)).toEqual({ gradient: 'seen' });
		const turned = changed(noise, ({ name, value }, one, index) =>
			name === 'noise' ? value.toReversed()[index]! : one,
		);
		expect(outcomesOf(turned)).toEqual({ gradient: 'reversed' });
	});
});

test('a verdict carries the address that shows its settings again', () => {
	const settings = { ...recorded('accuracy.small').settings, rate: 0.1 };
	const result = { ...recorded('accuracy.small'), settings, preset: null, seed: 7 };
	for (const { query } of scoredOf(accuracy, result, 'own')) {
		const said = read({ experiment: accuracy, id: 'accuracy', set: {}, embed: true }, query);
		expect(said?.settings).toEqual(settings);
		expect(said?.frame.seed).toBe(7);
		expect(said?.problems).toEqual([]);
	}
});

/** Storage of a page, which may refuse. */
function storage(initial: Record<string, string> = {}, refuses: { get?: string; set?: string } = {}) {
	const held = new Map(Object.entries(initial));
	const refuse = (name: string | undefined) => {
		if (name) throw Object.assign(new Error('refused'), { name });
	};
	const of = {
		getItem: (key: string) => (refuse(refuses.get), held.get(key) ?? null),
		setItem: (key: string, value: string) => (refuse(refuses.set), void held.set(key, value)),
		removeItem: (key: string) => (refuse(refuses.set), void held.delete(key)),
	} as unknown as Storage;
	return { held, open: () => of };
}
const key = 'noisy-descent.scorecard.v1';

describe('what is kept', () => {
	test('is there on the next page, one verdict a row, the latest', () => {
		const { open } = storage();
		const first = new Kept(open);
		first.keep(own());
		first.keep(own(recorded('gap.quick')));
		const next = new Kept(open);
		next.load();
		expect(next.entries).toEqual(own(recorded('gap.quick')));
		expect(next.trouble).toBeNull();
	});

	test('of two pages is the rows of both', () => {
		const { open } = storage();
		const [one, other] = [new Kept(open), new Kept(open)];
		one.keep(own());
		other.keep(scoredOf(accuracy, recorded('accuracy.small'), 'own'));
		expect(other.entries.map(({ row }) => row)).toEqual(['generalization', 'equalEpochs', 'equalUpdates']);
	});

	test('is cleared', () => {
		const { open, held } = storage();
		const kept = new Kept(open);
		kept.keep(own());
		expect(held.size).toBe(1);
		kept.clear();
		expect(held.size).toBe(0);
		expect(kept.entries).toEqual([]);
	});

	test('stays with the page where nothing may be stored, which is said', () => {
		const kept = new Kept(storage({}, { get: 'SecurityError', set: 'SecurityError' }).open);
		kept.keep(own());
		kept.load();
		expect(kept.entries).toEqual(own());
		expect(kept.trouble).toBe('denied');
	});

	test('grows on the page where the storage is full, which is said', () => {
		const kept = new Kept(storage({}, { set: 'QuotaExceededError' }).open);
		kept.keep(own());
		kept.keep(scoredOf(accuracy, recorded('accuracy.small'), 'own'));
		expect(kept.entries).toHaveLength(3);
		expect(kept.trouble).toBe('full');
	});

	test.each([
		['no JSON', '{', 0],
		['no list', '{"row":"gap"}', 0],
		['a strange row among good ones', JSON.stringify([...own(), { row: 'toString' }]), 1],
		['a verdict without a value', JSON.stringify([{ ...own()[0], values: {} }]), 0],
		['null', JSON.stringify([null]), 0],
	])('is read as far as it can be: %s', (_, text, count) => {
		const kept = new Kept(storage({ [key]: text }).open);
		kept.load();
		expect(kept.entries).toHaveLength(count);
		expect(kept.trouble).toBe('unreadable');
	});

	test('is only what sentences can be made of', () => {
		for (const good of own()) {
			expect(isScored(JSON.parse(JSON.stringify(good)))).toBe(true);
			for (const bad of [{ outcome: 'x' }, { whose: 'recorded' }, { startedAt: 'x' }, { seed: 0.5 }, { values: null }])
				expect(isScored({ ...good, ...bad })).toBe(false);
		}
	});
});

describe('the card', () => {
	const official = scoredOf(gap, recorded('gap.full'), 'recorded');
	const card = (kept: readonly Scored[], whose = 'own') =>
		resultOf(scorecard({ recorded: official, kept: () => kept }), { whose }, null, 1);

	test('has a row for everything, the reader’s own before the recorded', () => {
		const rows = scoreRows(card(own()));
		expect(rows.map(({ row }) => row)).toEqual(rowNames);
		const { shown, covered } = rows.at(-1);
		expect([shown, covered]).toEqual([own()[0], official[0]]);
		expect(rows[0]).toEqual({ row: 'updateSerial', shown: null, covered: null });
		expect(scoreRows(card(own(), 'recorded')).at(-1)).toMatchObject({ shown: official[0], covered: null });
	});

	test('counts its rows, and says where the reader’s own differ', () => {
		const [{ values }] = scorecardReading.summary(card(own()));
		expect(values).toEqual({ rows: rowNames.length, seen: 1, notSeen: 0, reversed: 0 });
		expect(scorecardReading.disagreement(card(own()))).toBeNull();
		expect(scorecardReading.disagreement(card(own().map((each) => ({ ...each, outcome: 'reversed' }))))).toBe(
			'differs',
		);
		const { columns, rows } = scorecardReading.table(card(own()));
		for (const row of rows) expect(row).toHaveLength(columns.length);
	});
});
