// struct Model of update.wgsl, from the processor's side.
import type { ModelSpec, Standing } from '../engine.ts';

/** Words of a model. */
export const MODEL_WORDS = 11;
/** `last` of a model that goes on. */
const ENDLESS = 0xffffffff;
/** Words from `batches` to `loss`: what a call's progress is summed in. */
const [SUMS_FROM, SUMS] = [5, 3];

/** What the device knows of a model. */
export interface Known extends Standing {
	/** Sum of the mean losses of the batches since the sums were cleared, nats. */
	readonly loss: number;
	readonly right: number;
	/** Sum of an evaluation's losses, nats. */
	readonly score: number;
	readonly hits: number;
}

/** [models, MODEL_WORDS] for models that stand so. */
export function packModels(models: readonly ModelSpec[], standings: readonly Standing[]): Uint32Array<ArrayBuffer> {
	const words = new Uint32Array(models.length * MODEL_WORDS);
	const floats = new Float32Array(words.buffer);
	models.forEach(({ rate, momentum }, m) => {
		const { updates, stopped, diverged } = standings[m];
		const hasEnded = stopped || diverged !== null;
		floats.set([rate, momentum], m * MODEL_WORDS);
		words.set([hasEnded ? updates : ENDLESS, diverged ?? 0, Number(stopped)], m * MODEL_WORDS + 2);
	});
	return words;
}

/** @param updates asked for until now: those of a model that goes on */
export function readModels(bytes: ArrayBuffer, updates: number): Known[] {
	const words = new Uint32Array(bytes);
	const floats = new Float32Array(bytes);
	return Array.from({ length: words.length / MODEL_WORDS }, (_, m) => {
		const at = m * MODEL_WORDS;
		return {
			updates: Math.min(updates, words[at + 2]),
			diverged: words[at + 3] === 0 ? null : words[at + 3],
			stopped: words[at + 4] === 1,
			right: words[at + 6],
			loss: floats[at + 7],
			score: floats[at + 9],
			hits: words[at + 10],
		};
	});
}

/** Begins the sums of a call anew, after all that was submitted. */
export function clearSums(queue: GPUQueue, buffer: GPUBuffer, models: number): void {
	const zeros = new Uint32Array(SUMS);
	for (let m = 0; m < models; m++) queue.writeBuffer(buffer, 4 * (m * MODEL_WORDS + SUMS_FROM), zeros);
}
