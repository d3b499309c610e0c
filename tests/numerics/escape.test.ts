// The figure `escape` comes to the same shares on both twins, also where its claim fails.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { escape, type EscapeSettings } from '../../src/lib/experiments/escape.ts';
import { inputsOf } from '../../src/lib/experiments/escape-inputs.ts';
import { defaults } from '../../src/lib/settings/schema.ts';
import { gpuExpected } from './dawn.ts';
import { column, plainTwin, wgslTwin, type Twin } from './sweep-runs.ts';

const runs = 1024;
const book: EscapeSettings = { ...defaults(escape.settings), runs };

async function shareThatLeft(twin: Twin, changed: Partial<EscapeSettings>, batchSize: number): Promise<number> {
	const settings = { ...book, ...changed };
	const inputs = inputsOf(settings, 'left', batchSize, 2021);
	const ends = column(settings.landscape, await twin.run(settings.landscape, Object.values(inputs), runs), 'end');
	return ends.filter((end) => end > inputs.barrier[0]).length / runs;
}
/** Four standard deviations of the difference of two shares of so many runs. */
const spread = (share: number) => 4 * Math.sqrt((2 * Math.max(share * (1 - share), 1 / runs)) / runs);

const cases: [string, Partial<EscapeSettings>, number, number][] = [
	['batch size 4', {}, 4, 0.868],
	['batch size 5', {}, 5, 0.531],
	['batch size 10', {}, 10, 0],
	['a rate of 0.05', { rate: 0.05 }, 1, 0],
	['a deep sharp valley', { depth: 1.6 }, 5, 0.79],
	['tilts that are shuffled', { landscape: 'tilts' }, 1, 0.001],
	['tilts drawn with replacement', { landscape: 'tilts', order: 'replacement' }, 1, 0.19],
];

describe.skipIf(!gpuExpected)('wgsl and plain (skipped where ALLOW_NO_GPU is set)', () => {
	let device: Twin;
	beforeAll(async () => void (device = await wgslTwin()));
	afterAll(() => device.close());

	test.each(cases)('agree with each other and with the book at %s', async (_, changed, batchSize, share) => {
		const [there, here] = [
			await shareThatLeft(device, changed, batchSize),
			await shareThatLeft(plainTwin, changed, batchSize),
		];
		expect(Math.abs(there - here)).toBeLessThan(spread(here));
		expect(Math.abs(here - share)).toBeLessThan(spread(share));
	});
});
