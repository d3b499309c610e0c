import { describe, expect, test } from 'vitest';
import { leadingEigenvalues } from '../../src/lib/experiments/power-iteration.ts';
import { Stream } from '../../src/lib/numbers/random.ts';

const random = new Stream(5, 'start', 9);
const start = (length: number) => Float32Array.from({ length }, () => random.normal());

/** Products with Q·diag(values)·Qᵀ, where Q = I − 2uuᵀ mirrors along a random unit vector u. */
function matrixOf(values: readonly number[]) {
	const raw = start(values.length);
	const length = Math.hypot(...raw);
	const u = raw.map((value) => value / length);
	const mirrored = (vector: Float32Array) => {
		const along = vector.reduce((sum, value, i) => sum + value * u[i], 0);
		return vector.map((value, i) => value - 2 * along * u[i]);
	};
	return (vector: Float32Array) => mirrored(mirrored(vector).map((value, i) => value * values[i]));
}
const leading = async (spectra: readonly (readonly number[])[], wish: { tolerance: number; iterations: number }) => {
	const matrices = spectra.map(matrixOf);
	return leadingEigenvalues(
		async (vectors) => vectors.map((vector, m) => matrices[m](vector)),
		spectra.map(({ length }) => start(length)),
		wish,
	);
};
const spectrum = (top: number, next: number, length = 40) =>
	Array.from({ length }, (_, i) => (i === 3 ? top : (next * (i % 7)) / 7));

describe('the leading eigenvalue', () => {
	test.each([
		[5, 2],
		[5, 4.5],
		[0.01, 0.001],
		[1e4, 10],
	])('%d above %d is found', async (top, next) => {
		const [{ value, residual, iterations }] = await leading([spectrum(top, next)], {
			tolerance: 1e-3,
			iterations: 500,
		});
		expect(Math.abs(value / top - 1)).toBeLessThan(1e-4);
		expect(residual).toBeLessThanOrEqual(1e-3);
		expect(iterations).toBeLessThan(500);
	});
	test('is the one of largest size, whatever its sign', async () => {
		const [{ value }] = await leading([spectrum(-6, 3)], { tolerance: 1e-3, iterations: 200 });
		expect(value).toBeCloseTo(-6, 3);
	});
	test('is found for several matrices at once', async () => {
		const found = await leading([spectrum(5, 1), spectrum(9, 2)], { tolerance: 1e-3, iterations: 200 });
		expect(found.map(({ value }) => Number(value.toFixed(3)))).toEqual([5, 9]);
	});
	test('is told as it stands at the limit, with a residual that says how far it may be off', async () => {
		const [{ value, residual, iterations }] = await leading([spectrum(5, 4.9)], { tolerance: 1e-6, iterations: 3 });
		expect(iterations).toBe(3);
		expect(residual).toBeGreaterThan(1e-3);
		expect(value).toBeLessThanOrEqual(5);
	});
	test('of a matrix of zeros is 0', async () => {
		expect(await leading([[0, 0, 0]], { tolerance: 1e-3, iterations: 5 })).toMatchObject([{ value: 0, residual: 0 }]);
	});
});
