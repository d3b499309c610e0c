// What each sweep takes and gives: the one description that the WGSL twin's structs, the plain twin's loops and the checks follow from.
import type { Landscape } from '../landscapes/landscape.ts';
import { landscapes, type LandscapeName } from '../landscapes/list.ts';

/** A real number from min to max, or a whole one. */
export interface Range {
	readonly min: number;
	readonly max: number;
	readonly whole: boolean;
}
const whole = (min: number, max: number): Range => ({ min, max, whole: true });
const real = (min: number, max: number): Range => ({ min, max, whole: false });

/** One run's inputs by name. */
export type Run = Readonly<Record<string, number>>;
export interface Sweep {
	/** What is done on the landscape: `wgsl/sweeps/<kernel>.wgsl` and its twin in `plain/sweep.ts`. */
	readonly kernel: 'stochastic' | 'converge' | 'rest';
	readonly landscape: LandscapeName;
	/** By name, in the order in which `Engine.sweep` takes them. */
	readonly inputs: Readonly<Record<string, Range>>;
	/** Names, in the order in which `Engine.sweep` gives them. */
	readonly outputs: readonly string[];
	/** Gradients that a run may compute: what it costs. */
	work(run: Run): number;
}

/** Orders of examples by their number in `stochastic`'s input `order`. */
export const sweepOrders = ['never', 'once', 'epoch', 'replacement'] as const;

/** Below 1 in float32, too. */
const momentum = real(0, 1 - 2 ** -24);
const rate = real(0, 100);
const steps = whole(1, 100_000);
const place = real(-100, 100);

function startOf({ dimension }: Landscape): Sweep['inputs'] {
	return dimension === 1 ? { start: place } : { startX: place, startY: place };
}

function parametersOf({ parameters }: Landscape): Sweep['inputs'] {
	return Object.fromEntries(Object.keys(parameters).map((name) => [name, place]));
}

/**
 * Stochastic gradient descent on a mean of examples: θ ← θ − rate · mean gradient of the batch.
 * Orders are those of a training run (tests/numerics/derivation.md), with seed = seedHigh · 2¹⁶ + seedLow and the run's number;
 * a batch of all examples is not shuffled, so that such runs are bit for bit alike.
 * Outputs: `end`, where the run is after `updates`; `left`, number (from 1) of the first update that took it across `barrier`, 0 for none.
 */
function stochastic(name: 'escape' | 'tilts'): Sweep {
	const landscape: Landscape = landscapes[name];
	return {
		kernel: 'stochastic',
		landscape: name,
		inputs: {
			seedHigh: whole(0, 2 ** 16 - 1),
			seedLow: whole(0, 2 ** 16 - 1),
			run: whole(0, 2 ** 24 - 1),
			order: whole(0, sweepOrders.length - 1),
			batchSize: whole(1, landscapes[name].examples.count),
			updates: whole(0, 10_000),
			rate,
			barrier: place,
			...startOf(landscape),
			...parametersOf(landscape),
		},
		outputs: ['end', 'left'],
		work: ({ updates, batchSize }) => updates * batchSize,
	};
}

/**
 * Descent with momentum in a quadratic bowl around 0. Output `steps`: 1 + the last t below the input `steps` with
 * ‖θᵗ‖ > CONVERGED · ‖θ⁰‖, so the input's value means that the run has not converged; 0 for a start at the minimum.
 */
function converge(name: 'ravine'): Sweep {
	const landscape: Landscape = landscapes[name];
	const inputs = { rate, momentum, steps, ...startOf(landscape), condition: real(1, 1e6) };
	return { kernel: 'converge', landscape: name, inputs, outputs: ['steps'], work: (run) => run.steps };
}

/**
 * Descent with momentum until `steps`. Outputs: where it ends, beyond FAR where it diverged (the run stops there); `steps`: 1 + the last t
 * below the input `steps` at which gradient or last movement was longer than RESTING, so the input's value means that it does not rest yet.
 */
function rest(name: 'double-well' | 'two-minima'): Sweep {
	const landscape: Landscape = landscapes[name];
	return {
		kernel: 'rest',
		landscape: name,
		inputs: { rate, momentum, steps, ...startOf(landscape), ...parametersOf(landscape) },
		outputs: landscape.dimension === 1 ? ['end', 'steps'] : ['endX', 'endY', 'steps'],
		work: (run) => run.steps,
	};
}

/** All sweeps. A new one is one line here, and a landscape or a kernel where it needs one. */
export const sweeps = {
	escape: stochastic('escape'),
	tilts: stochastic('tilts'),
	phase: converge('ravine'),
	basin: rest('two-minima'),
	ball: rest('double-well'),
} satisfies Record<string, Sweep>;
export type SweepName = keyof typeof sweeps;

function checkValue(value: number, { min, max, whole }: Range, where: string): void {
	if (value >= min && value <= max && (!whole || Number.isInteger(value))) return;
	throw new RangeError(`${where}: expected a ${whole ? 'whole ' : ''}number from ${min} to ${max}, got ${value}`);
}

/**
 * The inputs one run after another, [count, inputs].
 * @param inputs each [count], or [1] for all runs alike
 * @throws RangeError for another number of inputs, another length, or a value out of its range
 */
export function sweepRows(name: SweepName, inputs: readonly Float32Array[], count: number): Float32Array {
	if (!Object.hasOwn(sweeps, name))
		throw new RangeError(`sweep: expected one of ${Object.keys(sweeps).join(', ')}, got "${name}"`);
	checkValue(count, whole(1, 2 ** 24), `${name} count`);
	const ranges = Object.entries(sweeps[name].inputs);
	const expected = `${ranges.length} inputs (${Object.keys(sweeps[name].inputs).join(', ')})`;
	if (inputs.length !== ranges.length) throw new RangeError(`${name}: expected ${expected}, got ${inputs.length}`);
	const rows = new Float32Array(count * ranges.length);
	ranges.forEach(([input, range], column) => {
		const values = inputs[column];
		if (values.length !== 1 && values.length !== count)
			throw new RangeError(`${name} ${input}: expected 1 or ${count} numbers, got ${values.length}`);
		values.forEach((value, run) => checkValue(value, range, `${name} ${input}[${run}]`));
		for (let run = 0; run < count; run++) rows[run * ranges.length + column] = values[values.length === 1 ? 0 : run];
	});
	return rows;
}

/** Reads one run's inputs by name. @param rows as `sweepRows` gives them */
export function runReader({ inputs }: Sweep, rows: Float32Array): (run: number) => Run {
	const names = Object.keys(inputs);
	return (run) => {
		const read: Record<string, number> = {};
		for (let column = 0; column < names.length; column++) read[names[column]] = rows[run * names.length + column];
		return read;
	};
}
