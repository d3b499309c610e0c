import { expect, test } from 'vitest';
import { landscapes } from '../../src/lib/landscapes/list.ts';
import { valleysOf } from '../../src/lib/landscapes/valleys.ts';

test('the two minima and the barrier of `escape` are where the book says', () => {
	const { left, barrier, right } = valleysOf(landscapes.escape, landscapes.escape.parameters);
	expect([left.toFixed(3), barrier.toFixed(2), right.toFixed(3)]).toEqual(['-0.985', '-0.29', '0.965']);
});
test('at all three the slope is zero', () => {
	for (const landscape of [landscapes.escape, landscapes.tilts]) {
		const places = Object.values(valleysOf(landscape, landscape.parameters));
		for (const w of places)
			expect(Math.abs(landscape.gradient([w], landscape.parameters as never)[0])).toBeLessThan(1e-9);
	}
});
test('a loss with one minimum is refused by name', () => {
	expect(() => valleysOf(landscapes.quartic, {})).toThrow(
		'valleys: expected two minima and a barrier, got 1 flat places',
	);
});
