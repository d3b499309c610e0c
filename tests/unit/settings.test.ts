import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check, problemText, shortened } from '../../src/lib/settings/check.ts';
import { choice, choices, defaults, flag, log, real, whole, wholes } from '../../src/lib/settings/schema.ts';

const schema = {
	batchSizes: wholes(1, 60_000, [1, 10], [1, 10, 100]),
	lines: choices(['engine', 'thread'], ['engine']),
	order: choice(['never', 'epoch'], 'epoch'),
	hidden: whole(1, 1024, 100),
	rate: log(1e-3, 10, 0.05),
	shift: real(-1, 1, 0),
	drop: flag(false),
};

test('no wish gives the defaults without a problem', () => {
	expect(check(schema, {})).toEqual({ settings: defaults(schema), problems: [] });
});

test('good values are taken over a base', () => {
	const base = { ...defaults(schema), hidden: 7 };
	expect(check(schema, { rate: 1, drop: true }, base).settings).toEqual({ ...base, rate: 1, drop: true });
});

test('lists come in order; unasked ones stay as the base has them', () => {
	expect(check(schema, { batchSizes: [100, 1, 7], lines: ['thread', 'engine'] }).settings).toMatchObject({
		batchSizes: [1, 7, 100],
		lines: ['engine', 'thread'],
	});
});

test.each([
	['hidden', 0],
	['hidden', 1025],
	['hidden', 1.5],
	['hidden', '100'],
	['rate', NaN],
	['rate', Infinity],
	['shift', -1.0001],
	['drop', 1],
	['order', 'toString'],
	['order', null],
	['lines', []],
	['lines', ['engine', 'engine']],
	['lines', ['__proto__']],
	['lines', 'engine'],
	['batchSizes', []],
	['batchSizes', [1, 1]],
	['batchSizes', [1, '2']],
	['batchSizes', [[1]]],
	['batchSizes', Array.from({ length: 33 }, (_, i) => i + 1)],
	['unknown', 1],
	['constructor', 1],
])('%s = %j falls back and is told', (key, value) => {
	const { settings, problems } = check(schema, { [key]: value });
	expect(settings).toEqual(defaults(schema));
	expect(problems.map((problem) => problem.key)).toEqual([key]);
});

test('a prototype cannot be set', () => {
	const { settings, problems } = check(schema, JSON.parse('{"__proto__": {"hidden": 3}}') as Record<string, unknown>);
	expect(settings.hidden).toBe(100);
	expect(problems).toHaveLength(1);
	expect(({} as Record<string, unknown>).hidden).toBeUndefined();
});

test('whatever is given, the settings are those of the schema and nothing is thrown', () => {
	const key = fc.oneof(fc.constantFrom(...Object.keys(schema)), fc.string());
	fc.assert(
		fc.property(fc.dictionary(key, fc.anything({ withBigInt: true, withNullPrototype: true })), (raw) => {
			const { settings } = check(schema, raw);
			expect(Object.keys(settings)).toEqual(Object.keys(schema));
			expect(check(schema, settings)).toEqual({ settings, problems: [] });
		}),
		{ seed: 1 },
	);
});

test('a problem names what was expected, what came and where', () => {
	const { problems } = check(schema, { hidden: 99999 });
	expect(problemText(problems[0])).toBe('hidden: expected whole from 1 to 1024, got "99999"');
});

test('what came is shown short and without anything invisible', () => {
	expect(shortened('a'.repeat(10_000))).toHaveLength(40);
	expect(shortened('a\u0000b\u202Ec\nd')).toBe('a b c d');
});
