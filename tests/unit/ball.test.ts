// Figure `ball` against what the book measured, and its words.
import { describe, expect, test } from 'vitest';
import { drawnBalls, longestOf, restGroups, sightOf } from '../../src/components/figures/ball.ts';
import zh from '../../src/content/zh-CN/figures/ball.json' with { type: 'json' };
import { ball } from '../../src/lib/experiments/ball.ts';
import { resultOf } from '../../src/lib/experiments/toy.ts';
import { ballReading } from '../../src/lib/series/ball-reading.ts';
import { ballsOf, restsOf } from '../../src/lib/series/ball.ts';
import { defaults } from '../../src/lib/settings/schema.ts';
import { say } from '../../src/lib/text/template.ts';

const run = (changes: object = {}) => resultOf(ball, { ...defaults(ball.settings), ...changes }, null, 1);
const preset = (name: keyof typeof ball.presets) => run(ball.presets[name]);
const ends = (result = run()) => ballsOf(result).map(({ places, state }) => [state, places.at(-1)!.toFixed(2)]);
/** Two decimals of where balls rest, and the momenta from which to which they do. */
function stretches(result = run()) {
	const all: [string, number, number][] = [];
	for (const { momentum, w } of restsOf(result)) {
		const place = w === null ? 'none' : w.toFixed(1);
		const last = all.at(-1);
		if (last?.[0] === place) last[2] = momentum;
		else all.push([place, momentum, momentum]);
	}
	return all;
}

describe('in the double well', () => {
	test('from −1.5, λ up to 0.8 rests at −0.88, 0.9 and 0.95 reach 1.09, and 0.99 ends at −0.88 again', () => {
		for (const momentum of [0, 0.5, 0.8, 0.99]) expect(ends(run({ momentum }))[1]).toEqual(['rests', '-0.88']);
		for (const momentum of [0.9, 0.95]) expect(ends(run({ momentum }))[1]).toEqual(['rests', '1.09']);
	});
	test('the left valley is the worse one', () => {
		const [plain, rolling] = ballsOf(run());
		expect([plain, rolling].map(({ losses }) => losses.at(-1)!.toFixed(2))).toEqual(['-0.06', '-0.46']);
	});
	test('from 2, λ = 0.9 leaves the good valley, in which the ball without momentum stays', () => {
		expect(ends(preset('leaves-the-better'))).toEqual([
			['rests', '1.09'],
			['rests', '-0.88'],
		]);
	});
	test('a larger λ is not always better', () => {
		expect(stretches()).toEqual([
			['-0.9', 0, 0.86],
			['1.1', 0.87, 0.97],
			['-0.9', 0.98, 0.99],
		]);
	});
});

describe('on the terraces', () => {
	test('the ball without momentum stops at the flat inflection, which is no minimum', () => {
		expect(ends(preset('terraces'))[0]).toEqual(['rests', '-0.41']);
		expect(ballReading.summary(preset('terraces')).map(({ key }) => key)).toContain('inflection');
	});
	test.each([
		['terraces', '2.10'],
		['between-them', '0.60'],
		['back-again', '0.60'],
	] as const)('%s: with momentum it ends at %s', (name, place) => {
		expect(ends(preset(name))[1]).toEqual(['rests', place]);
	});
});

test('the film goes through every update of the longer way, and ends with both at rest', () => {
	const result = run();
	const last = ball.moments!(result);
	expect(last).toBe(longestOf(result));
	const at = (moment: number) => drawnBalls(result, { moment, last, playing: false });
	expect(at(0).map(({ at: [w] }) => w)).toEqual([-1.5, -1.5]);
	expect(at(10).map(({ update }) => update)).toEqual([10, 10]);
	at(last).forEach(({ update, places, at: [w] }) => expect([update, w]).toEqual([places.length - 1, places.at(-1)]));
	const long = run({ momentum: 0.99 });
	expect(ball.moments!(long)).toBe(160);
	expect(longestOf(long)).toBeGreaterThan(1000);
	for (const { way, trail } of drawnBalls(long, { moment: 160, last: 160, playing: false })) {
		expect(Math.max(way.length, trail.length)).toBeLessThanOrEqual(501);
		expect(way.at(-1)![1]).toBe(trail.at(-1)![0]);
	}
});

test('the picture is as high for every tilt, and its right wall rises by what the tilt says', () => {
	for (const landscape of ['double-well', 'terraces'] as const) {
		const [one, other] = [0.1, 0.5].map((tilt) => sightOf(run({ landscape, tilt })));
		expect(other.loss.domain).toEqual(one.loss.domain);
		expect(other.curve.loss(one.wall) - one.curve.loss(one.wall)).toBeCloseTo(0.4 * one.perTilt, 12);
		expect(one.perTilt).toBeLessThan(-0.5);
	}
});

test('resting places are told by their valley', () => {
	const groups = restGroups(run(), sightOf(run()));
	expect(groups.map(({ loss, points }) => [loss.toFixed(2), points.length])).toEqual([
		['-0.06', 89],
		['-0.46', 11],
	]);
});

describe('in words', () => {
	const told = (result: ReturnType<typeof run>) => [
		ballReading.summary(result).map(({ key }) => key),
		ballReading.disagreement(result),
	];
	test.each([
		['passes', {}, ['plain-rests', 'rolling-rests', 'better', 'scanLost'], null],
		['slower', { momentum: 0.8 }, ['plain-rests', 'rolling-rests', 'same', 'scanLost'], 'same'],
		['from the better side', { start: 2 }, ['plain-rests', 'rolling-rests', 'worse', 'scanLost'], 'worse'],
		['no momentum', { momentum: 0 }, ['plain-rests', 'rolling-rests', 'scanLost'], null],
		['few updates', { updates: 30 }, ['plain-moves', 'rolling-moves', 'scanLost'], null],
		['too large a rate', { start: 2.9, rate: 0.5 }, ['plain-away', 'rolling-away'], null],
		['one valley', { tilt: 0.6, start: 0.5 }, ['plain-rests', 'rolling-rests', 'same', 'everyMomentum'], 'same'],
	] as const)('%s', (_, changes, keys, disagreement) => {
		expect(told(run(changes))).toEqual([keys, disagreement]);
	});
	test('a ball on the very top rests there, and the figure says so', () => {
		const result = run({ tilt: 0, start: 0 });
		expect(told(result)[0]).toContain('peak');
	});
	test('the finding names places, losses and momenta', () => {
		const said = ballReading.summary(run()).map((each) => say(each, zh.summary, zh.labels, 'zh-CN'));
		expect(said[1]).toBe('λ = 0.9的球更新154次，停在w = 1.09，损失−0.46。');
		expect(said.at(-1)).toContain('11个停在最低的w = 1.09，其中最小的是λ = 0.87；比它大的却有2个不停在那里');
	});
	test('the table has both ways and every momentum', () => {
		const { columns, rows } = ballReading.table(run());
		for (const row of rows) expect(row).toHaveLength(columns.length);
		expect(rows.filter(([name]) => name === 'tried')).toHaveLength(100);
		expect(rows.filter(([name]) => name === 'rolling').at(-1)?.[2]).toBe(154);
	});
});
