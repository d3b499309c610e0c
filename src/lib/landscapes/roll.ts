// A ball on a curve: gradient descent with momentum, the learning rate inside the movement.
import type { Curve } from './curve.ts';

export interface Ball {
	readonly start: number;
	readonly rate: number;
	/** 0 is plain gradient descent. */
	readonly momentum: number;
	/** Most updates. */
	readonly updates: number;
}
/** It rests; it still moves after all updates; it is far off and comes back no more. */
export const stopStates = ['rests', 'moves', 'away'] as const;
export type StopState = (typeof stopStates)[number];
export interface Stop {
	readonly w: number;
	/** Updates made. */
	readonly updates: number;
	readonly state: StopState;
}

/** A movement below this, in units of w, where the slope is below that, is none that a picture could show. */
const [STILL, LEVEL] = [1e-4, 1e-3];
/** Farther from 0 nobody looks for it. */
const FAR = 10;

/**
 * m ← λm − η∂L/∂w, w ← w + m, from m = 0, until it lies still where the curve is level.
 * @param seen told every place, the start first
 * Source: Polyak 1964, doi:10.1016/0041-5553(64)90137-5
 */
export function roll(curve: Curve, { start, rate, momentum, updates }: Ball, seen?: (w: number) => void): Stop {
	let [w, m] = [start, 0];
	seen?.(w);
	for (let update = 0; update < updates; update++) {
		const slope = curve.slope(w);
		if (Math.abs(m) < STILL && Math.abs(slope) < LEVEL) return { w, updates: update, state: 'rests' };
		m = momentum * m - rate * slope;
		w += m;
		seen?.(w);
		if (!(Math.abs(w) <= FAR)) return { w, updates: update + 1, state: 'away' };
	}
	return { w, updates, state: 'moves' };
}

/** All its places, after 0, 1, 2 … updates. */
export function wayOf(curve: Curve, ball: Ball): { readonly places: readonly number[]; readonly stop: Stop } {
	const places: number[] = [];
	const stop = roll(curve, ball, (w) => places.push(w));
	return { places, stop };
}
