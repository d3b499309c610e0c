import { expect, test } from 'vitest';
import { defineToy, type Toy } from '../../src/lib/experiments/toy.ts';
import type { FigureRun } from '../../src/lib/run/figure-run.svelte.ts';
import { ToyRun, type Stage } from '../../src/lib/run/toy-run.svelte.ts';
import { flag, whole } from '../../src/lib/settings/schema.ts';

/** A film of as many moments as is set; each holds its number. */
const counting = defineToy({
	id: 'counting',
	settings: { count: whole(0, 100, 3), odd: flag(false) },
	presets: { few: {}, many: { count: 50 } },
	compute: ({ count }, seed) => [
		{ name: 'n', at: {}, model: 0, axis: 'updates', x: Array.from({ length: count + 1 }, (_, i) => i), value: [seed] },
	],
	moments: ({ series }) => series[0].x.length - 1,
}) as Toy;

function staged(toy = counting) {
	const waits: { milliseconds: number; act: () => void }[] = [];
	const going: FigureRun[] = [];
	const stage: Stage = {
		after(milliseconds, act) {
			const wait = { milliseconds, act };
			waits.push(wait);
			return () => {
				const place = waits.indexOf(wait);
				if (place >= 0) waits.splice(place, 1);
			};
		},
		beforeGo: (run) => going.push(run),
	};
	const run = new ToyRun(toy, {}, stage);
	run.hydrate();
	return { run, waits, going, tick: () => waits.shift()?.act() };
}
const state = ({ status }: ToyRun) => [status.state, status.reason];

test('a toy is computed before the page can be pressed, and done when it can', () => {
	const run = new ToyRun(counting, {}, { after: () => () => undefined, beforeGo: () => undefined });
	expect([run.status.state, run.film, run.own.engine]).toEqual([
		'recorded',
		{ moment: 3, last: 3, playing: false },
		'javascript',
	]);
	run.hydrate();
	expect(state(run)).toEqual(['done', '']);
});

test('nothing moves by itself', () => {
	const { run, waits } = staged();
	expect(waits).toEqual([]);
	run.reset();
	expect([state(run), run.film.moment, waits]).toEqual([['ready', ''], 0, []]);
});

test('Run plays from the start to the end, a moment at a time', async () => {
	const { run, tick, waits, going } = staged();
	await run.go(null);
	expect([state(run), run.film.moment, going]).toEqual([['running', ''], 0, [run]]);
	tick();
	expect([run.film.moment, run.progress.done]).toEqual([1, 1 / 3]);
	tick();
	tick();
	expect([state(run), run.film.moment, waits]).toEqual([['done', ''], 3, []]);
});

test('a film is paused, stepped, resumed and ended', async () => {
	const { run, tick, waits } = staged();
	await run.go(null);
	tick();
	run.pause('other-figure');
	expect([state(run), waits]).toEqual([['paused', 'other-figure'], []]);
	await run.go(1);
	expect([state(run), run.film.moment]).toEqual([['paused', 'user'], 2]);
	await run.go(null);
	expect([state(run), waits.length]).toEqual([['running', ''], 1]);
	run.stop();
	expect([state(run), run.film.moment, waits]).toEqual([['done', 'stopped'], 3, []]);
});

test('a film that has not begun, or waits, goes to its end when that is asked for', async () => {
	const { run } = staged();
	run.reset();
	run.stop();
	expect([state(run), run.film.moment]).toEqual([['done', ''], 3]);
	await run.go(1);
	run.stop();
	expect([state(run), run.film.moment]).toEqual([['done', 'stopped'], 3]);
	run.stop();
	expect(state(run)).toEqual(['done', 'stopped']);
});

test('the first step leads from the start to the first moment, the last one to the end', async () => {
	const { run } = staged();
	await run.go(1);
	expect([state(run), run.film.moment]).toEqual([['paused', 'user'], 1]);
	await run.go(1);
	await run.go(1);
	expect([state(run), run.film.moment]).toEqual([['done', ''], 3]);
});

test('what is chosen is computed at once, also while the film plays', async () => {
	const { run, tick } = staged();
	run.choose('count', 7);
	expect([state(run), run.film, run.own.series[0].x.length]).toEqual([
		['done', ''],
		{ moment: 7, last: 7, playing: false },
		8,
	]);
	await run.go(null);
	for (let moment = 0; moment < 5; moment++) tick();
	run.choose('count', 4);
	expect([state(run), run.film]).toEqual([['running', ''], { moment: 4, last: 4, playing: true }]);
	tick();
	expect(state(run)).toEqual(['done', '']);
	run.chooseSeed(9);
	expect([run.own.seed, run.own.series[0].value]).toEqual([9, [9]]);
});

test('a toy’s presets are its own; the first one is what stands without a choice', () => {
	const { run } = staged();
	expect(run.own.preset).toBe('few');
	run.choosePreset('many');
	expect([run.own.preset, run.own.settings.count]).toEqual(['many', 50]);
	run.choose('odd', true);
	expect(run.own.preset).toBeNull();
});

test('a long film hurries, a short one takes its time', async () => {
	for (const [count, pace] of [
		[100, 80],
		[1, 800],
	] as const) {
		const { run, waits } = staged();
		run.choose('count', count);
		await run.go(null);
		expect(waits[0].milliseconds).toBe(pace);
	}
});

test('a still is over as soon as it is run', async () => {
	const { run, waits } = staged({ ...counting, moments: undefined });
	await run.go(null);
	expect([state(run), run.progress.done, waits]).toEqual([['done', ''], 1, []]);
});
