// What `npm run verify` found is there, was found with today's sources, and is good.
import { describe, expect, test } from 'vitest';
import { hashes, readVerified } from '../../scripts/verify/check.ts';
import { checks } from '../../scripts/verify/checks.ts';
import { quantisation } from '../../scripts/verify/quantisation.ts';

describe.each(checks.map((check) => [check.name, check] as const))('%s', (name, check) => {
	test("was verified with today's sources (else: npm run verify)", () =>
		expect(readVerified()[name]?.sources).toEqual(hashes(check)));
	test('holds', () => expect(check.fault(readVerified()[name]?.result)).toBe(''));
});

test('a quantisation that costs accuracy would be found', () => {
	const accuracies = [96, 96, 96, 96, 96];
	expect(quantisation.fault({ original: accuracies, quantised: accuracies, difference: -0.21 })).toContain('-0.21');
	expect(quantisation.fault({ original: [96], quantised: [96], difference: 0 })).toContain('5 seeds');
});
