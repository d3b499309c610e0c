// Every kernel against float64 within its error bound, with nothing written elsewhere; planted mistakes break one or the other.
import { beforeAll, describe, expect, test } from 'vitest';
import { isVerifying, keep } from '../../scripts/verify/keep.ts';
import { kernels } from '../../src/lib/engine/wgsl/kernels.ts';
import { dawn, gpuExpected } from './dawn.ts';
import { mistakes } from './kernels-mistakes.ts';
import { crowd, dozen, drawnShapes, layered, trainingSchemes } from './kernels-shapes.ts';
import { type Finding, Trials } from './kernels.ts';

/** More than WebGPU allows along one axis. */
const MANY = 65_535;

const shapes = isVerifying ? [...dozen, ...drawnShapes(200)] : dozen;

describe.runIf(gpuExpected)('kernels', () => {
	let trials: Trials;
	beforeAll(async () => {
		const adapter = await (await dawn()).requestAdapter();
		if (!adapter) throw new Error('adapter: expected the one that was found before, got none');
		trials = new Trials(await adapter.requestDevice());
	});

	describe('keep to float64', () => {
		const largest: Record<string, number> = {};
		const note = ({ ratios }: Finding) => {
			for (const [name, ratio] of Object.entries(ratios)) largest[name] = Math.max(largest[name] ?? 0, ratio);
		};

		test.each(shapes)('%j', async (shape) => {
			const found = await trials.run(shape);
			note(found);
			expect(found.wrong).toEqual([]);
			expect(Math.max(...Object.values(found.ratios)), JSON.stringify(found.ratios)).toBeLessThanOrEqual(1);
			if (shape === crowd) expect(found.workgroups).toBeGreaterThan(MANY);
		});

		test('all of them', () => {
			expect(Object.keys(largest).sort()).toEqual(Object.keys(kernels).sort());
			const rounded = Object.entries(largest).map(([name, ratio]) => [name, Number(ratio.toPrecision(3))]);
			keep('ratios', Object.fromEntries(rounded));
			keep('largest ratio', Math.max(...Object.values(largest)));
			keep('shapes', shapes.length);
		});
	});

	test.each(mistakes)('would not if $name', async ({ shape, mistake, beyond }) => {
		const { ratios, wrong } = await trials.run(shape, mistake);
		const isFound = wrong.length > 0 || Object.values(ratios).some((ratio) => ratio > 1);
		expect(isFound, JSON.stringify({ ratios, wrong })).toBe(true);
		if (beyond) expect(wrong.some((what) => what.includes('wrote beyond'))).toBe(true);
	});

	const several = dozen.filter(({ widths, scheme, size }) => widths.length > 2 && scheme !== 'held' && size > 2);
	test.each([...several.slice(0, 5), layered])(
		'give the same bits by every scheme and every time: %j',
		async (shape) => {
			const [first, ...others] = trainingSchemes.concat(trainingSchemes);
			const expected = await trials.run({ ...shape, scheme: first });
			for (const scheme of others) {
				const { contents } = await trials.run({ ...shape, scheme });
				for (const [buffer, words] of expected.contents) {
					if (contents.has(buffer)) expect(contents.get(buffer), `${scheme}: ${buffer}`).toEqual(words);
				}
			}
		},
	);
});
