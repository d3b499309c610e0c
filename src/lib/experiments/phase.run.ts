// Every pixel a run: how many steps descent with momentum needs in a ravine, or in which of two minima it ends.
import type { SweepName } from '../engine/sweeps.ts';
import type { MapRows, Measurement } from '../series/result.ts';
import { defineExperiment, type Lab, type Step } from './experiment.ts';
import { BASIN_STEPS, grids, inputsOf, LEFT, MOST_STEPS, RIGHT, type Band } from './phase-grid.ts';
import { bestPlain, bestPoint, boundaryRate, type Point } from './phase-theory.ts';
import { phase, type PhaseSettings } from './phase.ts';

/** Pixels along a side of what is shown first. */
const COARSE = 32;
/** Bands that the map itself is made in, so that it can be paused between two. */
const BANDS = 8;

const measurement = (series: string, at: Measurement['at'], x: number, value: number | null): Measurement => ({
	...{ series, at, model: 0, axis: 'momentum' as const, x, value },
});
/** Steps of a run in the ravine, null where it has not converged. */
const stepsOf = (steps: number): number | null => (steps < MOST_STEPS ? steps : null);

/** The points that theory names, each run exactly there. */
async function named({ condition }: PhaseSettings, lab: Lab): Promise<Measurement[]> {
	const points = Object.entries({ plain: bestPlain(condition), point: bestPoint(condition) });
	const all = (of: (point: Point) => number) => Float32Array.from(points, ([, point]) => of(point));
	const rest = [MOST_STEPS, 1, 1, condition].map((value) => Float32Array.of(value));
	const inputs = [all(({ rate }) => rate), all(({ momentum }) => momentum), ...rest];
	const steps = await (await lab.engine()).sweep('phase', inputs, points.length);
	return points.flatMap(([run, { rate, momentum }], index) => [
		measurement('rate', { run }, momentum, rate),
		measurement('steps', { run }, momentum, stepsOf(steps[index])),
	]);
}

/** What is told of a row. @param row its values, NaN for none   @param first those of the lowest row, without momentum */
type Told = (row: Float32Array, momentum: number, first: Float32Array) => Measurement[];

/** The fewest steps, the rate that they need, and how many runs converged at or beyond the boundary. */
const fewest: Told = (row, momentum) => {
	const rates = Array.from(row, (_, column) => grids.steps.across(column, row.length));
	const best = row.reduce((least, steps, column) => (steps < (row[least] ?? Infinity) ? column : least), -1);
	const outside = row.filter((steps, column) => steps > 0 && rates[column] >= boundaryRate(momentum)).length;
	const at = { run: 'fewest' };
	return [
		measurement('steps', at, momentum, row[best] ?? null),
		measurement('rate', at, momentum, rates[best] ?? null),
		measurement('outside', {}, momentum, outside),
	];
};

/** Shares of starts that end elsewhere than without momentum, for the better (right) and for the worse. */
const moved: Told = (row, momentum, first) => {
	const share = (holds: (side: number, before: number) => boolean) =>
		row.filter((side, column) => holds(side, first[column])).length / row.length;
	return Object.entries({
		gained: share((side, before) => side === RIGHT && before === LEFT),
		lost: share((side, before) => side === LEFT && before === RIGHT),
		unsettled: share((side) => Number.isNaN(side)),
	}).map(([series, value]) => measurement(series, {}, momentum, value));
};

/** NaN where a ball does not come to rest. @param ends x, y and steps of every run */
const sides = (ends: Float32Array): Float32Array =>
	Float32Array.from({ length: ends.length / 3 }, (_, run) => {
		const [x, , steps] = ends.subarray(3 * run);
		return steps < BASIN_STEPS ? (x < 0 ? LEFT : RIGHT) : NaN;
	});

interface Kind {
	readonly sweep: SweepName;
	readonly range: MapRows['range'];
	/** A map's values of what the sweep gives. */
	values(results: Float32Array): Float32Array;
	readonly told: Told;
}
const maps: Readonly<Record<PhaseSettings['map'], Kind>> = {
	steps: {
		...{ sweep: 'phase', range: [1, MOST_STEPS], told: fewest },
		values: (results) => results.map((steps) => stepsOf(steps) ?? NaN),
	},
	basins: { sweep: 'basin', range: [LEFT, RIGHT], told: moved, values: sides },
};

async function rowsOf(settings: PhaseSettings, lab: Lab, band: Band): Promise<MapRows> {
	const { sweep, range, values } = maps[settings.map];
	const { side, row, rows } = band;
	const results = await (await lab.engine()).sweep(sweep, inputsOf(settings, band), rows * side);
	return { name: settings.map, width: side, height: side, range, row, values: values(results) };
}

/** What is told of each of the rows. */
const toldOf = (map: PhaseSettings['map'], { row, width, values }: MapRows, first: Float32Array): Measurement[] =>
	Array.from({ length: values.length / width }, (_, index) =>
		maps[map].told(values.subarray(index * width, (index + 1) * width), grids[map].momentum(row + index, width), first),
	).flat();

export const experiment = defineExperiment({
	...phase,
	async *run(settings, lab): AsyncGenerator<Step, void, void> {
		const [side, { map }] = [Number(settings.side), settings];
		await lab.engine();
		// Nothing is drawn at random: in the ravine every run starts at (1, 1), elsewhere where the map says.
		await lab.sign(Float32Array.of(1, 1), new Uint32Array());
		if (map === 'steps') yield { measurements: await named(settings, lab), done: 0 };
		const coarse = await rowsOf(settings, lab, { side: COARSE, row: 0, rows: COARSE });
		const total = COARSE ** 2 + side ** 2;
		yield { measurements: [], maps: [coarse], done: COARSE ** 2 / total };
		let first: Float32Array | null = null;
		const rows = side / BANDS;
		for (let row = 0; row < side; row += rows) {
			const band = await rowsOf(settings, lab, { side, row, rows });
			first ??= band.values.slice(0, side);
			const done = (COARSE ** 2 + (row + rows) * side) / total;
			yield { measurements: toldOf(map, band, first), maps: [band], done };
		}
	},
});
