import { describe, expect, test } from 'vitest';
import { philox } from '../../src/lib/numbers/philox.ts';
import { purposes, Stream } from '../../src/lib/numbers/random.ts';
import { mean } from '../../src/lib/numbers/statistics.ts';

const hexadecimal = (words: Uint32Array) => Array.from(words, (word) => word.toString(16).padStart(8, '0')).join(' ');

// Golden: Random123 1.14, tests/kat_vectors, lines "philox4x32 10".
test.each([
	['zeros', [0, 0, 0, 0], [0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
	['ones', Array<number>(4).fill(0xffffffff), [0xffffffff, 0xffffffff], '408f276d 41c83b0e a20bc7c6 6d5451fd'],
	[
		'digits of pi',
		[0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
		[0xa4093822, 0x299f31d0],
		'd16cfe09 94fdcceb 5001e420 24126ea1',
	],
])('Philox4x32-10 gives the known answer for %s', (_, counter, key, expected) => {
	const block = new Uint32Array(4);
	philox(counter, key, block);
	expect(hexadecimal(block)).toBe(expected);
});

const words = (stream: Stream, count: number) => Uint32Array.from({ length: count }, () => stream.word());

test('a stream is Philox over the counter (block, index, 0, 0) with the key (seed, purpose)', () => {
	const expected = [0, 1].map((block) => {
		const four = new Uint32Array(4);
		philox([block, 9, 0, 0], [7, purposes.order], four);
		return hexadecimal(four);
	});
	expect(hexadecimal(words(new Stream(7, 'order', 9), 8))).toBe(expected.join(' '));
});

test('another seed, purpose or index is another stream', () => {
	const streams = [new Stream(1, 'start'), new Stream(2, 'start'), new Stream(1, 'order'), new Stream(1, 'start', 1)];
	expect(new Set(streams.map((stream) => hexadecimal(words(stream, 4)))).size).toBe(4);
});

test.each([-1, 0.5, 2 ** 32, NaN])('seed %d is refused', (seed) => {
	expect(() => new Stream(seed, 'start')).toThrow('seed: expected a whole number from 0 to 4294967295');
});

const draws = <T>(count: number, draw: (stream: Stream) => T): T[] => {
	const stream = new Stream(11, 'subset');
	return Array.from({ length: count }, () => draw(stream));
};

test('whole numbers below 3·2³⁰ are even: without rejection the first third would come twice as often', () => {
	const bound = 3 * 2 ** 30;
	const thirds = [0, 0, 0];
	for (const value of draws(30_000, (stream) => stream.below(bound))) thirds[Math.floor(value / 2 ** 30)]++;
	// 10,000 ± 4 standard deviations of 82.
	for (const count of thirds) expect(Math.abs(count - 10_000)).toBeLessThan(330);
});

test('below 1 is always 0, and below 2³² is the word itself', () => {
	expect(new Set(draws(20, (stream) => stream.below(1)))).toEqual(new Set([0]));
	expect(draws(20, (stream) => stream.below(2 ** 32))).toEqual(draws(20, (stream) => stream.word()));
});

describe('uniform numbers', () => {
	test('of 24 bits survive float32', () => {
		const values = draws(1000, (stream) => stream.uniform());
		expect(values.map(Math.fround)).toEqual(values);
	});
	test.each(['uniform', 'uniform53'] as const)('%s lies in [0, 1) with mean 1/2 and variance 1/12', (name) => {
		const values = draws(100_000, (stream) => stream[name]());
		expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
		expect(Math.abs(mean(values) - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / 1e5));
		expect(Math.abs(mean(values.map((value) => (value - 0.5) ** 2)) - 1 / 12)).toBeLessThan(0.001);
	});
});

test('normal numbers have the normal mean, variance, fourth moment and tails', () => {
	const count = 200_000;
	const values = draws(count, (stream) => stream.normal());
	expect(Math.abs(mean(values))).toBeLessThan(4 / Math.sqrt(count));
	expect(Math.abs(mean(values.map((z) => z * z)) - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
	expect(Math.abs(mean(values.map((z) => z ** 4)) - 3)).toBeLessThan(4 * Math.sqrt(96 / count));
	// Golden: 2·(1 − Φ(z)); four standard deviations of the count are allowed.
	for (const [z, share] of [
		[1, 0.31731050786291415],
		[2, 0.04550026389635842],
		[3, 0.0026997960632601866],
	]) {
		const beyond = values.filter((value) => Math.abs(value) > z).length;
		expect(Math.abs(beyond - share * count)).toBeLessThan(4 * Math.sqrt(share * count));
	}
});
