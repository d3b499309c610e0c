// A finding and a table as HTML, and how a browser comes to them.
import { describe, expect, test } from 'vitest';
import { sameTold, Telling } from '../../src/components/frame/telling.svelte.ts';
import * as told from '../../src/components/frame/told.ts';
import type { FrameWords } from '../../src/components/frame/words.ts';
import frame from '../../src/content/en/frame.json' with { type: 'json' };
import type { Reading } from '../../src/lib/series/reading.ts';
import type { Result } from '../../src/lib/series/result.ts';
import type { FigureWords } from '../../src/lib/text/words.ts';

const reading: Reading = {
	table: () => ({ columns: ['batch', 'way'], rows: [[1234.5678, 'plain'], [null, 'other<']] }), // prettier-ignore
	summary: () => [{ key: 'found', values: { count: 3, way: 'plain' } }],
	disagreement: () => 'worse',
};
const silent: Reading = { ...reading, summary: () => [], disagreement: () => null };
const words = {
	labels: { plain: 'no <b>momentum</b> & none' },
	columns: { batch: 'Batch "size"' },
	summary: { found: '{count} runs, {way}' },
	disagreement: { worse: 'It is worse > better' },
} as unknown as FigureWords;
const voice: told.Voice = { words, frame, lang: 'en' };
const result = { settings: { rate: 0.1 }, seed: 1, startedAt: '', series: [] } as unknown as Result;
const first: told.Tellable = { result, isOwn: false, doubts: false, notes: [] };

describe('as HTML', () => {
	test('a finding has its title, the doubt before the sentences, and no markup of its words', () => {
		expect(told.findingHtml({ ...first, isOwn: true, doubts: true }, reading, voice)).toBe(
			'<p class="title">What this device shows</p>' +
				'<p class="doubt" data-note="disagreement">It is worse &gt; better</p>' +
				'<p>3 runs, no &lt;b&gt;momentum&lt;/b&gt; &amp; none</p>',
		);
	});
	test('an equation stays on one line', () => {
		const equal = { ...voice, words: { ...words, summary: { found: 'with λ = {count}' } } as FigureWords };
		expect(told.findingHtml(first, reading, equal)).toContain('<p>with λ\u00a0=\u00a03</p>');
	});
	test('a doubt that may not be told is not', () => {
		expect(told.findingHtml(first, reading, voice)).not.toContain('doubt');
	});
	test('too little to say is said, and what the run noted', () => {
		const [key = ''] = Object.keys(frame.notes);
		const notes = [{ key, values: {} }];
		const plain = { ...voice, frame: { ...voice.frame, notes: { [key]: 'A note' } } as unknown as FrameWords };
		const html = told.findingHtml({ ...first, notes }, silent, plain);
		expect(html).toContain(`<p>${frame.finding.none}</p><p class="doubt" data-note="${key}">A note</p>`);
	});
	test('a cell is a number, a word of the figure, or nothing', () => {
		const html = told.tableHtml(first, reading, voice);
		expect(html.match(/<td.*?<\/td>/g)).toEqual([
			'<td class="number">1,235</td>',
			'<td>no &lt;b&gt;momentum&lt;/b&gt; &amp; none</td>',
			'<td>–</td>',
			'<td>other&lt;</td>',
		]);
		expect(html).toContain('<th scope="col">Batch &quot;size&quot;</th>');
	});
	test('a table of nothing says so', () => {
		expect(told.tableHtml({ ...first, result: null }, reading, voice)).toBe(`<p>${frame.table.empty}</p>`);
	});
});

describe('how a browser comes to it', () => {
	test('at build time it is there; in a browser once it was asked for', async () => {
		expect(new Telling(reading, told).teller).toEqual({ reading, told });
		const telling = new Telling(async () => reading, null);
		expect(telling.teller).toBeNull();
		expect((await telling.load()).reading).toBe(reading);
		expect(telling.teller?.reading).toBe(reading);
	});
	test('a failure is said; the next call tries again', async () => {
		let calls = 0;
		const telling = new Telling(async () => {
			if (calls++ === 0) throw new Error('offline');
			return reading;
		}, null);
		telling.want();
		await expect.poll(() => telling.failure).toBe('Error: offline');
		await telling.load();
		expect(telling.failure).toBe('');
	});
	test('nothing is announced before the reader has done something', async () => {
		const telling = new Telling(async () => reading, null);
		expect(telling.announced(result, 'Done', voice)).toEqual([]);
		telling.follow(first, true);
		await telling.load();
		expect(telling.announced(result, 'Done', voice)).toEqual([]);
		telling.follow(first, false);
		expect(telling.announced(result, 'Done', voice)).toEqual(['Done', '3 runs, no <b>momentum</b> & none']);
	});
	test('after a failure any further result asks again', async () => {
		let calls = 0;
		const telling = new Telling(async () => {
			if (calls++ === 0) throw new Error('offline');
			return reading;
		}, null);
		telling.follow(first, false);
		await expect.poll(() => telling.failure).not.toBe('');
		telling.follow(first, true);
		await expect.poll(() => telling.failure).toBe('');
	});
	test.each([
		['the same computed anew', { result: { ...result } }, true],
		['other settings', { result: { ...result, settings: { rate: 0.2 } } as unknown as Result }, false],
		['another seed', { result: { ...result, seed: 2 } }, false],
		['measured at another time', { result: { ...result, startedAt: '2026-01-01' } }, false],
		['come to something else', { result: { ...result, series: [{}] } as unknown as Result }, false],
		['nothing', { result: null }, false],
		['the reader’s own', { isOwn: true }, false],
		['doubted', { doubts: true }, false],
		['with a note', { notes: [{ key: 'a', values: {} }] }, false],
	])('%s', (_, change, same) => expect(sameTold({ ...first, ...change }, first)).toBe(same));
});
