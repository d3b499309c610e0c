import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { numberAt, typed, whereOf } from '../../src/components/controls/scale.ts';
import { embedCode, linkOf, read, write, type Place } from '../../src/components/frame/address.ts';
import { citation } from '../../src/components/frame/cite.ts';
import { filled } from '../../src/components/frame/program.ts';
import { filesOf, kernelGroups } from '../../src/components/frame/shaders.ts';
import { problemText, progressText, provenanceText, statusText } from '../../src/components/frame/tell.ts';
import en from '../../src/content/en/frame.json' with { type: 'json' };
import zh from '../../src/content/zh-CN/frame.json' with { type: 'json' };
import { kernels } from '../../src/lib/engine/wgsl/kernels.ts';
import { updateTime } from '../../src/lib/experiments/update-time.ts';
import { noChoice } from '../../src/lib/run/choice.ts';
import { initial } from '../../src/lib/run/machine.ts';
import { log, whole } from '../../src/lib/settings/schema.ts';
import { missing } from '../../src/lib/text/fallback.ts';
import { placesIn } from '../../src/lib/text/template.ts';

const embed: Place = { experiment: updateTime, id: 'update-time', set: {}, embed: true };
const chapter: Place = { ...embed, embed: false };
const page = 'https://book.test/zh-CN/speed-noise/';

test('the frame’s words are complete in both languages and ask for the same values', () => {
	expect(missing(zh, en)).toEqual([]);
	expect(missing(en, zh)).toEqual([]);
	const texts = (words: object): string[] =>
		Object.values(words).flatMap((each: object | string) => (typeof each === 'string' ? [each] : texts(each)));
	const places = (words: object) => texts(words).map((text) => placesIn(text).sort());
	expect(places(en)).toEqual(places(zh));
});

test('what is chosen is in the address, and an address gives the same choice back', () => {
	const choice = { ...noChoice, preset: 'quick' as const, changes: { batchSizes: [1, 16], hidden: 20 }, seed: 7 };
	const href = write(embed, choice, 'https://book.test/embed/v1/en/update-time/?theme=dark&seed=3&hidden=5');
	expect(href).toBe(
		'https://book.test/embed/v1/en/update-time/?preset=quick&seed=7&batchSizes=1,16&hidden=20&theme=dark',
	);
	const said = read(embed, new URL(href).search)!;
	expect(said.problems).toEqual([]);
	expect(said.settings).toMatchObject({ batchSizes: [1, 16], hidden: 20, examples: 60_000, epochLimit: 3 });
	expect(said.frame).toMatchObject({ preset: 'quick', seed: 7, theme: 'dark' });
});

test('what curves are looked at along is in the address once it is chosen, and in links and embeds', () => {
	const place: Place = { ...chapter, axis: 'seconds' };
	expect(write(place, noChoice, page)).toBe(`${page}?figure=update-time&x=seconds`);
	expect(write({ ...embed, axis: 'updates' }, noChoice, 'https://book.test/e/?x=seconds&theme=dark')).toBe(
		'https://book.test/e/?x=updates&theme=dark',
	);
	expect(embedCode(place, noChoice, 'https://book.test/', 'en', 'T')).toContain('/update-time/?x=seconds"');
	expect(read(embed, '?x=examples')!.frame.x).toBe('examples');
	expect(read(embed, '?x=hours')!.problems).toHaveLength(1);
});

test('what an address says of the step before the answer stays in it', () => {
	for (const [text, predict] of [
		['1', true],
		['0', false],
	] as const) {
		expect(read(embed, `?predict=${text}`)!.frame.predict).toBe(predict);
		const href = write(embed, { ...noChoice, seed: 9 }, `${page}?predict=${text}&seed=3`);
		expect(href).toBe(`${page}?seed=9&predict=${text}`);
	}
});

test('a chapter’s address speaks to the figure that it names', () => {
	expect(read(chapter, '?hidden=20')).toBeNull();
	expect(read(chapter, '?figure=epoch-time&hidden=20')).toBeNull();
	expect(read(chapter, '?figure=update-time&hidden=20')!.settings.hidden).toBe(20);
	expect(linkOf(chapter, { ...noChoice, seed: 9 }, page)).toBe(`${page}?figure=update-time&seed=9#update-time`);
	expect(write(chapter, noChoice, `${page}?figure=update-time&seed=9`)).toBe(page);
});

test('code for embedding names the embed page and is safe in HTML', () => {
	const code = embedCode(embed, { ...noChoice, preset: 'small', seed: 2 }, 'https://book.test/', 'en', 'A "time" <of>');
	expect(code).toContain('src="https://book.test/embed/v1/en/update-time/?preset=small&amp;seed=2"');
	expect(code).toContain('title="A &quot;time&quot; &lt;of>"');
});

test('the PyTorch program with any settings is Python', () => {
	const program = readFileSync(new URL('../../src/lib/experiments/update-time.py', import.meta.url), 'utf8');
	const text = filled(program, { batchSizes: [1, 16], lines: ['thread'], hidden: 20, flag: true, rate: 0.5 }, 12);
	expect(text).toContain('batchSizes = [1, 16]\n');
	expect(text).toContain('flag = True\n');
	expect(text).toContain('seed = 12\n');
	execFileSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], { input: text });
	expect(() => filled('print(1)', {}, 1)).toThrow('# settings: begin');
});

test('the program’s own settings are the experiment’s', () => {
	const program = readFileSync(new URL('../../src/lib/experiments/update-time.py', import.meta.url), 'utf8');
	for (const key of Object.keys(updateTime.settings)) expect(program).toMatch(new RegExp(`^${key} = `, 'm'));
});

test('a citation has a sentence and a BibTeX entry', () => {
	const { text, bibtex } = citation({ id: 'x', title: 'T', url: 'https://b/' }, '2026-02-03T00:00:00Z', en, 'en');
	expect(text).toContain('“T”');
	expect(bibtex).toMatch(/^@misc\{noisy-descent-x,\n[^]*year = \{2026\}[^]*\n\}$/);
});

const result = {
	experiment: 'update-time',
	settings: {},
	preset: null,
	seed: 12_345,
	series: [],
	engine: 'plain',
	adapter: '',
	software: true,
	startedAt: '2026-02-03T23:59:00.000Z',
	versions: {},
	dataHash: '',
	codeHash: '',
	start: '',
	order: '',
};

test('a result tells engine, device, day and seed', () => {
	expect(provenanceText(result, en, 'en')).toBe('plain loops (one thread); processor only; 3 Feb 2026; seed 12345');
	expect(provenanceText({ ...result, adapter: 'google/swiftshader' }, zh, 'zh-CN')).toContain('软件模拟');
});

test('a state tells its reason, and a divergence its update', () => {
	const told = (more: object) => statusText({ status: { ...initial, ...more }, updates: 12 }, en, 'en');
	expect(told({ state: 'running' })).toBe(en.states.running);
	expect(told({ state: 'paused', reason: 'hidden' })).toBe(en.reasons.hidden);
	expect(told({ state: 'recovering', reason: 'out-of-memory' })).toBe(en.recovering['out-of-memory']);
	expect(told({ state: 'diverged' })).toContain('12');
});

test('progress tells bytes while data load and time left while it measures', () => {
	const told = (more: object) =>
		progressText({ progress: { done: 0.5, bytes: null, left: null, ...more }, film: null }, en, 'en');
	expect(told({})).toBe('');
	expect(told({ bytes: { loaded: 500_000, total: 5_600_000 } })).toBe('data 0.5 / 5.6 MB');
	expect(told({ left: 300 })).toBe('about 1 s left');
	expect(told({ left: 150_000 })).toBe('about 3 min left');
});

test('every kind of bad address has its sentence', () => {
	for (const query of [
		'hidden=0',
		'epochLimit=x',
		'batchSizes=a',
		'preset=x',
		'lines=x',
		'autorun=2',
		'zz=1',
		'seed=1&seed=2',
	])
		for (const problem of read(embed, `?${query}`)!.problems)
			expect(problemText(problem, en, 'en')).not.toMatch(/[{}]|undefined/);
});

test('a slider and its number agree at both ends and between', () => {
	for (const field of [whole(1, 1024, 100, { scale: 'log' }), whole(3, 50, 9), log(0.1, 60, 10)])
		for (const value of [field.min, field.default, field.max])
			expect(numberAt(field, whereOf(field, value))).toBeCloseTo(value, 9);
	expect(typed(whole(3, 50, 9), '7')).toBe(7);
	for (const text of ['', '2', '51', '4.5', 'x', '1e9']) expect(typed(whole(3, 50, 9), text)).toBeNull();
});

test('kernels stand in the order of an update, each once, and every group has a name', () => {
	const groups = kernelGroups();
	expect([...groups.values()].flat().sort()).toEqual(Object.keys(kernels).sort());
	expect([...groups.keys()]).toEqual(Object.keys(zh.takeAway.shaders.groups));
});

test('every shader file begins with its contract', () => {
	for (const kernel of [...kernelGroups().values()].flat())
		for (const { name, header } of filesOf(kernel)) expect(header).toMatch(new RegExp(`^${name} — .+`));
});
