import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Plan } from '../../src/lib/experiments/experiment.ts';
import { experiments } from '../../src/lib/experiments/list.ts';
import { toys } from '../../src/lib/experiments/toys.ts';
import { decode, encode, frameKeys, isFor } from '../../src/lib/settings/address.ts';
import { check } from '../../src/lib/settings/check.ts';
import { choice, choices, defaults, flag, log, real, whole, wholes } from '../../src/lib/settings/schema.ts';

const schema = {
	batchSizes: wholes(1, 60_000, [1, 10], [1, 10, 100]),
	lines: choices(['engine', 'thread', 'tensorflow'], ['engine', 'thread']),
	order: choice(['never', 'epoch'], 'epoch'),
	hidden: whole(1, 1024, 100),
	rate: log(1e-9, 1e30, 0.05),
	shift: real(-1, 1, 0),
	drop: flag(false),
};
const small = { ...defaults(schema), hidden: 8, drop: true };
const to = {
	schema,
	presets: ['small', 'full'] as const,
	engines: ['plain', 'tensorflow-webgpu'] as const,
	languages: ['zh-CN', 'en'],
	base: (preset: 'small' | 'full' | undefined) => (preset === 'small' ? small : defaults(schema)),
};
const read = (query: string) => decode(new URLSearchParams(query), to);

const anySettings = fc.record({
	batchSizes: fc.uniqueArray(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 32 }),
	lines: fc.subarray([...schema.lines.options], { minLength: 1 }),
	order: fc.constantFrom(...schema.order.options),
	hidden: fc.integer({ min: 1, max: 1024 }),
	rate: fc.double({ min: 1e-9, max: 1e30, noNaN: true }),
	shift: fc.double({ min: -1, max: 1, noNaN: true }),
	drop: fc.boolean(),
});

test('any settings come back from their address', () => {
	fc.assert(
		fc.property(anySettings, fc.constantFrom('small' as const, 'full' as const), (wish, preset) => {
			const { settings } = check(schema, wish);
			const params = new URLSearchParams([['preset', preset], ...encode(schema, settings, to.base(preset))]);
			const back = decode(new URLSearchParams(params.toString()), to);
			expect(back).toEqual({ settings, frame: { preset }, problems: [] });
		}),
		{ seed: 1 },
	);
});

test('only what differs is written, in the shortest form', () => {
	expect(encode(schema, defaults(schema), defaults(schema))).toEqual([]);
	const settings = { ...defaults(schema), batchSizes: [1, 10, 100], rate: 0.1, drop: true };
	expect(encode(schema, settings, defaults(schema))).toEqual([
		['batchSizes', '1,10,100'],
		['rate', '0.1'],
		['drop', '1'],
	]);
	expect(encode(schema, { ...defaults(schema), rate: 1e21 }, defaults(schema))).toEqual([['rate', '1e21']]);
});

test('a preset comes first and own keys override it, whatever their order', () => {
	expect(read('hidden=9&preset=small').settings).toEqual({ ...small, hidden: 9 });
});

test("the frame's keys are read beside the settings", () => {
	const query = 'seed=4294967295&engine=plain&autorun=1&theme=dark&lang=en&controls=0&hide=menu,title&predict=0&v=1';
	expect(read(query)).toEqual({
		settings: defaults(schema),
		problems: [],
		frame: {
			seed: 4294967295,
			engine: 'plain',
			autorun: true,
			theme: 'dark',
			lang: 'en',
			controls: false,
			hide: ['title', 'menu'],
			predict: false,
			v: 1,
		},
	});
});

test('the key `figure` says which figure is meant and is no setting', () => {
	const params = new URLSearchParams('figure=escape&hidden=9');
	expect([isFor(params, 'escape'), isFor(params, 'gap')]).toEqual([true, false]);
	expect(decode(params, to).problems).toEqual([]);
});

test('a key that comes twice is told and not used', () => {
	const { settings, problems } = read('hidden=3&hidden=4');
	expect(settings.hidden).toBe(100);
	expect(problems).toEqual([{ key: 'hidden', got: '3 … 4', expected: { kind: 'once' } }]);
});

const hostile = [
	...['preset=enormous', 'seed=-1', 'seed=4294967296', 'seed=1e999', 'seed=NaN', 'engine=cuda', 'batchSizes=', 'v=2'],
	...[
		'batchSizes=1,,2',
		'batchSizes=1e9',
		'hidden=0.5',
		'hidden=0x10',
		'hidden=+1',
		'hidden=',
		'hidden= 1',
		'drop=true',
	],
	...['lines=toString', '__proto__=1', 'constructor=prototype', 'unknown', '=1', 'theme=%00', 'rate=Infinity', '%=%'],
	...['predict=2', 'predict=true', 'predict='],
	...[`batchSizes=${'9,'.repeat(5000)}9`, `hidden=${'9'.repeat(10_000)}`, `${'k'.repeat(10_000)}=1`, 'autorun=yes'],
];
test.each(hostile)('%.40s gives the defaults and one problem', (query) => {
	const { settings, frame, problems } = read(query);
	expect(settings).toEqual(defaults(schema));
	expect(frame).toEqual({});
	expect(problems).toHaveLength(1);
	expect(problems[0].key.length + problems[0].got.length).toBeLessThanOrEqual(80);
});

test('no setting of a figure has the name of a key that belongs to the frame', async () => {
	const reserved = ['figure', ...Object.keys(frameKeys([], [], []))];
	for (const plan of Object.values<() => Promise<Plan>>({ ...experiments, ...toys }))
		for (const name of Object.keys((await plan()).settings)) expect(reserved).not.toContain(name);
});

test('1,000 hostile addresses give valid settings, and a problem for each key that is bad', () => {
	const keys = [...Object.keys(schema), ...Object.keys(frameKeys(to.presets, to.engines, to.languages))];
	const text = fc.oneof(
		fc.string({ unit: 'binary', maxLength: 60 }),
		fc.constantFrom(
			'',
			'1',
			'0',
			'-1',
			'1e999',
			'NaN',
			'__proto__',
			'1,10',
			',',
			'engine',
			'<script>',
			'9'.repeat(10_000),
		),
		fc.double().map(String),
	);
	const key = fc.oneof(
		fc.constantFrom(...keys),
		fc.constantFrom('__proto__', 'toString', ''),
		fc.string({ unit: 'binary' }),
	);
	fc.assert(
		fc.property(fc.array(fc.tuple(key, text), { maxLength: 12 }), (pairs) => {
			const params = new URLSearchParams(pairs);
			const { settings, frame, problems } = decode(params, to);
			expect(check(schema, settings)).toEqual({ settings, problems: [] });
			const base = to.base(frame.preset);
			const taken = new Set([...Object.keys(frame), 'figure']);
			for (const name of Object.keys(schema) as (keyof typeof schema)[])
				if (
					params.getAll(name).length === 1 &&
					(settings[name] !== base[name] || !problems.some((p) => p.key === name))
				)
					taken.add(name);
			const bad = [...new Set(params.keys())].filter((name) => !taken.has(name));
			expect(problems).toHaveLength(bad.length);
		}),
		{ numRuns: 1000, seed: 2 },
	);
});
