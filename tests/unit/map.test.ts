// Maps of results: bytes by equal factors, rows that come one after another, and a finer grid over a coarser one.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { begin, withStep } from '../../src/lib/run/grow.ts';
import { valuesOf, withRows } from '../../src/lib/series/map.ts';
import type { GridMap, MapRows, Provenance } from '../../src/lib/series/result.ts';

const rows = (side: number, row: number, values: readonly number[], range: MapRows['range'] = [1, 1000]): MapRows => ({
	...{ name: 'steps', width: side, height: side, range, row, values: Float32Array.from(values) },
});
const grown = (...all: MapRows[]): GridMap => all.reduce<readonly GridMap[]>(withRows, [])[0];

test('a value comes back within half a byte’s factor, and none as none', () => {
	const half = Math.sqrt(1000 ** (1 / 254)) * (1 + 1e-6);
	fc.assert(
		fc.property(fc.double({ min: 1, max: 1000, noNaN: true }), (value) => {
			const [back, none] = valuesOf(grown(rows(2, 0, [value, NaN, Infinity, value])));
			expect(none).toBeNaN();
			expect(Math.max(back / value, value / back)).toBeLessThan(half);
		}),
	);
});
test('values beyond the range stand at its ends, which are exact', () => {
	expect([...valuesOf(grown(rows(2, 0, [0.5, 1, 1000, 5000])))]).toEqual([1, 1, 1000, 1000].map(Math.fround));
});
test('rows come one after another, and may be told anew', () => {
	const map = grown(rows(2, 1, [10, 100]), rows(2, 0, [1, 1000]), rows(2, 1, [1, 1]));
	expect([...valuesOf(map)]).toEqual([1, 1000, 1, 1].map(Math.fround));
});
test('what a finer grid does not say yet stands as the coarser one had it', () => {
	const map = grown(rows(2, 0, [1, 1000, 1000, NaN]), rows(4, 0, [NaN, 1, 1, 1]));
	const [a, z] = [1, Math.fround(1000)];
	expect([map.width, map.height]).toEqual([4, 4]);
	expect([...valuesOf(map)]).toEqual([NaN, a, a, a, a, a, z, z, z, z, NaN, NaN, z, z, NaN, NaN]);
});
test('a result without maps has none, and a step with rows gives it one', () => {
	const result = begin({ experiment: 'phase', settings: {}, preset: null, seed: 1 }, {} as Provenance);
	expect(withStep(result, { measurements: [], done: 0 })).not.toHaveProperty('maps');
	const { maps } = withStep(result, { measurements: [], done: 0, maps: [rows(2, 0, [1, 1, 1, 1])] });
	expect(maps).toMatchObject([{ name: 'steps', encoding: 'u8-log-base64', values: 'AQEBAQ==' }]);
});
test('a large map is encoded as well as a small one', () => {
	const side = 256;
	const values = Float32Array.from({ length: side ** 2 }, (_, at) => 1 + (at % 999));
	const back = valuesOf(grown(rows(side, 0, Array.from(values))));
	expect(back.findIndex((value, at) => Math.abs(Math.log(value / values[at])) > 0.014)).toBe(-1);
});
