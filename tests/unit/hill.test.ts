// Figure `hill`: the four positions, sums that hold as they are shown, and its words.
import { describe, expect, test } from 'vitest';
import { movementScale, rowOf, seenOf } from '../../src/components/figures/hill.ts';
import zh from '../../src/content/zh-CN/figures/hill.json' with { type: 'json' };
import { hill } from '../../src/lib/experiments/hill.ts';
import { resultOf } from '../../src/lib/experiments/toy.ts';
import { hillReading } from '../../src/lib/series/hill-reading.ts';
import { movesOf, positionsOf } from '../../src/lib/series/hill.ts';
import { defaults } from '../../src/lib/settings/schema.ts';

const run = (changes: object = {}) => resultOf(hill, { ...defaults(hill.settings), ...changes }, null, 1);
const numbersOf = (text: string) => text.replaceAll('−', '-').replace('- ', '+ -').split(/[+=]/).map(Number);

describe('the movement', () => {
	test('is what the gradient gives and λ times the last one, from rest', () => {
		const moves = movesOf(run());
		expect(moves[0].carried).toBe(0);
		moves.forEach(({ w, to, gradient, downhill, carried, movement }, i) => {
			expect(downhill).toBe(-0.05 * gradient);
			expect(to - w).toBeCloseTo(movement, 12);
			if (i > 0) expect(carried).toBeCloseTo(0.9 * moves[i - 1].movement, 12);
		});
	});
	test.each([{}, { hump: 0.8 }, { momentum: 0.95 }, { rate: 0.2, start: 3 }])(
		'adds up as it is shown, at every update: %o',
		(changes) => {
			for (const move of movesOf(run(changes))) {
				const [first, second, sum] = numbersOf(rowOf(move, '', 'en').numbers);
				expect(Math.round(1000 * first) + Math.round(1000 * second)).toBe(Math.round(1000 * sum));
				expect(Math.abs(sum - move.movement)).toBeLessThan(0.00051);
				expect(Math.abs(first - move.downhill)).toBeLessThan(0.001);
			}
		},
	);
});

describe('the four positions', () => {
	const positions = positionsOf(run());
	test('are the steep slope, the gentle one, the floor and the rise, one after the other', () => {
		expect(positions.map(({ station }) => station)).toEqual(['steep', 'gentle', 'floor', 'rise']);
		expect(positions.map(({ update }) => update)).toEqual([0, 5, 10, 12]);
	});
	test('on the floor the gradient is zero and the ball moves on', () => {
		const { gradient, downhill, movement, carried } = positions[2];
		expect([Math.abs(gradient), Math.abs(downhill)]).toEqual([0, 0]);
		expect(movement).toBe(carried);
		expect(movement).toBeGreaterThan(0.3);
	});
	test('on the rise the gradient points back and the ball still goes forward', () => {
		expect(positions[3].downhill).toBeLessThan(0);
		expect(positions[3].movement).toBeGreaterThan(0.2);
	});
	test('are as the description of the picture says', () => {
		const said = positions.flatMap((move) => numbersOf(rowOf(move, '', 'en').numbers));
		const told = zh.alt.slice(zh.alt.indexOf('陡坡：')).matchAll(/[−\d.]+\d|0/g);
		expect([...told].map(([text]) => Number(text.replace('−', '-')))).toEqual(said.map((value) => value + 0));
	});
	test('are only those that the ball comes by before it turns', () => {
		expect(positionsOf(run({ start: 2 })).map(({ station }) => station)).toEqual(['start']);
		expect(positionsOf(run({ start: -0.2 })).map(({ station }) => station)).toEqual(['start', 'floor', 'rise']);
		expect(positionsOf(run({ momentum: 0 })).map(({ station }) => station)).toEqual(['steep', 'gentle', 'floor']);
	});
});

describe('in words', () => {
	const told = (changes: object) => {
		const result = run(changes);
		return [hillReading.summary(result).map(({ key }) => key), hillReading.disagreement(result)];
	};
	test.each([
		['over', {}, ['floor', 'over'], null],
		['higher-hump', { hump: 0.8 }, ['floor', 'turned'], 'turned'],
		['no-momentum', { momentum: 0 }, ['plain'], null],
		['rolls-back', { momentum: 0.95 }, ['floor', 'back'], 'back'],
		['beyond the hump', { start: 2 }, ['beyond'], null],
		['too large a rate', { rate: 0.2, start: 3.1, momentum: 0.99 }, ['floor', 'away'], null],
	] as const)('%s', (_, changes, keys, disagreement) => expect(told(changes)).toEqual([keys, disagreement]));
	test('without momentum the ball stops at the floor, where the loss is least in the valley', () => {
		const moves = movesOf(run({ momentum: 0 }));
		expect(moves.at(-1)?.to).toBeCloseTo(0.35, 1);
	});
	test('the table holds sums as they are shown', () => {
		const { columns, rows } = hillReading.table(run());
		for (const row of rows) {
			expect(row).toHaveLength(columns.length);
			const [downhill, carried, movement] = row.slice(3).map((value) => Math.round(1000 * Number(value)));
			expect(downhill + carried).toBe(movement);
		}
	});
});

test('the film shows every update, and at its end the four positions', () => {
	const result = run();
	const last = hill.moments!(result);
	const at = (moment: number) => seenOf(result, { moment, last, playing: false });
	expect([at(0).places, at(0).now?.update, at(0).positions]).toEqual([[-2.5], 0, []]);
	expect([at(11).places.length, at(11).now?.update, at(11).positions.length]).toEqual([12, 11, 3]);
	expect([at(last).now, at(last).positions.length]).toEqual([null, 4]);
	expect(at(last).places).toHaveLength(163);
	for (const { scaled } of [at(3), at(last)]) {
		const [from, to] = movementScale(scaled).domain;
		for (const { downhill, movement } of scaled)
			for (const end of [0, downhill, movement]) expect(end > from && end < to).toBe(true);
	}
});
