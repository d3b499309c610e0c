// Recordings are what first paint shows: right in shape, of the code that runs now, small, and nobody's private business.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeHashes } from '../../scripts/code-hash.ts';
import { engineNames } from '../../src/lib/engine/engine.ts';
import { experiments } from '../../src/lib/experiments/list.ts';
import { baseOf, DEFAULT_SEED } from '../../src/lib/run/choice.ts';
import { valuesOf } from '../../src/lib/series/map.ts';
import type { Result, Series } from '../../src/lib/series/result.ts';
import { check } from '../../src/lib/settings/check.ts';

const folder = join(import.meta.dirname, '../../src/content/recordings');
const files = globSync('*.json', { cwd: folder }).sort();
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');
const hashes = codeHashes();

test('every preset of every experiment is recorded, and nothing else is', async () => {
	const namesOf = async (id: string) => Object.keys((await experiments[id]()).presets);
	const each = Object.keys(experiments).map(async (id) => (await namesOf(id)).map((preset) => `${id}.${preset}.json`));
	expect(files).toEqual((await Promise.all(each)).flat().sort());
});

test('all recordings together are at most 1.5 MB', () => {
	expect(files.reduce((sum, file) => sum + textOf(file).length, 0)).toBeLessThanOrEqual(1.5e6);
});

const lengths = ({ x, value, epochs, examples, seconds }: Series) =>
	new Set([x, value, epochs, examples, seconds].flatMap((column) => (column ? [column.length] : [])));
const digits = (value: number) => Number.isInteger(value) || Number(value.toPrecision(4)) === value;

describe.each(files)('%s', (file) => {
	const text = textOf(file);
	const recording = JSON.parse(text) as Result;

	test('has the settings of its preset, with the default seed', async () => {
		const [id, preset] = file.split('.') as [string, string];
		const experiment = await experiments[id]();
		expect([recording.experiment, recording.preset, recording.seed]).toEqual([id, preset, DEFAULT_SEED]);
		expect(check(experiment.settings, recording.settings).problems).toEqual([]);
		expect(recording.settings).toEqual(baseOf(experiment, {}, preset));
	});

	test('is of the code that runs now (npm run record, or npm run record -- --check)', () => {
		expect(recording.codeHash).toBe(hashes[recording.experiment]);
	});

	test('says where it comes from', () => {
		expect(engineNames).toContain(recording.engine);
		expect(recording.startedAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
		expect(recording.dataHash).toMatch(/^[0-9a-f]{64}$/);
		expect([recording.start, recording.order].join()).toMatch(/^[0-9a-f]{8},[0-9a-f]{8}$/);
	});

	test('holds series of equal columns, finite or null, of four digits', () => {
		expect(recording.series.length).toBeGreaterThan(0);
		for (const series of recording.series) {
			expect(lengths(series).size).toBe(1);
			for (const value of series.value) expect(value === null || (Number.isFinite(value) && digits(value))).toBe(true);
		}
	});

	test('holds maps of all their values, within their range', () => {
		for (const { name, width, height, range, encoding, ...map } of recording.maps ?? []) {
			expect([name, encoding]).toEqual([expect.stringMatching(/^[a-z]+$/i), 'u8-log-base64']);
			const values = valuesOf({ name, width, height, range, encoding, ...map });
			expect(values).toHaveLength(width * height);
			const known = values.filter((value) => !Number.isNaN(value));
			expect(known.length).toBeGreaterThan(0);
			expect(known.filter((value) => value < 0.999 * range[0] || value > 1.001 * range[1])).toHaveLength(0);
		}
	});

	test('names no place of a machine', () => {
		expect(text).not.toMatch(/(\/(home|root|work|tmp|Users|var)\/)|file:|localhost|127\.0\.0\.1|\\\\/);
	});
});
