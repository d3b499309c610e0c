// Theory of the ravine against computation, the path of a pixel against its sweep, and what is said of a map.
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { edgesOf, pictureOf, pixelNear, ridgeOf, scales } from '../../src/components/figures/phase.ts';
import { groundOf, heightOf, pathOf } from '../../src/components/figures/phase-path.ts';
import { filled } from '../../src/components/frame/program.ts';
import { plainSweep } from '../../src/lib/engine/plain/sweep.ts';
import type { Engine } from '../../src/lib/engine/engine.ts';
import type { Lab } from '../../src/lib/experiments/experiment.ts';
import { grids, inputsOf, MOST_STEPS } from '../../src/lib/experiments/phase-grid.ts';
import * as theory from '../../src/lib/experiments/phase-theory.ts';
import { experiment } from '../../src/lib/experiments/phase.run.ts';
import type { PhaseSettings } from '../../src/lib/experiments/phase.ts';
import { baseOf } from '../../src/lib/run/choice.ts';
import { begin, withStep } from '../../src/lib/run/grow.ts';
import { bestRun, fewestRuns, movedRows } from '../../src/lib/series/phase.ts';
import { phasePrediction } from '../../src/lib/series/phase-prediction.ts';
import { phaseReading } from '../../src/lib/series/phase-reading.ts';
import { valuesOf } from '../../src/lib/series/map.ts';
import type { Provenance, Result } from '../../src/lib/series/result.ts';

const settingsOf = (changed: Partial<PhaseSettings> = {}) =>
	({ ...baseOf(experiment, {}, 'small'), ...changed }) as PhaseSettings;

/** The spectral radius by Gelfand's formula, ‖Aᵏ‖^(1/k) with k = 2³⁰, from powers alone. */
function gelfand(matrix: theory.Matrix): number {
	let [a, b, c, d] = matrix;
	let logarithm = 0;
	for (let squaring = 0; squaring < 30; squaring++) {
		const size = Math.hypot(a, b, c, d);
		logarithm += Math.log(size) / 2 ** squaring;
		[a, b, c, d] = [a / size, b / size, c / size, d / size];
		[a, b, c, d] = [a * a + b * c, b * (a + d), c * (a + d), d * d + b * c];
	}
	return Math.exp(logarithm);
}

describe('theory', () => {
	const rates = fc.double({ min: 0.001, max: 4, noNaN: true });
	const momenta = fc.double({ min: 0, max: 0.999, noNaN: true });

	const matrices = (test: (matrix: theory.Matrix, rate: number, momentum: number, curvature: number) => void) =>
		fc.assert(
			fc.property(rates, momenta, fc.constantFrom(1, 0.1, 0.01), (rate, momentum, curvature) =>
				test(theory.iteration(rate, momentum, curvature), rate * curvature, momentum, curvature),
			),
			{ numRuns: 2000 },
		);
	test('the computed spectral radius is √λ wherever the eigenvalues are complex, to a millionth', () => {
		matrices((matrix, step, momentum) => {
			const isComplex = (1 - Math.sqrt(momentum)) ** 2 < step && step < (1 + Math.sqrt(momentum)) ** 2;
			const computed = theory.spectralRadius(matrix);
			if (isComplex) expect(Math.abs(computed - Math.sqrt(momentum))).toBeLessThan(1e-6);
			else expect(computed).toBeGreaterThan(Math.sqrt(momentum) - 1e-6);
		});
	});
	test('it is what the powers of the matrix grow by, to a millionth', () => {
		matrices((matrix, step, momentum) => {
			// Where both eigenvalues are nearly one, powers in float64 tell it less exactly.
			fc.pre(Math.abs((1 + momentum - step) ** 2 - 4 * momentum) > 1e-3);
			fc.pre(momentum > 1e-3 || step < 0.999);
			expect(Math.abs(theory.spectralRadius(matrix) - gelfand(matrix))).toBeLessThan(1e-6);
		});
	});
	test.each([10, 100])('at condition %d both directions meet at the point, with radius √λ*', (condition) => {
		const { rate, momentum } = theory.bestPoint(condition);
		for (const curvature of [1, 1 / condition]) {
			const computed = theory.spectralRadius(theory.iteration(rate, momentum, curvature));
			expect(Math.abs(computed - Math.sqrt(momentum))).toBeLessThan(1e-6);
		}
		// Nowhere else is it smaller.
		for (const [right, up] of [
			[1, 0],
			[-1, 0],
			[0, 1],
			[0, -1],
			[1, 1],
			[-1, -1],
		] as const) {
			const beside = theory.longRunFactor(rate + right * 0.02, momentum + up * 0.02, condition);
			expect(beside).toBeGreaterThan(Math.sqrt(momentum));
		}
	});
	test('at the boundary the radius is 1, below it smaller, beyond it larger', () => {
		for (const momentum of [0, 0.3, 0.9]) {
			const at = (rate: number) => theory.longRunFactor(rate, momentum, 100);
			const edge = theory.boundaryRate(momentum);
			expect(at(edge)).toBeCloseTo(1, 6);
			expect(at(edge - 0.01)).toBeLessThan(1);
			expect(at(edge + 0.01)).toBeGreaterThan(1);
		}
	});
	test.each([10, 100])('at condition %d no momentum has a better asymptotic rate than the ridge', (condition) => {
		for (const rate of [0.05, 0.5, 1, 2, 2.5, 3, 3.3, 3.6]) {
			const best = theory.longRunFactor(rate, theory.ridge(rate, condition), condition);
			for (let momentum = 0; momentum < 1; momentum += 0.01)
				expect(theory.longRunFactor(rate, momentum, condition)).toBeGreaterThan(best - 1e-6);
		}
	});
	test('without momentum 2/(h_max + h_min) has the best asymptotic rate', () => {
		const { rate } = theory.bestPlain(100);
		const at = (each: number) => theory.longRunFactor(each, 0, 100);
		expect(at(rate)).toBeCloseTo(99 / 101, 6);
		expect(Math.min(at(rate - 0.01), at(rate + 0.01))).toBeGreaterThan(at(rate));
	});
	test('it is what a long run in the ravine shrinks by', () => {
		for (const [rate, momentum] of [
			[0.3, 0.5],

			[1.9, 0],
			[0.1, 0.3],
		] as const) {
			const { points } = pathOf('steps', { across: rate, momentum }, 100);
			const size = (from: number) => Math.max(...points.slice(from, from + 10).map(([x, y]) => Math.hypot(x, y)));
			const [early, late] = [Math.floor(points.length / 2), points.length - 10];
			const factor = (size(late) / size(early)) ** (1 / (late - early));
			expect(Math.abs(factor - theory.longRunFactor(rate, momentum, 100))).toBeLessThan(1e-3);
		}
	});
});

describe('the grid', () => {
	test('has ηh_max in (0, 4] and λ in [0, 1), and friction by equal factors', () => {
		const { across, momentum } = grids.steps;
		expect([across(0, 256), across(255, 256), momentum(0, 256), momentum(255, 256)]).toEqual([1 / 64, 4, 0, 255 / 256]);
		expect([0, 64].map((row) => grids.basins.momentum(row, 128))).toEqual([0, 0.9]);
	});
	test('the pixel nearest to a pixel is itself, and its neighbours are one away', () => {
		for (const kind of ['steps', 'basins'] as const)
			for (const place of [0, 1, 63, 126]) {
				const at = (column: number, row: number) => ({
					...{ across: grids[kind].across(column, 128), momentum: grids[kind].momentum(row, 128) },
				});
				expect(pixelNear(kind, 128, at(place, place))).toEqual(at(place, place));
				expect(pixelNear(kind, 128, at(place, place), [1, 1])).toEqual(at(place + 1, place + 1));
			}
		expect(pixelNear('steps', 128, { across: 9, momentum: -1 }, [5, -5])).toEqual({ across: 4, momentum: 0 });
	});
});

/** A whole run on plain loops. */
async function ran(changed: Partial<PhaseSettings> = {}): Promise<Result> {
	const settings = settingsOf(changed);
	const engine = { sweep: plainSweep } as unknown as Engine;
	const lab = { engine: () => Promise.resolve(engine), sign: () => Promise.resolve() } as unknown as Lab;
	let result: Result = begin({ experiment: 'phase', settings, preset: null, seed: 1 }, {} as Provenance);
	let done = -1;
	for await (const step of experiment.run(settings, lab)) {
		result = withStep(result, step);
		expect(step.done).toBeGreaterThan(done);
		done = step.done;
	}
	expect(done).toBe(1);
	return result;
}

describe('a run', () => {
	test('tells every row once, and its map is the sweep’s', async () => {
		const result = await ran();
		expect(fewestRuns(result).map(({ momentum }) => momentum)).toEqual(
			Array.from({ length: 64 }, (_, row) => row / 64),
		);
		const steps = await plainSweep('phase', inputsOf(settingsOf(), { side: 64, row: 0, rows: 64 }), 64 ** 2);
		valuesOf(result.maps![0]).forEach((value, at) => {
			if (steps[at] === MOST_STEPS) expect(value).toBeNaN();
			else expect(Math.abs(Math.log(value / steps[at]))).toBeLessThan(0.014);
		});
		expect(phaseReading.disagreement(result)).toBeNull();
		expect(phaseReading.table(result).rows.length).toBeLessThan(40);
		expect(phasePrediction.points('fewestSteps', result).map(([momentum]) => momentum)).toEqual(
			expect.arrayContaining([...phasePrediction.at]),
		);
	});
	test.each([
		['little', { condition: 2 }],
		['never', { condition: 1000 }],
	] as const)('where the claim fails it is told: %s', async (key, changed) => {
		const result = await ran(changed);
		const fails = key === 'little' ? phaseReading.disagreement(result) : phaseReading.summary(result)[1].key;
		expect(fails).toBe(key === 'little' ? 'little' : 'plainNever');
	});
	test('nothing is said before the last row, and a run beyond the boundary would be', async () => {
		const result = await ran();
		const half = result.series.map((each) => ({ ...each, x: each.x.slice(0, 32), value: each.value.slice(0, 32) }));
		expect(phaseReading.summary({ ...result, series: half })).toEqual([]);
		expect(phaseReading.disagreement({ ...result, series: half })).toBeNull();
		const odd = result.series.map((each) =>
			each.name === 'outside' ? { ...each, value: each.value.with(3, 2) } : each,
		);
		expect(phaseReading.disagreement({ ...result, series: odd })).toBe('outside');
		expect(phaseReading.summary({ ...result, series: odd }).at(-1)).toEqual({ key: 'outside', values: { count: 2 } });
	});
	test('basins: the lowest row is what the others are held against', async () => {
		const result = await ran({ map: 'basins' });
		expect(movedRows(result)[0]).toMatchObject({ momentum: 0, gained: 0, lost: 0 });
		expect(phaseReading.disagreement(result)).toBe('forTheWorse');
		expect(phaseReading.table(result).columns).toContain('gained');
	});
	test('of equal best ones the one in their midst is the best', async () => {
		const result = await ran({ side: '256' });
		expect(bestRun(result)).toMatchObject({ steps: 40, momentum: 0.6875 });
	});
});

describe('the path of a pixel', () => {
	test.each([10, 100])('in the ravine it takes the steps of its sweep, at condition %d', async (condition) => {
		const band = { side: 16, row: 0, rows: 16 };
		const steps = await plainSweep('phase', inputsOf(settingsOf({ condition }), band), 256);
		steps.forEach((expected, at) => {
			const pixel = {
				across: grids.steps.across(at % 16, 16),
				momentum: grids.steps.momentum(Math.floor(at / 16), 16),
			};
			expect(pathOf('steps', pixel, condition).steps ?? MOST_STEPS).toBe(expected);
		});
	});
	test('between two minima it ends where its sweep ends, after as many steps', async () => {
		const band = { side: 16, row: 0, rows: 16 };
		const results = await plainSweep('basin', inputsOf(settingsOf({ map: 'basins' }), band), 256);
		for (let at = 0; at < 256; at++) {
			const pixel = {
				across: grids.basins.across(at % 16, 16),
				momentum: grids.basins.momentum(Math.floor(at / 16), 16),
			};
			const path = pathOf('basins', pixel, 1);
			expect(Math.fround(path.end[0])).toBe(results[3 * at]);
			expect(path.steps).toBe(results[3 * at + 2]);
		}
	});
	test('one that runs away has no steps, and is drawn as far as it goes', () => {
		const path = pathOf('steps', { across: 4, momentum: 0 }, 100);
		expect(path.steps).toBeNull();
		expect(path.points.length).toBeGreaterThan(3);
		expect(groundOf('steps', 100, heightOf(path)).area.y[1]).toBeLessThan(4);
	});
	test('it is recomputed within a part of a frame, with its contours’ ground', () => {
		const times = Array.from({ length: 20 }, (_, index) => {
			const start = performance.now();
			groundOf('steps', 100, heightOf(pathOf('steps', { across: 0.02 + index / 1000, momentum: 0.99 }, 100)));
			pathOf('basins', { across: -1.9, momentum: 0.99 }, 1);
			return performance.now() - start;
		});
		expect(Math.min(...times)).toBeLessThan(8);
	});
});

describe('the picture', () => {
	test('has a colour for few steps, another for many, and none for none', async () => {
		const [map] = (await ran()).maps!;
		const { address, colouring } = pictureOf(map);
		expect(address).toMatch(/^data:image\/png;base64,/);
		expect([30, 1000].map((steps) => colouring.level(steps))).toEqual([15, 1]);
		expect(colouring.ticks.map(({ value }) => value)).toEqual([30, 100, 300, 1000]);
	});
	test('has its pixels’ values in their middle', async () => {
		const [map] = (await ran()).maps!;
		const { x, y } = edgesOf(map);
		expect([x[0] + 1 / 32, x[1] - 1 / 32]).toEqual([1 / 16, 4]);
		expect(scales.steps.momentum.share(y[0])).toBeCloseTo(-1 / 128, 12);
		expect(y[1]).toBeCloseTo(1 - 1 / 128, 12);
	});
	test('the ridge ends at the point', () => {
		const { rate, momentum } = theory.bestPoint(100);
		const end = ridgeOf(100).at(-1);
		expect(Math.hypot(end[0] - rate, end[1] - momentum)).toBeLessThan(1e-6);
	});
});

test('its PyTorch program holds every setting and is Python whatever they are', () => {
	const program = readFileSync(new URL('../../src/lib/experiments/phase.py', import.meta.url), 'utf8');
	for (const key of Object.keys(experiment.settings)) expect(program).toMatch(new RegExp(`^${key} = `, 'm'));
	const text = filled(program, baseOf(experiment, {}, 'basins'), 12);
	execFileSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], { input: text });
});
