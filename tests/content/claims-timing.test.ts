// What the book says of `update-time` and `epoch-time`, on the recordings that its readers see. They are of a machine without parallel hardware.
import { describe, expect, test } from 'vitest';
import published from '../../src/content/published/lee-2021-time.json' with { type: 'json' };
import { presets, type Result } from '../../src/lib/series/result.ts';
import { publishedLine, timingLines, type TimingLine } from '../../src/lib/series/timing.ts';
import { recorded } from './content.ts';

const lineOf = (result: Result, name: string): TimingLine => timingLines(result).find((line) => line.name === name)!;
const at = ({ points }: TimingLine, batchSize: number) => points.find((point) => point.batchSize === batchSize)!;

describe.each(presets)('update-time.%s', (preset) => {
	const thread = lineOf(recorded('update-time', preset), 'plain');

	test('on one thread an update takes a time in proportion to its batch (N6)', () => {
		for (const { batchSize, time } of thread.points.slice(1)) {
			const growth = time / thread.points[0].time / batchSize;
			expect(growth, `B = ${batchSize}`).toBeGreaterThan(0.4);
			expect(growth, `B = ${batchSize}`).toBeLessThan(1.5);
		}
	});
});

describe('update-time.full', () => {
	const [thread, tensorflow] = ['plain', 'tensorflow-webgpu-software'].map((name) =>
		lineOf(recorded('update-time', 'full'), name),
	);

	test('TensorFlow.js pays a fixed cost of thousands of examples of the one thread, so that small batches are all about as slow', () => {
		expect(tensorflow.fit!.a / thread.fit!.c).toBeGreaterThan(1000);
		expect(at(tensorflow, 10).time / at(tensorflow, 1).time).toBeLessThan(2);
	});
	test('and its epoch is shorter the larger the batch, though nothing is parallel', () => {
		expect(at(tensorflow, 1).epoch / at(tensorflow, 1000).epoch).toBeGreaterThan(20);
	});
});

test('on the published V100 an update had doubled by batch 43, and an epoch of small batches takes forty times as long (N4, N5)', () => {
	const line = publishedLine(published);
	expect(line.fit!.a / line.fit!.c + 2).toBeCloseTo(43, 0);
	expect(at(line, 1).epoch / at(line, 1000).epoch).toBeGreaterThan(40);
});
