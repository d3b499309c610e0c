// What one update must at least do, and how near a measured time comes to what the adapter could do it in.
import type { Density, Limits } from './contenders.ts';

/** Counts of one update. */
export interface Work {
	/** Counted on the device. */
	readonly dispatches: number;
	readonly bytes: number;
	/** Additions and multiplications, each one. */
	readonly operations: number;
}
export interface Job {
	/** Layer widths, input first. */
	readonly widths: readonly number[];
	readonly batch: number;
	readonly models: number;
	/** Bytes of a pixel in memory: 1 in our engines, 4 as float32 in the peers. */
	readonly pixelBytes: number;
}

/** Nothing is skipped. */
export const dense: Density = { pixels: 1, rows: 1 };

const FLOAT = 4;
const pairs = (widths: readonly number[]) => widths.slice(1).map((outputs, l) => ({ inputs: widths[l], outputs }));

/**
 * Operations of one update of SGD without momentum. A weight takes part in three products an example (forward, weight gradient,
 * gradient passed down), each a multiplication and an addition: 6 · B · Σ inputs · outputs. The first layer passes nothing down, so
 * 2 · B · inputs · outputs less there, and products with zero pixels count only in proportion to `density.pixels`. Each parameter
 * that is touched is then moved by one multiplication and one addition.
 */
export function operations({ widths, batch, models }: Job, density: Density): number {
	const layers = pairs(widths).map(({ inputs, outputs }, l) => {
		const products = l === 0 ? 2 * density.pixels : 3;
		const moved = (l === 0 ? density.rows * inputs : inputs) + 1;
		return 2 * products * batch * inputs * outputs + 2 * moved * outputs;
	});
	return models * layers.reduce((sum, each) => sum + each, 0);
}

/**
 * Bytes that one update touches: each parameter is read forward, then read and written where it moves (12 bytes), and weights above
 * the first layer are read once more to pass the gradient down. Rows of the first weights whose pixels are zero in the whole batch
 * count only in proportion to `density.rows`. Each layer's outputs are written and read, their gradients too; the batch's pixels are
 * read forward and for the weight gradient. Values kept in registers or caches may make it less.
 */
export function bytes({ widths, batch, models, pixelBytes }: Job, density: Density): number {
	const layers = pairs(widths).map(({ inputs, outputs }, l) => {
		const weights = inputs * outputs * (l === 0 ? 3 * density.rows : 4);
		return FLOAT * (weights + 3 * outputs + 4 * batch * outputs);
	});
	const pixels = 2 * batch * widths[0] * pixelBytes;
	return models * (pixels + layers.reduce((sum, each) => sum + each, 0));
}

export const workOf = (job: Job, dispatches: number, density: Density): Work => ({
	dispatches,
	bytes: bytes(job, density),
	operations: operations(job, density),
});

/** Milliseconds that each part of the work takes at the adapter's limit; no update can be faster than the largest. */
export interface Bound {
	readonly dispatches: number;
	readonly memory: number;
	readonly operations: number;
}
export const bound = ({ dispatches, bytes: touched, operations: done }: Work, limits: Limits): Bound => ({
	dispatches: dispatches * limits.emptyDispatchMs,
	memory: touched / limits.memoryGBs / 1e6,
	operations: done / limits.multiplyAddGflops / 1e6,
});

/** 1 is as fast as the limits allow. @param msPerUpdate measured */
export const shareOfLimit = (limit: Bound, msPerUpdate: number): number =>
	Math.max(limit.dispatches, limit.memory, limit.operations) / msPerUpdate;
