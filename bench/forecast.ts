// What an update should take on GPUs that nobody here has: the plan on paper, from the same counts as the bench's shares.
import type { Density, Limits } from './contenders.ts';
import { netName } from './contenders.ts';
import { type Bound, bound, dense, workOf } from './work.ts';

/** A class of GPUs, by round numbers of its makers' data sheets; the time of a dispatch that waits for the one before is assumed. */
interface Class {
	readonly name: string;
	readonly limits: Limits;
}
/** Of the multiply-adds on a data sheet, what float32 tiles of 4 × 4 in shared memory reach. An assumption. */
const REACHED = 0.3;
const classOf = (name: string, emptyDispatchMs: number, tflops: number, memoryGBs: number): Class => ({
	name,
	limits: { emptyDispatchMs, multiplyAddGflops: 1000 * tflops * REACHED, memoryGBs },
});
export const classes: readonly Class[] = [
	classOf('integrated (2 TFLOP/s, 60 GB/s)', 0.01, 2, 60),
	classOf('mid-range card (12 TFLOP/s, 360 GB/s)', 0.005, 12, 360),
	classOf('large card (60 TFLOP/s, 1000 GB/s)', 0.005, 60, 1000),
];

const nets = [
	[784, 100, 10],
	[784, 256, 256, 10],
];
const batches = [1, 10, 100, 1000, 10_000];
/** The scheme that should win the race on such a device: a tile of 32 examples pays once there are as many. */
const schemeFor = (batch: number): 'sparse' | 'tiled' => (batch < 32 ? 'sparse' : 'tiled');
/** A fifth of the pixels is ink; ten digits touch two fifths of the first weights' rows. Tiles take all. */
const densityOf = (batch: number): Density =>
	schemeFor(batch) === 'tiled' ? dense : { pixels: 0.19, rows: batch === 1 ? 0.19 : 0.4 };

const causes: Readonly<Record<keyof Bound, string>> = {
	dispatches: 'waiting',
	memory: 'memory',
	operations: 'arithmetic',
};
function told(limit: Bound): string {
	const parts = Object.keys(causes) as (keyof Bound)[];
	const cause = parts.reduce((worst, each) => (limit[each] > limit[worst] ? each : worst));
	return `${Number((1000 * limit[cause]).toPrecision(2))} (${causes[cause]})`;
}
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

/** A table in Markdown. @param dispatchesOf of one update with a network, batch size and scheme */
export function forecastTable(
	dispatchesOf: (widths: readonly number[], batch: number, scheme: 'sparse' | 'tiled') => number,
): string {
	const names = classes.map(({ name }) => `µs at least, ${name}`);
	const head = ['network', 'batch', 'scheme', 'dispatches', 'MB', 'MFLOP', ...names];
	const lines = nets.flatMap((widths) =>
		batches.map((batch) => {
			const scheme = schemeFor(batch);
			const job = { widths, batch, models: 1, pixelBytes: 1 };
			const work = workOf(job, dispatchesOf(widths, batch, scheme), densityOf(batch));
			const counts = [work.bytes, work.operations].map((count) => Number((count / 1e6).toPrecision(2)));
			const times = classes.map(({ limits }) => told(bound(work, limits)));
			return [netName(widths), batch, scheme, work.dispatches, ...counts, ...times];
		}),
	);
	return `${[row(head), row(head.map(() => '---')), ...lines.map(row)].join('\n')}\n`;
}
