// The uniform buffer: one slot for every chunk of a submission.
import { SLOT } from './pipelines.ts';

/** What kernels know of a chunk: struct Update of update.wgsl. */
export interface Slot {
	readonly first: number;
	readonly size: number;
	/** Positions a model; 0 where all models share them. */
	readonly stride: number;
	readonly capacity: number;
	/** 0 outside training. */
	readonly number: number;
	readonly splits: number;
	readonly models: number;
	readonly begins: boolean;
	readonly ends: boolean;
	/** 1 / examples of the batch. */
	readonly scale: number;
	readonly factor: number;
	readonly correction1: number;
	readonly correction2: number;
}

/** Slots of one submission. */
export const SLOTS = 1024;

/** Filled on the processor, then sent at once. */
export class Slots {
	readonly #words = new Uint32Array((SLOTS * SLOT) / 4);
	readonly #floats = new Float32Array(this.#words.buffer);
	#filled = 0;

	/** @returns the slot's number   @throws RangeError where there is none left */
	add(slot: Slot): number {
		if (this.#filled === SLOTS) throw new RangeError(`slots: expected at most ${SLOTS} chunks in a submission`);
		const at = (this.#filled * SLOT) / 4;
		const { first, size, stride, capacity, number, splits, models, begins, ends } = slot;
		this.#words.set([first, size, stride, capacity, number, splits, models, Number(begins), Number(ends)], at);
		this.#floats.set([slot.scale, slot.factor, slot.correction1, slot.correction2], at + 9);
		return this.#filled++;
	}

	/** Sends what was added since the last time, and begins again. */
	send(queue: GPUQueue, buffer: GPUBuffer): void {
		queue.writeBuffer(buffer, 0, this.#words, 0, (this.#filled * SLOT) / 4);
		this.#filled = 0;
	}
}
