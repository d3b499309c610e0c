// How many times faster ours are to be than their peers, on 784-100-10 with one model.
import type { ContenderName, OwnName } from './contenders.ts';
import type { Row } from './report.ts';

const net = '784-100-10';

interface Target {
	readonly engine: OwnName;
	readonly peer: ContenderName;
	readonly batch: number;
	/** Time of the peer ÷ time of the engine, at least. */
	readonly wanted: number;
}
const targetBatches = [1, 10, 100, 1000];
const at = (engine: OwnName, peer: ContenderName, wanted: readonly number[]): Target[] =>
	targetBatches.map((batch, i) => ({ engine, peer, batch, wanted: wanted[i] }));
export const targets: readonly Target[] = [
	...at('wgsl', 'tensorflow-webgpu', [100, 40, 13, 11]),
	...at('wgsl', 'jax-js-webgpu', [4, 4, 2.2, 2.2]),
	...at('plain', 'jax-js-wasm', [8, 1.2, 1, 1]),
	...at('plain', 'tensorflow-wasm', [20, 4, 4, 4]),
];

export interface Outcome extends Target {
	/** Ratio of the medians; null where one of the two was not timed. */
	readonly ratio: number | null;
	readonly reached: boolean | null;
}

export function outcomes(rows: readonly Row[]): Outcome[] {
	const timeOf = (name: ContenderName, batch: number): number | undefined =>
		rows.find((row) => row.engine === name && row.net === net && row.batch === batch && row.models === 1)?.msPerUpdate;
	return targets.map((target) => {
		const [mine, theirs] = [timeOf(target.engine, target.batch), timeOf(target.peer, target.batch)];
		const ratio = mine === undefined || theirs === undefined ? null : theirs / mine;
		return { ...target, ratio, reached: ratio === null ? null : ratio >= target.wanted };
	});
}
