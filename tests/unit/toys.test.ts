// What every toy must keep, found in their list.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { filled } from '../../src/components/frame/program.ts';
import { resultOf } from '../../src/lib/experiments/toy.ts';
import { toys } from '../../src/lib/experiments/toys.ts';
import { baseOf, noChoice, presetOf, settingsOf, withPreset } from '../../src/lib/run/choice.ts';
import { check } from '../../src/lib/settings/check.ts';
import { defaults } from '../../src/lib/settings/schema.ts';

describe.each(Object.keys(toys))('%s', (id) => {
	const load = toys[id];
	const program = () => readFileSync(new URL(`../../src/lib/experiments/${id}.py`, import.meta.url), 'utf8');

	test('stands in the list under its own id', async () => expect((await load()).id).toBe(id));

	test('gives equal series for equal arguments, and others for another seed unless it has none', async () => {
		const toy = await load();
		const settings = defaults(toy.settings);
		expect(toy.compute(settings, 5)).toEqual(toy.compute(settings, 5));
		const [one, other] = [toy.compute(settings, 5), toy.compute(settings, 6)];
		if (toy.seedless) expect(one).toEqual(other);
		else expect(one).not.toEqual(other);
	});

	test('has presets of good settings, the first of which changes nothing', async () => {
		const toy = await load();
		const names = Object.keys(toy.presets);
		for (const preset of names) {
			expect(check(toy.settings, toy.presets[preset]).problems).toEqual([]);
			const settings = settingsOf(toy, {}, withPreset(toy, {}, noChoice, preset));
			expect(presetOf(toy, settings, null)).toBe(preset);
			expect(resultOf(toy, settings, preset, 1).series.length).toBeGreaterThan(0);
		}
		if (names.length > 0) expect(toy.presets[names[0]]).toEqual({});
	});

	test('has series of equal columns', async () => {
		const toy = await load();
		for (const { x, value, examples = x, epochs = x } of toy.compute(defaults(toy.settings), 1))
			expect(new Set([x.length, value.length, examples.length, epochs.length]).size).toBe(1);
	});

	test('has a PyTorch program with its settings, which is Python whatever they are', async () => {
		const toy = await load();
		for (const key of Object.keys(toy.settings)) expect(program()).toMatch(new RegExp(`^${key} = `, 'm'));
		const last = Object.keys(toy.presets).at(-1) ?? null;
		const text = filled(program(), baseOf(toy, {}, last), 12);
		expect(text).toContain('import torch');
		execFileSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], { input: text });
	});
});
