// How many examples go through the network at once, so that memory does not grow with the batch.
import type { TrainSpec } from '../engine.ts';
import { parameterCount } from '../layout.ts';

const FLOAT = 4;
/** Copies of the parameters that are alive at once beside the models' own: gradient, its sum over slices, and what makes a movement of it. */
const SCRATCH_COPIES = { sgd: 7, adam: 15, lars: 9, lamb: 12 } as const;
/** Values a unit and example: before and after bias and ReLU, their deltas, masks and transposes. Measured: tests/numerics/tensorflow-memory.test.ts. */
const COPIES = 9;
/** Bytes for all that is small: scalars, uniforms, positions, labels. */
const REST = 2 * 2 ** 20;

/** Copies of the parameters that a model holds: its own, and its moments. */
const HELD_COPIES = { sgd: 2, adam: 3, lars: 2, lamb: 3 } as const;

/**
 * The most examples in one slice.
 * @param data bytes of pictures and labels on the device   @param limit bytes in all
 * @throws RangeError where not even one fits
 */
export function sliceRows(
	data: number,
	{ widths, models, optimiser }: Pick<TrainSpec, 'widths' | 'models' | 'optimiser'>,
	limit: number,
): number {
	const parameters = parameterCount(widths) * FLOAT;
	const copies = HELD_COPIES[optimiser.name] * models.length + SCRATCH_COPIES[optimiser.name];
	const free = limit - data - REST - parameters * copies;
	const example = FLOAT * widths.reduce((sum, width, layer) => sum + (layer === 0 ? 1 : COPIES) * width, 0);
	const rows = Math.floor(free / example);
	if (rows >= 1) return rows;
	throw new RangeError(`widths: expected a network that trains within ${limit} bytes, got ${JSON.stringify(widths)}`);
}

/** Views of at most `rows` positions, in order, all of one length but the last. */
export function slices(positions: Uint32Array, rows: number): Uint32Array[] {
	const count = Math.ceil(positions.length / rows);
	const even = Math.ceil(positions.length / count);
	return Array.from({ length: count }, (_, slice) => positions.subarray(slice * even, (slice + 1) * even));
}
