// What the engines hold of GPU things, so that a run can show that it left nothing behind.

export interface Held {
	readonly tensors: number;
	readonly buffers: number;
	readonly devices: number;
}

const counters: Readonly<Record<keyof Held, Set<() => number>>> = {
	tensors: new Set(),
	buffers: new Set(),
	devices: new Set(),
};

/** Whoever makes a kind of thing brings its counter, always the same function, when the first one is made. */
export function countBy(kind: keyof Held, counter: () => number): void {
	counters[kind].add(counter);
}

const sum = (kind: keyof Held): number => [...counters[kind]].reduce((total, counter) => total + counter(), 0);

export const held = (): Held => ({ tensors: sum('tensors'), buffers: sum('buffers'), devices: sum('devices') });
