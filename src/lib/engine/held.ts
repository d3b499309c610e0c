// What the engines hold of GPU things, so that a run can show that it left nothing behind.

export interface Held {
	readonly tensors: number;
	readonly buffers: number;
	readonly devices: number;
}

const counters = { tensors: () => 0, buffers: () => 0, devices: () => 0 };

/** Whoever makes a kind of thing brings its counter when the first one is made. */
export function countBy(kind: keyof Held, counter: () => number): void {
	counters[kind] = counter;
}

export const held = (): Held => ({
	tensors: counters.tensors(),
	buffers: counters.buffers(),
	devices: counters.devices(),
});
