// Published numbers that prose and words quote are those of the published file, and what is computed from it.
import { describe, expect, test } from 'vitest';
import keskar from '../../src/content/published/keskar-2017.json' with { type: 'json' };
import published from '../../src/content/published/lee-2021-time.json' with { type: 'json' };
import { doublingBatch } from '../../src/lib/numbers/fit.ts';
import { publishedDifferences } from '../../src/lib/series/gap.ts';
import { publishedLine } from '../../src/lib/series/timing.ts';
import { languageCodes } from '../../src/lib/text/languages.ts';
import { chapterFiles, readWords } from './content.ts';

const fit = publishedLine(published).fit!;
const doubling = String(Math.round(doublingBatch(fit)));
const epochAt = (batchSize: number) => String(published.epochSeconds[published.batchSizes.indexOf(batchSize)]);

describe.each(chapterFiles.filter(({ id }) => id === 'speed-noise'))('$language', ({ body }) => {
	test('the fit of the lecture’s points stands in the prose', () => {
		expect(body).toContain(`$a\\approx ${fit.a.toFixed(1)}$`);
		expect(body).toContain(`$c\\approx ${fit.c.toFixed(3)}$`);
		expect(body).toMatch(new RegExp(`(about|约是) ?${doubling}\\b`));
	});
	test('the published times of an epoch stand in the prose', () => {
		for (const batchSize of [1, 100, 1000])
			expect(body.replaceAll(/\$B=(\d+)\$/g, '$1')).toMatch(
				new RegExp(
					`\\b${batchSize}\\b[^。]{0,12}${epochAt(batchSize)}|${epochAt(batchSize)}[^.]{0,24}\\b${batchSize}\\b`,
				),
			);
	});
});

describe.each(languageCodes)('%s', (language) => {
	test('the caveat of update-time names the published doubling', () => {
		expect((readWords(language, 'figures/update-time.json') as { caveat: string }).caveat).toContain(doubling);
	});
	test('the picture’s description of epoch-time has the published epochs', () => {
		const { alt } = readWords(language, 'figures/epoch-time.json') as { alt: string };
		for (const batchSize of [1, 100]) expect(alt).toContain(epochAt(batchSize));
	});
});

describe.each(chapterFiles.filter(({ id }) => id === 'generalization'))('$language', ({ body }) => {
	test('the published table of the generalisation gap stands in the prose as it is in the published file', () => {
		const cell = ([mean, deviation]: readonly number[]) => `${mean} ± ${deviation}`;
		for (const { network, data, train, test } of keskar.networks) {
			const row = body.split('\n').find((line) => line.startsWith(`| ${network}`))!;
			expect(row.split(' | ').slice(1).join(' | ')).toBe([data, ...[...train, ...test].map(cell)].join(' | ') + ' |');
		}
	});
});

describe.each(languageCodes)('%s', (language) => {
	test('the picture’s description of gap has the least and the largest published difference', () => {
		const { alt } = readWords(language, 'figures/gap.json') as { alt: string };
		const differences = publishedDifferences(keskar);
		for (const each of [Math.min(...differences), Math.max(...differences)]) expect(alt).toContain(String(each));
	});
});
