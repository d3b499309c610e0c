// What the chapter on generalisation says of large batches in equally many epochs is what is recorded.
import { expect, test } from 'vitest';
import { mean } from '../../src/lib/numbers/statistics.ts';
import { accuracyLines } from '../../src/lib/series/accuracy.ts';
import { holdsTo, lineBy } from '../../src/lib/series/both.ts';
import { chapterFiles, recorded } from './content.ts';

const lines = accuracyLines(recorded('both', 'full'));
const chapters = chapterFiles.filter(({ id }) => id === 'generalization');
const at = (policy: string, batchSize: number) =>
	100 * lineBy(lines, policy)!.points.find((point) => point.batchSize === batchSize)!.validation.mean;

test('linear scaling holds over sixteen times the batch, with warm-up too, and no further', () => {
	for (const policy of ['linear', 'warmUp']) expect(holdsTo(lineBy(lines, policy)!)?.batchSize).toBe(256);
	for (const policy of ['linear', 'warmUp']) expect(at(policy, 1024)).toBeLessThan(40);
});

test('coefficients of LARS and LAMB are the best of three at every batch size', () => {
	const { series } = recorded('both', 'full');
	for (const policy of ['lars', 'lamb'])
		for (const { batchSize, rate } of lineBy(lines, policy)!.points) {
			const tried = series.filter((each) => each.at.of === policy && each.name === 'validationAccuracy');
			const scores = tried.map(({ x, value }) => value[x.indexOf(batchSize)]!);
			expect(scores).toHaveLength(3);
			const middle = (policy === 'lars' ? 0.008 : 0.002) * Math.sqrt(batchSize / 16);
			expect(rate / middle).toBeCloseTo(2 ** (scores.indexOf(Math.max(...scores)) - 1), 2);
		}
});

test.each([
	['从95%上下', 'from about 95%', at('fixed', 16), 94.5, 95.5],
	['掉到84%上下', 'to some 84%', at('fixed', 1024), 83.5, 84.5],
	['掉到60%上下', 'falls to about 60%', at('linear', 512), 55, 65],
	['救回到88%上下', 'back to about 88%', at('warmUp', 512), 87, 89],
	['LARS到了89%上下', 'LARS gets to about 89%', at('lars', 1024), 88.5, 89.9],
	['LAMB到了94.5%上下', 'LAMB to about 94.5%', at('lamb', 1024), 94.2, 94.8],
	['只低不到一个百分点', 'less than a point below', at('fixed', 16) - at('lamb', 1024), 0, 1],
	['一共只更新100次', 'no more than 100 updates', lineBy(lines, 'lamb')!.points.at(-1)!.updates, 100, 100],
	[
		'几乎没有动',
		'hardly moves',
		mean([32, 64, 128, 256].map((size) => Math.abs(at('linear', 16) - at('linear', size)))),
		0,
		0.3,
	],
] as const)('“%s” is so', (chinese, english, value, low, high) => {
	expect(value).toBeGreaterThanOrEqual(low);
	expect(value).toBeLessThanOrEqual(high);
	for (const { language, body } of chapters) expect(body).toContain(language === 'zh-CN' ? chinese : english);
});
