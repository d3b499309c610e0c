import { expect, test } from 'vitest';
import { default as lee } from '../../src/content/published/lee-2021-time.json';
import type { Place, Result, Series } from '../../src/lib/series/result.ts';
import { publishedLine, timingLines } from '../../src/lib/series/timing.ts';
import { epochTimeReading, updateTimeReading } from '../../src/lib/series/timing-reading.ts';

const plain = { engine: 'plain', parallel: 0 };
const hardware = { engine: 'tensorflow-webgpu', parallel: 1 };
const software = { engine: 'tensorflow-webgpu', parallel: 0 };

/** Median milliseconds an update by batch size, quartiles 10 % either way. */
function times(at: Place, medians: Record<number, number>, epochs: Record<number, number> = {}): Series[] {
	const series = (name: string, values: Record<number, number>): Series => ({
		...{ name, at, model: 0, axis: 'batchSize', x: Object.keys(values).map(Number), value: Object.values(values) },
	});
	const scaled = (factor: number) =>
		Object.fromEntries(Object.entries(medians).map(([size, median]) => [size, median * factor]));
	return [
		series('updateTime', medians),
		series('updateTimeLow', scaled(0.9)),
		series('updateTimeHigh', scaled(1.1)),
		series('epochTime', epochs),
	];
}
function resultOf(...series: Series[][]): Result {
	const provenance = { engine: 'plain', adapter: '', software: true, startedAt: '2026-01-01T00:00:00Z', versions: {} };
	const hashes = { dataHash: '', codeHash: '', start: '', order: '' };
	const settings = { examples: 60_000 };
	return {
		...provenance,
		...hashes,
		experiment: 'update-time',
		settings,
		preset: null,
		seed: 1,
		series: series.flat(),
	};
}
const oneThread = times(plain, { 1: 0.05, 10: 0.65, 100: 5.8, 1000: 61 }, { 1000: 3.7 });
const graphics = times(hardware, { 1: 4, 10: 4.1, 100: 4.3, 1000: 9, 10_000: 70 }, { 1000: 0.6 });
const [update, epoch] = [updateTimeReading(lee), epochTimeReading(lee)];
const keys = (sentences: readonly { key: string }[]) => sentences.map(({ key }) => key);

test("the lecture's times of an update follow from its times of an epoch", () => {
	const line = publishedLine(lee);
	expect(line.points.map(({ time }) => Number(time.toPrecision(2)))).toEqual([6.1, 7.3, 23, 140, 1500, 8900]);
	expect(line.fit!.a).toBeCloseTo(6, 0);
	expect(line.fit!.c).toBeCloseTo(0.15, 2);
});

test("the lecture's own times agree with both claims, by the same rules as ours", () => {
	const medians = Object.fromEntries(publishedLine(lee).points.map(({ batchSize, time }) => [batchSize, time]));
	const published = resultOf(times(hardware, medians));
	expect([update.disagreement(published), epoch.disagreement(published)]).toEqual([null, null]);
});

test('a line is one engine on one kind of hardware, parallel hardware first', () => {
	const lines = timingLines(resultOf(oneThread, graphics, times(software, { 1: 100 })));
	expect(lines.map(({ name, parallel }) => [name, parallel])).toEqual([
		['tensorflow-webgpu', true],
		['plain', false],
		['tensorflow-webgpu-software', false],
	]);
});

test('an epoch is measured where one was timed and updates × median elsewhere', () => {
	const [line] = timingLines(resultOf(oneThread));
	expect(line.points.map(({ measured, epoch, updates }) => [measured, Number(epoch.toPrecision(3)), updates])).toEqual([
		[false, 3, 60_000],
		[false, 3.9, 6000],
		[false, 3.48, 600],
		[true, 3.7, 60],
	]);
});

test('points come by batch size, in whatever order they were measured; what is not finite is no point', () => {
	const [first] = times(plain, { 1: 1 });
	const series = [{ ...first, x: [100, 1, 10], value: [5, 1, null] }];
	expect(timingLines(resultOf(series))[0].points.map(({ batchSize }) => batchSize)).toEqual([1, 100]);
});

test('a line of two points is too short for a fit', () => {
	expect(timingLines(resultOf(times(plain, { 1: 1, 10: 2 })))[0].fit).toBeNull();
});

test('nothing measured says nothing', () => {
	for (const reading of [update, epoch]) {
		expect(reading.table(resultOf()).rows).toEqual([]);
		expect(reading.summary(resultOf())).toEqual([]);
		expect(reading.disagreement(resultOf(times(plain, { 1: 1 })))).toBeNull();
	}
});

test('each row has a cell for each column', () => {
	for (const { table } of [update, epoch]) {
		const { columns, rows } = table(resultOf(oneThread, graphics));
		expect(rows).toHaveLength(9);
		for (const row of rows) expect(row).toHaveLength(columns.length);
	}
});

test('the summary says growth and costs of each line, then what was published', () => {
	const sentences = update.summary(resultOf(oneThread, graphics));
	expect(keys(sentences)).toEqual(['growth', 'costs', 'growth', 'exampleOnly', 'published']);
	expect(sentences[0].values).toMatchObject({ line: 'tensorflow-webgpu', small: 1, large: 10_000, ratio: 18 });
	expect(sentences.at(-1)!.values).toMatchObject({ fixed: 6, double: 43 });
});

test('a line that never grows has a fixed cost only', () => {
	expect(keys(update.summary(resultOf(times(hardware, { 1: 4, 10: 4, 100: 4 }))))).toContain('fixedOnly');
});

test('the summary of epochs compares batch 1 with batch 1000', () => {
	const sentences = epoch.summary(resultOf(graphics));
	expect(keys(sentences)).toEqual(['epochs', 'told', 'published']);
	expect(sentences[0].values).toMatchObject({ small: 1, large: 1000, first: 240, last: 0.6, ratio: 400 });
	expect(sentences[1].values).toEqual({ measured: 1, computed: 4 });
});

test('one thread and a flat graphics card agree with the claims', () => {
	const both = resultOf(oneThread, graphics);
	expect([update.disagreement(both), epoch.disagreement(both)]).toEqual([null, null]);
});

test('a software adapter with many small programs is level though nothing is parallel: the summary says why', () => {
	const result = resultOf(times(software, { 1: 105, 10: 97, 100: 157 }));
	expect([update.disagreement(result), epoch.disagreement(result)]).toEqual([null, null]);
	expect(keys(update.summary(result))).toContain('softwareFlat');
	expect(keys(epoch.summary(result))).toContain('softwareLonger');
	const steep = resultOf(times(software, { 1: 1, 10: 9, 100: 90 }));
	expect(keys([...update.summary(steep), ...epoch.summary(steep)]).join()).not.toContain('software');
});

test.each([
	[
		'parallel hardware that takes time in proportion',
		hardware,
		{ 1: 1, 10: 9, 100: 90 },
		'parallelGrows',
		'parallelEqual',
	],
	['one thread that a fixed cost rules', plain, { 1: 10, 10: 10, 100: 12, 1000: 30 }, 'threadFlat', 'threadLonger'],
	['one thread that slows down with large batches', plain, { 1: 0.01, 10: 0.2, 100: 5 }, null, 'threadShorter'],
])('%s is told', (_, at, medians, ofUpdate, ofEpoch) => {
	const result = resultOf(times(at, medians));
	expect([update.disagreement(result), epoch.disagreement(result)]).toEqual([ofUpdate, ofEpoch]);
});
