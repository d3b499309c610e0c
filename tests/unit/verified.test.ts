// What `npm run verify` found is there, was found with today's sources, and is good.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bookAccuracy, expected } from '../../scripts/verify/book-accuracy.ts';
import { readVerified, root, staleness } from '../../scripts/verify/check.ts';
import { checks } from '../../scripts/verify/checks.ts';
import { endState, endStatePlain, type Reached } from '../../scripts/verify/end-state.ts';
import { faults, unconvincing } from '../../scripts/verify/fault-checks.ts';
import { gapRecipes, type Recipes } from '../../scripts/verify/gap-recipes.ts';
import { kernelBounds } from '../../scripts/verify/kernels.ts';
import { liveWgsl, type LiveTimes } from '../../scripts/verify/live-wgsl.ts';
import { type Fault, withFault } from '../../scripts/verify/plant.ts';
import { quantisation } from '../../scripts/verify/quantisation.ts';

describe.each(checks.map((check) => [check.name, check] as const))('%s', (name, check) => {
	test("was verified with today's sources", () => expect(staleness(check, readVerified()[name])).toBe(''));
	test('holds', () => {
		const verified = readVerified()[name];
		expect(verified ? check.fault(verified.result) : staleness(check, verified)).toBe('');
	});
});

test('a source that changed, came or went is named, with the command that renews the check', () => {
	const check = { name: 'some', sources: ['scripts/idx.ts'] };
	const kept = { date: '', seconds: 1, result: null };
	const message = 'renew with: npm run verify -- some';
	expect(staleness(check, { ...kept, sources: { 'scripts/idx.ts': '0' } })).toBe(
		`some is stale: scripts/idx.ts changed since; ${message}`,
	);
	expect(staleness(check, { ...kept, sources: { 'gone.ts': '0' } })).toContain('scripts/idx.ts, gone.ts changed');
	expect(staleness(check, undefined)).toBe(`some was never verified; ${message}`);
});

test('a quantisation that costs accuracy would be found', () => {
	const original = [96, 96, 96, 96, 96];
	const quantised = original.map((accuracy) => accuracy - 0.21);
	expect(quantisation.fault({ original, quantised })).toContain('-0.21');
	expect(quantisation.fault({ original: [96], quantised: [96] })).toContain('5 seeds');
});

test('an end state too far from PyTorch’s would be found', () => {
	const reached = (shift: number): Reached =>
		Object.fromEntries(
			endState.reached.map(({ batchSize, accuracies }) => [batchSize, accuracies.map((a) => a + shift)]),
		);
	expect(endStatePlain.fault(reached(0.29))).toBe('');
	expect(endStatePlain.fault(reached(-0.31))).toContain(
		'batch size 10: expected at most 0.3 points of difference, got -0.31',
	);
	expect(endStatePlain.fault({})).toContain('batch size 10: expected 5 seeds');
});

test('an accuracy that is not the book’s would be found', () => {
	const reached = (shift: number): Reached =>
		Object.fromEntries(expected.map(({ batchSize, accuracy }) => [batchSize, Array<number>(3).fill(accuracy + shift)]));
	expect(bookAccuracy.fault(reached(0.9))).toBe('');
	expect(bookAccuracy.fault(reached(-1.1))).toContain('batch size 10: expected 97.5 % within 1, got 96.40');
	expect(bookAccuracy.fault(reached(-1.1))).not.toContain('batch size 10000');
	expect(bookAccuracy.fault(reached(3.1))).toContain('batch size 10000: expected 74.3 % within 3, got 77.40');
	expect(bookAccuracy.fault({})).toContain('expected 3 seeds');
});

test('a recipe that does not come out as the chapter says would be found', () => {
	const found = readVerified()['gap-recipes'].result as Recipes;
	expect(gapRecipes.fault(found)).toBe('');
	expect(gapRecipes.fault({ ...found, fast: { ...found.fast, mean: 2 } })).toBe(
		'with a rate of 0.01 the interval holds zero',
	);
	expect(gapRecipes.fault({ ...found, sgd: { ...found.sgd, full: 2000 } })).toContain('about as many updates');
});

test('a run that is late on WebGPU, or was left out, would be found', () => {
	const found = readVerified()['live-wgsl'].result as LiveTimes;
	expect(liveWgsl.fault({ ...found, line: { first: 400, done: 60_001 } })).toBe('line is late: 400 and 60001 ms');
	const others = Object.fromEntries(Object.entries(found).filter(([id]) => id !== 'line'));
	expect(liveWgsl.fault(others)).toBe('line was not run');
});

test('a kernel beyond its error bound, or tried on few shapes, would be found', () => {
	expect(kernelBounds.fault({ shapes: 200, largest: 1, ratios: {} })).toBe('');
	expect(kernelBounds.fault({ shapes: 200, largest: 1.01, ratios: {} })).toContain('got 1.01 times one');
	expect(kernelBounds.fault({ shapes: 199, largest: 0.1, ratios: {} })).toContain('at least 200 shapes, got 199');
});

describe('planted faults', () => {
	const all = Object.values(faults).flat();

	test('are at least forty, each with a name of its own', () => {
		expect(all.length).toBeGreaterThanOrEqual(40);
		expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
	});
	test.each(all)('$name: its place is there once', (fault) => {
		expect(withFault(readFileSync(join(root, fault.file), 'utf8'), fault)).toContain(fault.replace);
	});
	test('have one place each, or are refused', () => {
		const fault: Fault = { name: 'twice', file: 'a.ts', find: 'x', replace: '$&', test: '' };
		expect(withFault('a x b', fault)).toBe('a $& b');
		expect(() => withFault('x x', fault)).toThrow(
			'fault "twice": expected its place once in a.ts, found it 2 times: x',
		);
		expect(() => withFault('', fault)).toThrow('found it 0 times');
	});
	test('of which one in ten is missed are too many, and one that was not tried is told', () => {
		const ten = all.slice(0, 10);
		const caught = Object.fromEntries(ten.slice(1).map(({ name }) => [name, 'a test']));
		expect(unconvincing(ten, { caught, missed: [ten[0].name] })).toContain(`missed: ${ten[0].name}`);
		expect(unconvincing(ten, { caught, missed: [] })).toContain(`left out: ${ten[0].name}`);
		expect(unconvincing(ten.slice(1), { caught, missed: [] })).toBe('');
	});
});
