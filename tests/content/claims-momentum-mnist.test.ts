// What the book may say of momentum on digits is what is recorded: means of three seeds, in percent.
import { expect, test } from 'vitest';
import { gainOf, outcomesOf } from '../../src/lib/series/momentum-mnist.ts';
import { differs } from '../../src/lib/series/spread.ts';
import { recorded } from './content.ts';

const result = recorded('momentum-mnist', 'full');
const outcomes = (comparison: string, batchSize: number) => outcomesOf(result, { comparison, batchSize });
const end = (comparison: string, batchSize: number, momentum: number) =>
	outcomes(comparison, batchSize).find((one) => one.momentum === momentum)!;

test.each([
	['fixed', 16, 0, 87, 89],
	['fixed', 16, 0.5, 88.5, 90.5],
	['fixed', 16, 0.9, 91, 92.5],
	['fixed', 16, 0.99, 50, 69],
	['effective', 16, 0, 91, 92.5],
	['effective', 16, 0.5, 91, 92.5],
	['effective', 16, 0.9, 91, 92.5],
	['effective', 16, 0.99, 91, 92.5],
	['fixed', 256, 0, 57, 65],
	['fixed', 256, 0.5, 72, 78],
	['fixed', 256, 0.9, 84, 86],
	['fixed', 256, 0.99, 83, 86.5],
	['effective', 256, 0, 84, 86],
	['effective', 256, 0.5, 85, 87],
	['effective', 256, 0.9, 84, 86],
	['effective', 256, 0.99, 68, 73],
] as const)('%s rate, batch size %i, λ = %d: between %d and %d %%', (comparison, batchSize, momentum, low, high) => {
	const { mean, count } = end(comparison, batchSize, momentum);
	expect(count).toBe(3);
	expect(100 * mean).toBeGreaterThan(low);
	expect(100 * mean).toBeLessThan(high);
});

test('at batch size 16 momentum is worth 3.5 to 4.5 points at one rate, and under half a point at one effective rate', () => {
	const [fixed, effective] = ['fixed', 'effective'].map((comparison) => gainOf(outcomes(comparison, 16))!);
	expect(fixed.best.momentum).toBe(0.9);
	expect(100 * fixed.gain).toBeGreaterThan(3.5);
	expect(100 * fixed.gain).toBeLessThan(4.5);
	expect(100 * Math.abs(effective.gain)).toBeLessThan(0.5);
	expect(differs(effective.best, effective.plain)).toBe(false);
});

test('at batch size 256 it is worth some 25 points at one rate, and under a point at one effective rate', () => {
	const [fixed, effective] = ['fixed', 'effective'].map((comparison) => gainOf(outcomes(comparison, 256))!);
	expect(100 * fixed.gain).toBeGreaterThan(23);
	expect(100 * fixed.gain).toBeLessThan(28);
	expect(100 * Math.abs(effective.gain)).toBeLessThan(1);
	expect(differs(effective.best, effective.plain)).toBe(false);
});

test('λ = 0.99 has 750 updates at batch size 16 and 48 at 256, where it ends 12 to 18 points behind', () => {
	expect([16, 256].map((batchSize) => end('effective', batchSize, 0.99).updates)).toEqual([750, 48]);
	const behind = 100 * (end('effective', 256, 0).mean - end('effective', 256, 0.99).mean);
	expect(behind).toBeGreaterThan(12);
	expect(behind).toBeLessThan(18);
});

test('λ = 0.9 has one rate in both comparisons: it is the same run twice', () => {
	const columns = result.series.filter(({ at, name }) => at.momentum === 0.9 && name === 'validationAccuracy');
	const of = (comparison: string) => columns.filter(({ at }) => at.comparison === comparison).map(({ value }) => value);
	expect(of('fixed')).toHaveLength(6);
	expect(of('fixed')).toEqual(of('effective'));
});

test('at one rate and batch size 16, λ = 0.99 had learnt more within half an epoch than it knows in the end', () => {
	const curves = result.series.filter(
		({ at, name }) =>
			name === 'validationAccuracy' && at.comparison === 'fixed' && at.batchSize === 16 && at.momentum === 0.99,
	);
	expect(curves).toHaveLength(3);
	for (const { value, epochs } of curves) {
		const early = value.filter((_, point) => epochs![point] <= 0.5).map((share) => share!);
		expect(Math.max(...early)).toBeGreaterThan(value.at(-1)! + 0.05);
	}
});
