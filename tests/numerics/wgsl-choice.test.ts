// Which scheme the WGSL engine trains by: what is fastest on the device, found once a visit, and none changes a bit.
import { describe, expect, test } from 'vitest';
import { openDevice } from '../../src/lib/engine/device.ts';
import type { TrainSpec } from '../../src/lib/engine/engine.ts';
import { plainEngine } from '../../src/lib/engine/plain/plain.ts';
import { fastestScheme, type OpenTrial } from '../../src/lib/engine/wgsl/choice.ts';
import { trainersOn, wgslEngine } from '../../src/lib/engine/wgsl/engine.ts';
import type { Training } from '../../src/lib/engine/wgsl/program.ts';
import { madeUpSource, specOf } from './cases.ts';
import { dawn, gpuExpected } from './dawn.ts';

const spec = (batchSize: number, widths = [784, 12, 10]): TrainSpec =>
	specOf({ widths, examples: Math.max(33, batchSize), batchSize, momentum: 0 });
const trainer = await plainEngine(madeUpSource).train(spec(8));

/** A device on which an update takes so many milliseconds of the test's clock. */
function deviceOf(cost: (scheme: Training, batchSize: number) => number) {
	let clock = 0;
	const opened: string[] = [];
	let inUse = 0;
	const open: OpenTrial = ({ batchSize }, data, scheme) => {
		opened.push(`${scheme} ${batchSize}`);
		expect(data.training.count).toBe(batchSize);
		inUse++;
		const update = async (count: number) => {
			clock += count * cost(scheme, batchSize);
			return [];
		};
		const dispose = () => {
			inUse--;
		};
		return Object.assign(Object.create(trainer) as typeof trainer, { update, dispose });
	};
	return { open, now: () => clock, opened, inUse: () => inUse, spent: () => clock };
}
let devices = 0;
/** A device that nobody has raced on. */
const name = () => `device ${devices++}`;

describe('the choice of a scheme', () => {
	test.each([
		['sparse', 1, { sparse: 1, tiled: 2, dense: 3 }],
		['tiled', 300, { sparse: 2, tiled: 1, dense: 3 }],
		['dense', 40, { sparse: 2, tiled: 3, dense: 1 }],
	] as const)('is %s at batch size %i where updates take %j', async (expected, batchSize, costs) => {
		const { open, now, inUse } = deviceOf((scheme) => costs[scheme]);
		expect(await fastestScheme(name(), spec(batchSize), open, now)).toBe(expected);
		expect(inUse()).toBe(0);
	});

	test('is made at the batch size at hand, where another scheme may win', async () => {
		const growing = (scheme: Training, batchSize: number) => (scheme === 'tiled' ? 0.5 : 0.01 * batchSize);
		const device = name();
		const { open, now } = deviceOf(growing);
		expect(await fastestScheme(device, spec(8), open, now)).toBe('sparse');
		expect(await fastestScheme(device, spec(1000), open, now)).toBe('tiled');
	});

	test('leaves out of larger batches who is far behind, and stops where the device is busy', async () => {
		const { open, now, opened } = deviceOf((scheme, batchSize) => (scheme === 'tiled' ? 0.25 : 0.05) * batchSize);
		await fastestScheme(name(), spec(5000), open, now);
		expect(opened).toEqual(['sparse 32', 'tiled 32', 'dense 32', 'sparse 256', 'dense 256']);
	});

	test('is remembered for a device, a network and a batch size', async () => {
		const device = name();
		const { open, now, opened } = deviceOf(() => 1);
		for (const batchSize of [100, 120]) await fastestScheme(device, spec(batchSize), open, now);
		expect(opened).toHaveLength(3);
		await fastestScheme(device, spec(100, [784, 13, 10]), open, now);
		await fastestScheme(name(), spec(100), open, now);
		expect(opened).toHaveLength(9);
	});

	test('does not ask again who was far behind on the same device, whatever the network', async () => {
		const device = name();
		const { open, now, opened } = deviceOf((scheme) => (scheme === 'tiled' ? 10 : 1));
		await fastestScheme(device, spec(40), open, now);
		await fastestScheme(device, spec(40, [784, 13, 10]), open, now);
		expect(opened.filter((each) => each.startsWith('tiled'))).toHaveLength(1);
	});

	test('is made among those that take small batches, though tiles left them far behind with large ones', async () => {
		const device = name();
		const { open, now } = deviceOf(
			(scheme, batchSize) => (scheme === 'tiled' ? 0.1 : scheme === 'dense' ? 2 : 1) * batchSize,
		);
		expect(await fastestScheme(device, spec(300), open, now)).toBe('tiled');
		expect(await fastestScheme(device, spec(1), open, now)).toBe('sparse');
	});

	test('is forgotten where the race fails', async () => {
		const device = name();
		const failing: OpenTrial = () => {
			throw new Error('lost');
		};
		await expect(fastestScheme(device, spec(8), failing)).rejects.toThrow('lost');
		const { open, now } = deviceOf(() => 1);
		expect(await fastestScheme(device, spec(8), open, now)).toBe('sparse');
	});

	test('takes a few updates or about 60 ms where each is slow', async () => {
		const { open, now, spent } = deviceOf(() => 30);
		await fastestScheme(name(), spec(5000), open, now);
		expect(spent()).toBeLessThanOrEqual(3 * 2 * 30);
	});
});

describe.runIf(gpuExpected)('on a device', () => {
	test('a trainer gives the same bits by every scheme, and by the one that the engine takes', async () => {
		const results = [];
		for (const scheme of [undefined, 'sparse', 'tiled', 'dense'] as const) {
			const engine = await wgslEngine(madeUpSource, await dawn(), scheme);
			const trained = await engine.train(spec(7));
			results.push({ progress: await trained.update(7), parameters: await trained.parameters() });
			await engine.dispose();
		}
		for (const result of results.slice(1)) expect(result).toEqual(results[0]);
	});

	test('a race between real trainers finds that a software adapter is slow with barriers', async () => {
		const open = await openDevice(await dawn());
		expect(open.software).toBe(true);
		expect(await fastestScheme(name(), spec(40), trainersOn(open))).not.toBe('tiled');
		open.close();
	});
});
