// What every experiment claims is what its recordings show, preset by preset. The same claims are checked on live runs.
import { describe, expect, test } from 'vitest';
import { claims } from '../claims/list.ts';
import { experiments } from '../../src/lib/experiments/list.ts';
import { presets } from '../../src/lib/series/result.ts';
import { recorded } from './content.ts';

const names = Object.keys(experiments);

test('every experiment has claims', () => {
	expect(Object.keys(claims).sort()).toEqual(names.toSorted());
});

describe.each(names.flatMap((name) => presets.map((preset) => [name, preset] as const)))('%s.%s', (name, preset) => {
	const result = recorded(name, preset);
	test.each(Object.entries(claims[name]))('%s', (_, check) => check(result));
});
