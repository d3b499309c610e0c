// What the chapter says of the lecture's table is what its rows say.
import { expect, test } from 'vitest';
import { recordedScores } from '../../src/components/figures/scorecard-page.ts';
import published from '../../src/content/published/lee-2021-time.json';
import { planOf, rowNames } from '../../src/lib/series/scorecard.ts';
import { chapterFiles, recorded } from './content.ts';

const scores = recordedScores((experiment) => recorded(experiment, 'full'), published);
const chapters = chapterFiles.filter(({ id }) => id === 'generalization');
const of = (row: string) => scores.find((each) => each.row === row)!;
const ours = scores.filter(({ row }) => planOf(row).added);
const theirs = scores.filter(({ row }) => !planOf(row).added);
const count = (some: typeof scores, outcome: string) => some.filter((each) => each.outcome === outcome).length;

test('every row has a verdict, from a recording or else as it was published', () => {
	expect(scores.map(({ row }) => row).sort()).toEqual(rowNames.toSorted());
	for (const { row, whose } of scores) expect(whose).toBe(row.endsWith('Parallel') ? 'published' : 'recorded');
});

test('at equal updates the table is reversed', () => {
	expect(of('equalEpochs').outcome).toBe('seen');
	expect(of('equalUpdates').outcome).toBe('reversed');
});

test.each([
	['八行里有六行出自课上的表', 'Six of the eight rows are the lecture’s', theirs.length, 6],
	['其中五行与课上说的一样', 'five of them were seen as it says', count(theirs, 'seen'), 5],
	['另两行是本书添的', 'Two rows we have added', ours.length, 2],
	['其中一行把课上的话翻了过来', 'one of those turns a claim round', count(ours, 'reversed'), 1],
	[
		'慢二十多倍',
		'more than twenty times',
		Math.floor(Number(of('updateParallel').values.last) / Number(of('updateParallel').values.first) / 10),
		2,
	],
] as const)('“%s” is so', (chinese, english, value, expected) => {
	expect(value).toBe(expected);
	for (const { language, body } of chapters) expect(body).toContain(language === 'zh-CN' ? chinese : english);
});
