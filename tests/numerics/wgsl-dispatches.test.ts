// How much the WGSL engine asks of a device at once: few dispatches, and none beyond what WebGPU promises everywhere.
import { describe, expect, test } from 'vitest';
import type { TrainSpec } from '../../src/lib/engine/engine.ts';
import { bindingsOf, type KernelName, kernels, sourceOf } from '../../src/lib/engine/wgsl/kernels.ts';
import type { Scheme } from '../../src/lib/engine/wgsl/program.ts';
import { type Asked, updateOf } from './asked.ts';
import { specOf } from './cases.ts';
import { trainingSchemes } from './kernels-shapes.ts';

const EXAMPLES = 60_000;
/** What every device of WebGPU has: workgroups along an axis, invocations of one, storage buffers of a kernel. */
const limits = { axis: 65_535, invocations: 256, buffers: 8 } as const;

const askedBy = (spec: TrainSpec, scheme: Scheme): Asked[] => updateOf(spec, scheme, EXAMPLES);

/** A spec with so many models. */
function wideSpec(widths: readonly number[], batchSize: number, models: number): TrainSpec {
	const spec = specOf({ widths, examples: EXAMPLES, batchSize, momentum: 0.9 });
	return { ...spec, models: Array.from({ length: models }, (_, seed) => ({ ...spec.models[0], seed })) };
}

const hidden = [[], [1], [17], [100], [257], [1024], [64, 64, 64], [1024, 1, 1024], [1024, 1024, 1024], [1, 1, 1]];
const batchSizes = [1, 2, 63, 64, 65, 1000, 1024, 1025, 10_000, 32_767, 32_768, 59_999, EXAMPLES];
const schemes: readonly Scheme[] = [...trainingSchemes, 'held'];

describe.each(hidden.map((widths) => [1, 784, ...widths].slice(1).concat(10)))('%j', (...widths) => {
	test('no dispatch has more workgroups along an axis than WebGPU allows', () => {
		for (const scheme of schemes) {
			for (const batchSize of batchSizes) {
				for (const models of [1, 64]) {
					const all = askedBy(wideSpec(widths, batchSize, models), scheme).flatMap(({ workgroups }) => workgroups);
					expect(all.every((count) => Number.isInteger(count) && count > 0)).toBe(true);
					expect(Math.max(...all), `${scheme}, batches of ${batchSize}`).toBeLessThanOrEqual(limits.axis);
				}
			}
		}
	});

	test('no workgroup has more invocations than WebGPU allows', () => {
		const sizes = schemes.flatMap((scheme) =>
			askedBy(wideSpec(widths, 1, 1), scheme).flatMap(({ constants: { LANES = '1u', WORKGROUP = '1u' } }) =>
				[LANES, WORKGROUP].map((text) => parseInt(String(text))),
			),
		);
		expect(Math.max(...sizes)).toBeLessThanOrEqual(limits.invocations);
	});

	test('dispatches do not grow with the models', () => {
		for (const scheme of schemes) {
			for (const batchSize of batchSizes) {
				const counts = [1, 2, 8, 64].map((models) => askedBy(wideSpec(widths, batchSize, models), scheme).length);
				expect(new Set(counts).size).toBe(1);
			}
		}
	});
});

test.each([1, 10, 64, 1024])('an update with one hidden layer takes three dispatches at batch size %i', (batchSize) => {
	for (const scheme of trainingSchemes) {
		for (const models of [1, 8]) {
			const asked = askedBy(wideSpec([784, 100, 10], batchSize, models), scheme);
			expect(asked.filter(({ name }) => name !== 'score')).toHaveLength(3);
		}
	}
});

test.each(['lars', 'lamb'] as const)('one that is sized layer by layer takes six (%s)', (name) => {
	for (const scheme of trainingSchemes) {
		for (const batchSize of [1, 1024]) {
			const spec = specOf({ examples: EXAMPLES, batchSize, optimiser: { name } });
			expect(askedBy(spec, scheme).filter((asked) => asked.name !== 'score')).toHaveLength(6);
		}
	}
});

test.each(Object.keys(kernels) as KernelName[])('%s binds no more buffers than WebGPU allows', (name) => {
	const bindings = bindingsOf(sourceOf(name, {}));
	expect(bindings.filter(({ type }) => type !== 'uniform').length).toBeLessThanOrEqual(limits.buffers);
	expect(new Set(bindings.map(({ binding }) => binding)).size).toBe(bindings.length);
});
