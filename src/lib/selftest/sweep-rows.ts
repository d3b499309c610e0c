// Tries every sweep on the device against its plain twin in float64.
import type { Engine } from '../engine/engine.ts';
import { plainSweep } from '../engine/plain/sweep.ts';
import { type Sweep, sweepOrders, sweeps, type SweepName } from '../engine/sweeps.ts';
import { landscapes } from '../landscapes/list.ts';
import type { Deadline } from './deadline.ts';
import { measured, thrown } from './finding.ts';
import type { Finding, Row } from './report.ts';

export const sweepNames = Object.keys(sweeps) as readonly SweepName[];

interface Canary {
	readonly count: number;
	/** By name; one number for all runs alike. Parameters of the landscape are its defaults. */
	readonly inputs: Readonly<Record<string, number | Float32Array>>;
	/** Outputs that are compared. */
	readonly outputs: readonly string[];
	/** Largest absolute difference that rounding explains. */
	readonly bound: number;
}
const numbers = (count: number, of: (run: number) => number): Float32Array =>
	Float32Array.from({ length: count }, (_, run) => of(run));

/**
 * Stochastic descent so slow that errors hardly grow: an update rounds w once and adds a rate's thousandth of the slope's error, together
 * below 2⁻²³ · 1.2, and thirty of them, thrice grown, are below 2·10⁻⁵. Two examples in each other's place differ by 10⁻³.
 */
const slow: Canary = {
	count: 64,
	inputs: {
		...{ seedHigh: 0, seedLow: 2021, order: sweepOrders.indexOf('epoch'), batchSize: 3 },
		...{ updates: 30, rate: 1e-3, barrier: -0.29, start: -0.985, run: numbers(64, (run) => run) },
	},
	outputs: ['end'],
	bound: 2e-5,
};

/** At rest a place is known to about 10⁻⁶: the gradient to 4 units of 2⁻²³ of terms below 2, the curvature is above 1.3. */
const RESTS = 3e-6;

const canaries: Readonly<Record<SweepName, Canary>> = {
	escape: slow,
	tilts: slow,
	/** A distance within float32's error of the threshold may count a step more or less. */
	phase: {
		count: 256,
		inputs: {
			...{
				rate: numbers(256, (run) => ((run % 16) + 1) / 4),
				momentum: numbers(256, (run) => Math.floor(run / 16) / 16),
			},
			...{ steps: 300, startX: 1, startY: 1, condition: 10 },
		},
		outputs: ['steps'],
		bound: 1,
	},
	basin: {
		count: 64,
		inputs: {
			...{ rate: 0.05, momentum: 0.9, steps: 1000 },
			...{ startX: numbers(64, (run) => (run % 8) / 2 - 2), startY: numbers(64, (run) => Math.floor(run / 8) / 2 - 2) },
		},
		outputs: ['endX', 'endY'],
		bound: RESTS,
	},
	ball: {
		count: 16,
		inputs: { rate: 0.05, momentum: numbers(16, (run) => run / 20), steps: 1000, start: -1.5 },
		outputs: ['end'],
		bound: RESTS,
	},
};

function inputsOf(name: SweepName): Float32Array[] {
	const sweep: Sweep = sweeps[name];
	const given: Canary['inputs'] = { ...landscapes[sweep.landscape].parameters, ...canaries[name].inputs };
	return Object.keys(sweep.inputs).map((input) => {
		const value = given[input];
		return typeof value === 'number' ? Float32Array.of(value) : value;
	});
}

/** Largest difference as a share of the bound; Infinity for what is no number. */
function shareOf(name: SweepName, actual: Float32Array, expected: Float32Array): number {
	const { outputs, bound } = canaries[name];
	const compared = sweeps[name].outputs.map((output) => outputs.includes(output));
	const differences = Array.from(actual, (value, i) =>
		compared[i % compared.length] ? Math.abs(value - expected[i]) : 0,
	);
	const worst = Math.max(...differences);
	return Number.isNaN(worst) ? Infinity : worst / bound;
}

async function findingOf(engine: Engine, name: SweepName, deadline: Deadline): Promise<Finding> {
	const { count } = canaries[name];
	try {
		const inputs = inputsOf(name);
		const actual = await deadline.take(() => engine.sweep(name, inputs, count));
		return measured(shareOf(name, actual, await plainSweep(name, inputs, count)));
	} catch (error) {
		return thrown(error);
	}
}

/** @param open opens the engine on which sweeps are tried */
export async function* sweepRows(open: () => Promise<Engine>, deadline: Deadline): AsyncGenerator<Row> {
	const row = (name: SweepName, finding: Finding): Row => ({ part: 'sweeps', name, batchSize: null, ...finding });
	let engine: Engine;
	try {
		engine = await deadline.take(open);
	} catch (error) {
		for (const name of sweepNames) yield row(name, thrown(error));
		return;
	}
	try {
		for (const name of sweepNames) yield row(name, await findingOf(engine, name, deadline));
	} finally {
		await engine.dispose();
	}
}
