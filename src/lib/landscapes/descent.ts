// Gradient descent on a surface, plainly or with momentum, and its steps taken apart. Pure.
import type { Ground, Vector } from './ground.ts';

export interface Rule {
	readonly rate: number;
	readonly momentum: number;
}
/** After 0, 1, 2 … updates: where it is, the gradient there, and the movement that led there, which is zero before the first update. */
export interface Way {
	/** Updates made; fewer than asked where it ran away. */
	readonly updates: number;
	readonly at: readonly Vector[];
	readonly gradient: readonly Vector[];
	readonly movement: readonly Vector[];
	readonly loss: readonly number[];
}
interface Walk extends Rule {
	readonly start: Vector;
	/** To make at most. */
	readonly updates: number;
	/** A way ends at its last place in here. */
	within(at: Vector): boolean;
}

const times = (factor: number, [x, y]: Vector): Vector => [factor * x, factor * y];
const plus = ([x, y]: Vector, [dx, dy]: Vector): Vector => [x + dx, y + dy];

/** Update by update until the last one, or until it has run away. */
export function descend(ground: Ground, { rate, momentum, start, updates, within }: Walk): Way {
	const [at, gradient, movement]: Vector[][] = [[], [], []];
	const loss: number[] = [];
	let [place, last]: Vector[] = [start, [0, 0]];
	while (at.length <= updates && within(place)) {
		at.push(place);
		movement.push(last);
		gradient.push(ground.gradient(place));
		loss.push(ground.loss(place));
		last = plus(times(momentum, last), times(-rate, gradient.at(-1)));
		place = plus(place, last);
	}
	return { updates: at.length - 1, at, gradient, movement, loss };
}

/** What a movement is made of: carried + downhill. */
interface Parts {
	readonly gradient: Vector;
	/** −η · gradient */
	readonly downhill: Vector;
	/** λ · last movement */
	readonly carried: Vector;
}
/** One step taken apart. */
export interface Step extends Parts {
	/** Its number, from 1. */
	readonly number: number;
	readonly from: Vector;
	readonly movement: Vector;
}

/** Of the step that follows so many updates. */
export const partsAfter = (way: Way, updates: number, { rate, momentum }: Rule): Parts => ({
	gradient: way.gradient[updates],
	downhill: times(-rate, way.gradient[updates]),
	carried: times(momentum, way.movement[updates]),
});

/** @param wanted from 1; of a way that has ended before, its last step; of one that ran away at once, the step that led away */
export function stepOf(way: Way, wanted: number, rule: Rule): Step {
	const number = Math.max(1, Math.min(wanted, way.updates));
	const parts = partsAfter(way, number - 1, rule);
	return { ...parts, number, from: way.at[number - 1], movement: plus(parts.carried, parts.downhill) };
}
