import { expect, test } from 'vitest';
import { addTo, dot, squaredDistance } from '../../src/lib/numbers/vectors.ts';

const [a, b] = [Float32Array.of(1, -2, 3), Float32Array.of(4, 0, -1)];

test('products and distances of vectors', () => {
	expect(dot(a, b)).toBe(1);
	const long = Float32Array.from({ length: 11 }, (_, place) => place + 1);
	expect(dot(long, long)).toBe((11 * 12 * 23) / 6);
	expect(squaredDistance(a, b)).toBe(9 + 4 + 16);
	expect(squaredDistance(a, a)).toBe(0);
});
test('a scaled vector is added in place', () => {
	const sum = Float64Array.of(1, 1, 1);
	addTo(sum, a, 2);
	addTo(sum, b);
	expect([...sum]).toEqual([7, -3, 6]);
});
