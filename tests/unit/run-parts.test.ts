// What a run is made of: the choice that it is asked by, its clock, its recording.
import { expect, test, vi } from 'vitest';
import { updateTime } from '../../src/lib/experiments/update-time.ts';
import * as choices from '../../src/lib/run/choice.ts';
import { begin } from '../../src/lib/run/grow.ts';
import { Pace } from '../../src/lib/run/pace.ts';
import { fetchRecording } from '../../src/lib/run/recordings.ts';
import { provenance, running, small } from './run-lab.ts';

test('preset, chapter and reader each lay theirs over the one before', () => {
	const set = { hidden: 32 };
	const choice = choices.withSetting(updateTime, set, choices.noChoice, 'repeats', 5);
	expect(choices.settingsOf(updateTime, set, choice)).toEqual({ ...small, hidden: 32, repeats: 5 });
	expect(choices.withSetting(updateTime, set, choice, 'repeats', 9).changes).toEqual({});
	expect(choices.presetOf(updateTime, small, null)).toBe('small');
	expect(choices.presetOf(updateTime, { ...small, hidden: 32 }, 'small')).toBeNull();
	expect(choices.presetOf(updateTime, choices.baseOf(updateTime, {}, 'full'), 'small')).toBe('full');
});

test('a preset takes back what presets govern and leaves the reader’s other changes', () => {
	const changed = { ...choices.noChoice, changes: { batchSizes: [1], hidden: 20 } };
	expect(choices.withPreset(updateTime, {}, changed, 'quick')).toMatchObject({
		preset: 'quick',
		changes: { hidden: 20 },
	});
});

test('time left counts only the time that was worked', () => {
	let time = 0;
	const pace = new Pace(() => time);
	pace.begin();
	expect(pace.left(0)).toBeNull();
	pace.follow('running');
	time = 1000;
	pace.follow('paused');
	time = 60_000;
	pace.follow('running');
	expect(pace.left(0.25)).toBeCloseTo(3000, 6);
});

test('a recording that does not come is none', async () => {
	expect(await fetchRecording('b/', 'x', 'small', () => Promise.reject(new Error('offline')))).toBeNull();
	expect(await fetchRecording('b/', 'x', 'small', () => Promise.resolve(new Response('', { status: 404 })))).toBeNull();
	const address = vi.fn(() => Promise.resolve(new Response('{"experiment":"x"}')));
	expect(await fetchRecording('b/', 'x', 'small', address)).toEqual({ experiment: 'x' });
	expect(address).toHaveBeenCalledWith('b/recordings/x.small.json');
});

test('the recording of the same settings is taken, another is not', async () => {
	const recorded = { ...begin({ experiment: 'update-time', settings: small, preset: 'small', seed: 1 }, provenance) };
	for (const [result, taken] of [
		[recorded, true],
		[{ ...recorded, settings: { ...small, repeats: 50 } }, false],
	] as const) {
		const { run } = running({ recorded: result });
		await run.go(null);
		await Promise.resolve();
		expect(run.recording !== null).toBe(taken);
	}
});

test('the recording of a chosen preset is there before any run, and goes with the choice', async () => {
	const recorded = { ...begin({ experiment: 'update-time', settings: small, preset: 'small', seed: 1 }, provenance) };
	const { run, orders } = running({ recorded });
	run.chooseSeed(7);
	await Promise.resolve();
	expect([run.isChosen, run.recording]).toEqual([false, null]);
	run.choosePreset('small');
	await expect.poll(() => run.recording).toBe(recorded);
	run.choose('hidden', 20);
	expect([run.isChosen, run.recording]).toEqual([true, null]);
	run.choose('hidden', 100);
	await expect.poll(() => run.recording).toBe(recorded);
	expect(orders).toEqual([]);
});
