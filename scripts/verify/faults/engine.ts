// Faults of what all engines share: batches, orders, starts, schedules, the optimisers' numbers, checks, and what outlives a device.
import type { Fault } from '../plant.ts';

const source = (file: string): string => `src/lib/engine/${file}.ts`;
const batches = 'tests/unit/numbers-batches.test.ts';
const golden = 'tests/numerics/golden.test.ts';
const resilient = 'tests/numerics/device-resilient.test.ts';

export const engineFaults: readonly Fault[] = [
	{
		name: 'the last, smaller batch is left out',
		file: source('batches'),
		find: 'Math.ceil(examples / batchSize)',
		replace: 'Math.max(1, Math.floor(examples / batchSize))',
		test: batches,
	},
	{
		name: 'the last batch is filled beyond the examples',
		file: source('batches'),
		find: 'Math.min(from + batchSize, examples)',
		replace: 'from + batchSize',
		test: batches,
	},
	{
		name: 'every epoch has the order of the first (seed reused)',
		file: source('batches'),
		find: "return permutation(examples, new Stream(seed, 'order', epoch, run));",
		replace: "return permutation(examples, new Stream(seed, 'order', 0, run));",
		test: batches,
	},
	{
		name: 'shuffled once means every epoch',
		file: source('batches'),
		find: "new Stream(seed, 'order', 0, run)",
		replace: "new Stream(seed, 'order', epoch, run)",
		test: batches,
	},
	{
		name: 'an order that was kept is given for another epoch',
		file: source('batches'),
		find: 'if (this.#latest?.epoch !== drawn)',
		replace: 'if (!this.#latest)',
		test: batches,
	},
	{
		name: 'draws with replacement never take the last example',
		file: source('batches'),
		find: '() => stream.below(examples)',
		replace: '() => stream.below(Math.max(1, examples >> 1))',
		test: batches,
	},
	{
		name: 'a layer’s biases lie over its last row of weights (off by one stride)',
		file: source('layout'),
		find: 'const biases = weights + inputs * outputs;',
		replace: 'const biases = weights + (inputs - 1) * outputs;',
		test: batches,
	},
	{
		name: 'start weights are as wide as for linear units',
		file: source('start'),
		find: 'Math.sqrt(2 / inputs)',
		replace: 'Math.sqrt(1 / inputs)',
		test: batches,
	},
	{
		name: 'all layers start from the same numbers (seed reused)',
		file: source('start'),
		find: "new Stream(seed, 'start', layer)",
		replace: "new Stream(seed, 'start', 0 * layer)",
		test: batches,
	},
	{
		name: 'a knot counts one update late',
		file: source('schedule'),
		find: 'knot.update > update',
		replace: 'knot.update >= update',
		test: golden,
	},
	{
		name: 'the factor stays where it was between knots',
		file: source('schedule'),
		find: '((to.factor - from.factor) * (update - from.update))',
		replace: '(0 * (to.factor - from.factor) * (update - from.update))',
		test: golden,
	},
	{
		name: 'Adam’s first moment is not corrected',
		file: source('optimiser'),
		find: 'first: 1 - beta1 ** step',
		replace: 'first: 1 + 0 * beta1 * step',
		test: golden,
	},
	{
		name: 'Adam’s second correction is one step behind',
		file: source('optimiser'),
		find: 'second: 1 - beta2 ** step',
		replace: 'second: 1 - beta2 ** (step + 1)',
		test: golden,
	},
	{
		name: 'a batch larger than the data passes',
		file: source('spec'),
		find: "expect(isWhole(batchSize, 1, count), 'batchSize'",
		replace: "expect(isWhole(batchSize, 1, Infinity), 'batchSize'",
		test: 'tests/unit/numbers-spec.test.ts',
	},
	{
		name: 'a position outside the training split passes',
		file: source('spec'),
		find: 'position >= count',
		replace: 'position > count',
		test: 'tests/numerics/trainer.test.ts',
	},
	{
		name: 'updates since the checkpoint are not made again after a loss',
		file: source('resilient-trainer'),
		find: "if (typeof deed === 'number') await trainer.update(deed);",
		replace: "if (typeof deed === 'number') continue;",
		test: resilient,
	},
	{
		name: 'a long call’s accuracy counts its batches, not its examples',
		file: source('stretches'),
		find: 'progress[m].accuracy * seen',
		replace: 'progress[m].accuracy * made',
		test: resilient,
	},
	{
		name: 'a second loss soon after the first opens a device again',
		file: source('resilient'),
		find: 'this.#lastLoss - before >= SOON',
		replace: 'this.#lastLoss >= before',
		test: resilient,
	},
	{
		name: 'halves of a population tell their results in the order in which they were visited',
		file: source('halves'),
		find: 'results[index] = await work(await this.#halves[index].come(), index);',
		replace: 'results.push(await work(await this.#halves[index].come(), index));',
		test: 'tests/numerics/device-memory.test.ts',
	},
	{
		name: 'weights that are no numbers count as good',
		file: source('last-good'),
		find: 'if (diverged !== null || !isFinite(parameters[m])) return;',
		replace: 'if (diverged !== null) return;',
		test: 'tests/numerics/device-diverged.test.ts',
	},
	{
		name: 'every model is trained on the first part of the data',
		file: source('spec'),
		find: 'stretchOf(data.training, part * count, count)',
		replace: 'stretchOf(data.training, 0, count)',
		test: 'tests/numerics/trainer.test.ts',
	},
];
