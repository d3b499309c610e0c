// The learning rate's factor over the updates: piecewise linear, so that every engine computes the same one.
import type { Schedule } from './engine.ts';

/** Factor of the rate for the update after `update` others; see `Schedule`. */
export function factorAt(schedule: Schedule | undefined, update: number): number {
	if (!schedule || schedule.length === 0) return 1;
	const next = schedule.findIndex((knot) => knot.update > update);
	if (next === 0) return schedule[0].factor;
	if (next === -1) return schedule[schedule.length - 1].factor;
	const [from, to] = [schedule[next - 1], schedule[next]];
	return from.factor + ((to.factor - from.factor) * (update - from.update)) / (to.update - from.update);
}
