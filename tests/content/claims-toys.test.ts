// Numbers that the prose quotes from figures which compute at once, as they open.
import { expect, test } from 'vitest';
import { cooldown } from '../../src/lib/experiments/cooldown.ts';
import { critical } from '../../src/lib/experiments/critical.ts';
import { resultOf } from '../../src/lib/experiments/toy.ts';
import { median } from '../../src/lib/numbers/statistics.ts';
import { armsOf, pathLength, stepsAway } from '../../src/lib/series/cooldown.ts';
import { noiseUpdates } from '../../src/lib/series/critical.ts';
import { defaults } from '../../src/lib/settings/schema.ts';
import { chapterFiles } from './content.ts';

const [small] = armsOf(resultOf(cooldown, defaults(cooldown.settings), null, 1));
/** From the start to the lowest point. */
const DIRECT = Math.hypot(3, 2);
/** Median updates over 1,000 orders. */
const leaving = (batchSize: string) =>
	median(
		Array.from({ length: 40 }, (_, seed) =>
			noiseUpdates(resultOf(critical, { ...defaults(critical.settings), batchSize }, null, seed)),
		).flat() as number[],
	);

test.each([
	['speed-noise', '其中八步反倒越走越远', 'eight of them led away', stepsAway(small), 8],
	[
		'speed-noise',
		'走过的路是直线的2.4倍',
		'2.4 times as long as the straight line',
		Number(pathLength(small, DIRECT).toFixed(1)),
		2.4,
	],
	['summary', '批量1约52步', 'about 52 steps with batches of 1', Math.round(leaving('1')), 52],
	['summary', '批量10约89步', 'about 89 with batches of 10', Math.round(leaving('10')), 89],
] as const)('%s: “%s”', (chapter, chinese, english, value, expected) => {
	expect(value).toBe(expected);
	for (const { language, body } of chapterFiles.filter(({ id }) => id === chapter))
		expect(body).toContain(language === 'zh-CN' ? chinese : english);
});
