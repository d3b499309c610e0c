// Sweeps as the book's figures ask for them, by the names of their inputs, and the engines that run them. Knows no result.
import { openDevice, type OpenDevice } from '../../src/lib/engine/device.ts';
import { plainSweep } from '../../src/lib/engine/plain/sweep.ts';
import { sweepOrders, sweeps, type SweepName } from '../../src/lib/engine/sweeps.ts';
import { wgslSweep } from '../../src/lib/engine/wgsl/sweep.ts';
import { landscapes } from '../../src/lib/landscapes/list.ts';
import { dawn } from './dawn.ts';

export type Inputs = Readonly<Record<string, number | Float32Array>>;
export type RunSweep = (name: SweepName, inputs: readonly Float32Array[], count: number) => Promise<Float32Array>;

/** The inputs in the sweep's order. @throws RangeError for one that is missing */
export function inOrder(name: SweepName, inputs: Inputs): Float32Array[] {
	return Object.keys(sweeps[name].inputs).map((input) => {
		const value = inputs[input];
		if (value === undefined) throw new RangeError(`${name}: expected an input ${input}, got none`);
		return typeof value === 'number' ? Float32Array.of(value) : value;
	});
}

export const numbered = (count: number, of: (index: number) => number = (index) => index): Float32Array =>
	Float32Array.from({ length: count }, (_, index) => of(index));

/** The settings of figure `escape`, one run number a run. */
export const escapeInputs = (runs: number, changed: Inputs = {}): Inputs => ({
	...{ seedHigh: 0, seedLow: 2021, run: numbered(runs), order: sweepOrders.indexOf('epoch') },
	...{ batchSize: 1, updates: 400, rate: 0.2, barrier: -0.29, start: -0.985 },
	...landscapes.escape.parameters,
	...changed,
});

/** Figure `phase`: rate (times h_max = 1) to the right, momentum upwards, [side · side]. */
export const phaseInputs = (side: number, condition: number): Inputs => ({
	rate: numbered(side * side, (pixel) => (4 * ((pixel % side) + 1)) / side),
	momentum: numbered(side * side, (pixel) => Math.floor(pixel / side) / side),
	...{ steps: 1000, startX: 1, startY: 1, condition },
});

export const ballInputs = (changed: Inputs = {}): Inputs => ({
	...{ rate: 0.05, momentum: 0, steps: 5000, start: -1.5 },
	...landscapes['double-well'].parameters,
	...changed,
});

/** Column `output` of [count, outputs]. */
export function column(name: SweepName, results: Float32Array, output: string): Float32Array {
	const { outputs } = sweeps[name];
	return results.filter((_, place) => place % outputs.length === outputs.indexOf(output));
}

export interface Twin {
	readonly run: RunSweep;
	close(): void;
}
export const plainTwin: Twin = { run: plainSweep, close: () => undefined };
/** @param device opened on Dawn's software adapter where left out */
export async function wgslTwin(device?: OpenDevice): Promise<Twin> {
	const open = device ?? (await openDevice(await dawn()));
	return { run: (name, inputs, count) => wgslSweep(open, name, inputs, count), close: () => open.close() };
}
