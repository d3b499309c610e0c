// Curves that balls roll on, and how they roll.
import { describe, expect, test } from 'vitest';
import { curveOf, through, type Curve } from '../../src/lib/landscapes/curve.ts';
import { doubleWell } from '../../src/lib/landscapes/double-well.ts';
import { hill, HUMP_AT, stations } from '../../src/lib/landscapes/hill.ts';
import { roll, wayOf } from '../../src/lib/landscapes/roll.ts';
import { terraces } from '../../src/lib/landscapes/terraces.ts';
import { Stream } from '../../src/lib/numbers/random.ts';

const well = curveOf(doubleWell, doubleWell.parameters);
const steps = terraces({ tilt: 0.3, hump: 1.4 });
const curves: [string, Curve][] = [
	['double well', well],
	['terraces', steps],
	['hill', hill(0.5)],
];

describe.each(curves)('%s', (_, curve) => {
	const random = new Stream(7, 'subset');
	const places = Array.from({ length: 200 }, () => 7 * random.uniform53() - 3.5);
	const STEP = 1e-4;
	/** STEP²/6 times the third and fourth derivatives, which stay below 200 and 3,000 on all three; a knot within a step adds their jumps. */
	test('has the derivatives of its loss', () => {
		for (const w of places) {
			const slope = (curve.loss(w + STEP) - curve.loss(w - STEP)) / (2 * STEP);
			const bend = (curve.slope(w + STEP) - curve.slope(w - STEP)) / (2 * STEP);
			expect(Math.abs(curve.slope(w) - slope)).toBeLessThan(1e-6);
			expect(Math.abs(curve.curvature(w) - bend)).toBeLessThan(1e-5);
		}
	});
});

test('a curve goes through its knots, smoothly, and straight on beyond them', () => {
	const knots = [
		{ w: -1, loss: 2, slope: -3, curvature: 0 },
		{ w: 0.5, loss: 1, slope: 0, curvature: 4 },
		{ w: 2, loss: 5, slope: 6, curvature: 0 },
	];
	const curve = through(knots);
	for (const { w, loss, slope, curvature } of knots) {
		expect(curve.loss(w)).toBeCloseTo(loss, 12);
		expect(curve.slope(w)).toBeCloseTo(slope, 12);
		expect(curve.curvature(w)).toBeCloseTo(curvature, 11);
		expect(curve.slope(w + 1e-9)).toBeCloseTo(slope, 6);
		expect(curve.curvature(w + 1e-9)).toBeCloseTo(curvature, 5);
	}
	expect([curve.loss(-2), curve.loss(3)]).toEqual([5, 11]);
	expect([curve.slope(-2), curve.curvature(3)]).toEqual([-3, 0]);
});

describe('the terraces', () => {
	test('slope all along the plateau, and are level at the inflection though they fall on both its sides', () => {
		for (let w = -2.2; w <= -1.1; w += 0.05) expect(steps.slope(w)).toBeLessThan(-0.15);
		for (const value of [steps.slope(-0.4), steps.curvature(-0.4)]) expect(value).toBeCloseTo(0, 12);
		expect(steps.slope(-0.5)).toBeLessThan(-0.05);
		expect(steps.slope(-0.3)).toBeLessThan(-0.05);
	});
	test('have two minima and a hump between them, as deep and as high as is set', () => {
		expect([0.6, 1.3, 2.1].map((w) => steps.slope(w).toFixed(9).replace('-', ''))).toEqual(
			Array.from({ length: 3 }, () => '0.000000000'),
		);
		expect([0.6, 1.3, 2.1].map((w) => Math.sign(steps.curvature(w)))).toEqual([1, -1, 1]);
		expect(steps.loss(0.6) - steps.loss(2.1)).toBeCloseTo(0.6, 12);
		expect(steps.loss(1.3) - steps.loss(0.6)).toBeCloseTo(0.35 * 1.4, 12);
	});
});

test('the hill has a level floor, and a hump of the height that is set over it', () => {
	const curve = hill(0.7);
	for (let w = stations.floor - 0.14; w < stations.floor + 0.14; w += 0.01)
		expect([curve.loss(w), curve.slope(w)].map((value) => Math.abs(value))).toEqual([0, 0]);
	expect(curve.loss(HUMP_AT)).toBeCloseTo(0.7, 12);
	expect(curve.curvature(HUMP_AT)).toBeCloseTo(-3, 9);
});

describe('a ball', () => {
	const ball = { start: -1.5, rate: 0.05, momentum: 0.9, updates: 2000 };
	test('without momentum makes plain gradient steps', () => {
		const { places } = wayOf(well, { ...ball, momentum: 0, updates: 5 });
		places.slice(1).forEach((w, i) => expect(w).toBe(places[i] - 0.05 * well.slope(places[i])));
	});
	test('moves by λ times its last movement, less η times the gradient, the first time from rest', () => {
		const { places } = wayOf(well, { ...ball, updates: 30 });
		expect(places[1]).toBe(-1.5 - 0.05 * well.slope(-1.5));
		for (let i = 2; i < places.length; i++)
			expect(places[i] - places[i - 1]).toBeCloseTo(
				0.9 * (places[i - 1] - places[i - 2]) - 0.05 * well.slope(places[i - 1]),
				12,
			);
	});
	test('rests where the curve is level, still moves after too few updates, and is away after too large a rate', () => {
		const end = roll(well, ball);
		expect(end.state).toBe('rests');
		expect(Math.abs(well.slope(end.w))).toBeLessThan(1e-3);
		expect(roll(well, { ...ball, updates: 20 })).toMatchObject({ state: 'moves', updates: 20 });
		expect(roll(well, { ...ball, start: 3, rate: 0.5 }).state).toBe('away');
	});
	test('that turns on a slope does not rest there', () => {
		const { places } = wayOf(well, { ...ball, momentum: 0.85 });
		const turn = places.findIndex((w, i) => i > 1 && w < places[i - 1]);
		expect(turn).toBeGreaterThan(0);
		expect(places.length).toBeGreaterThan(turn + 10);
	});
});
