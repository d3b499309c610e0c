// Every toy loss is held to central differences of itself, and those with numbers in the book to these.
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import type { Landscape } from '../../src/lib/landscapes/landscape.ts';
import { landscapes } from '../../src/lib/landscapes/list.ts';
import { Stream } from '../../src/lib/numbers/random.ts';

const STEP = 1e-4;
const list: [string, Landscape][] = Object.entries(landscapes);
const random = new Stream(4, 'subset');
/** Uneven and away from 0, where a wrong sign or factor shows. */
const somewhere = (dimension: number) => Array.from({ length: dimension }, () => 3 * random.uniform53() - 1.5);
const elsewhere = (defaults: Landscape['parameters']) =>
	Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, value * (0.8 + 0.4 * random.uniform53())]));

const moved = (point: readonly number[], axis: number, by: number) =>
	point.map((value, index) => (index === axis ? value + by : value));
/** Derivatives of a vector's entries along every axis, [entries, axes] row-major; truncation error STEP²/6 · third derivative. */
function differences(of: (point: readonly number[]) => readonly number[], point: readonly number[]): number[] {
	const columns = point.map((_, axis) => {
		const [above, below] = [of(moved(point, axis, STEP)), of(moved(point, axis, -STEP))];
		return above.map((value, index) => (value - below[index]) / (2 * STEP));
	});
	return columns[0].flatMap((_, entry) => columns.map((column) => column[entry]));
}
/**
 * STEP²/6 · the largest third or fourth derivative, both those of the sharp hollow of depth D ≤ 1.2 · 1.42 and width 0.2:
 * 1.38 · D / 0.2³ = 294 and 3 · D / 0.2⁴ = 3,195 (maxima of |He₃| and |He₄| · exp(−z²/2)); rounding adds 10⁻¹¹.
 */
const [SLOPE, CURVATURE] = [6e-7, 6e-6];
const expectClose = (actual: readonly number[], expected: readonly number[], tolerance: number) => {
	expect(actual).toHaveLength(expected.length);
	actual.forEach((value, index) => expect(Math.abs(value - expected[index])).toBeLessThan(tolerance));
};

describe.each(list)('%s', (_, landscape) => {
	const places = Array.from({ length: 20 }, () => ({
		point: somewhere(landscape.dimension),
		parameters: elsewhere(landscape.parameters),
	}));

	test('its gradient is the derivative of its loss', () => {
		for (const { point, parameters } of places) {
			const expected = differences((at) => [landscape.loss(at, parameters)], point);
			expectClose(landscape.gradient(point, parameters), expected, SLOPE);
		}
	});

	test('its Hessian is the derivative of its gradient', () => {
		for (const { point, parameters } of places) {
			const expected = differences((at) => landscape.gradient(at, parameters), point);
			expectClose(landscape.hessian(point, parameters), expected, CURVATURE);
		}
	});

	test('its gradient is written where it is asked to be', () => {
		const { point, parameters } = places[0];
		const out = point.map(() => NaN);
		expect(landscape.gradient(point, parameters, out)).toBe(out);
		expect(out).toEqual(landscape.gradient(point, parameters));
	});

	test('its formula can be set', () => {
		expect(katex.renderToString(landscape.formula, { throwOnError: true })).toContain('katex');
	});
});

describe.each(list.flatMap(([name, { examples, parameters }]) => (examples ? [{ name, examples, parameters }] : [])))(
	'every example of $name',
	({ examples, parameters }) => {
		const all = Array.from({ length: examples.count }, (_, example) => example);

		test('has the slope and the curvature of its loss', () => {
			for (const example of all) {
				const point = somewhere(1);
				const slope = differences(([w]) => [examples.loss(w, example, parameters)], point);
				const curvature = differences(([w]) => [examples.slope(w, example, parameters)], point);
				expectClose([examples.slope(point[0], example, parameters)], slope, SLOPE);
				expectClose([examples.curvature(point[0], example, parameters)], curvature, CURVATURE);
			}
		});
	},
);

describe('escape', () => {
	const { escape } = landscapes;
	const loss = (w: number) => escape.loss([w], escape.parameters);
	/** Where the slope changes its sign, by bisection. */
	const stationary = (from: number, to: number): number => {
		const slope = (w: number) => escape.gradient([w], escape.parameters)[0];
		let [low, high] = [from, to];
		for (let halving = 0; halving < 50; halving++) {
			const middle = (low + high) / 2;
			if (slope(middle) > 0 === slope(low) > 0) low = middle;
			else high = middle;
		}
		return low;
	};

	test.each([
		['sharp', -1.1, -0.9, -0.985, 7.98],
		['flat', 0.8, 1.1, 0.965, 2.57],
	])('has its %s minimum where the book says, as deep and as curved', (_, from, to, place, curvature) => {
		const w = stationary(from, to);
		expect(w).toBeCloseTo(place, 3);
		expect(loss(w)).toBeCloseTo(0.076, 3);
		expect(escape.hessian([w], escape.parameters)[0]).toBeCloseTo(curvature, 2);
	});

	test('has its barrier at −0.29', () => {
		expect(stationary(-0.6, 0.2)).toBeCloseTo(-0.29, 2);
	});

	test('has its examples evenly between −spread and spread', () => {
		const { examples, parameters } = escape;
		expect(examples.loss(0.3 + parameters.spread, 19, parameters)).toBe(
			examples.loss(0.3, 0, { ...parameters, spread: 0 }),
		);
		expect(examples.loss(0.3 - parameters.spread, 0, parameters)).toBe(
			examples.loss(0.3, 0, { ...parameters, spread: 0 }),
		);
	});
});

test('the tilts cancel: their mean is the double well', () => {
	const { tilts, 'double-well': doubleWell } = landscapes;
	expect(tilts.loss([0.7], tilts.parameters)).toBeCloseTo(doubleWell.loss([0.7], doubleWell.parameters), 14);
});
