// The table, sentences and doubts of the figure `steps`.
import { stepOf, type Way } from '../landscapes/descent.ts';
import { bendsOf } from '../landscapes/bends.ts';
import type { Vector } from '../landscapes/ground.ts';
import type { Surface } from '../landscapes/surfaces.ts';
import type { Reading, Sentence, Table } from './reading.ts';
import type { Result } from './result.ts';
import { chosenIn, groundOf, wayOf, type Chosen } from './steps.ts';
import { ruleOf, shownStep, wayNames, waysTable, type WayName } from './ways.ts';

/** A way has arrived when this share of its first distance to a minimum is left, for good. */
const ARRIVED = 0.01;
/** So many updates later it must still be there: a swinging way passes the place as well. */
const STAYED = 3;
/** A way has left the saddle when it is so far from it along y. */
const AWAY = 1;

const rounded = (value: number): number => Number(value.toPrecision(2));
const distance = (a: Vector, b: Vector): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** What a way came to. */
export interface Outcome {
	readonly key: 'arrived' | 'under' | 'farther' | 'diverged' | 'left' | 'stays';
	/** Updates after which it had arrived, run away or left; all that it made otherwise. */
	readonly updates: number;
	/** Share of the first distance that is left; along y, where it is about leaving. */
	readonly left: number;
	/** The minimum that it is nearest to at its end. */
	readonly goal: Vector;
}

const nearest = (places: readonly Vector[], to: Vector): Vector =>
	places.reduce((best, each) => (distance(each, to) < distance(best, to) ? each : best));
const minimaOf = ({ critical, hessian }: Surface): Vector[] =>
	critical.filter((at) => bendsOf(hessian(at))[1].curvature > 0);

function fromSaddle({ at, updates }: Way): Outcome {
	const gone = at.findIndex(([, y]) => Math.abs(y) >= AWAY);
	const [left, goal] = [Math.abs(at[updates][1]), [0, 0] as const];
	return gone >= 0 ? { key: 'left', updates: gone, left, goal } : { key: 'stays', updates, left, goal };
}

/** @param asked updates that it was to make */
export function outcomeOf(way: Way, ground: Surface, asked: number): Outcome {
	const minima = minimaOf(ground);
	if (minima.length === 0) return fromSaddle(way);
	const goal = nearest(minima, way.at[way.updates]);
	const shares = way.at.map((at) => distance(at, goal) / distance(way.at[0], goal));
	const left = shares[way.updates];
	if (way.updates < asked) return { key: 'diverged', updates: way.updates + 1, left, goal };
	// Not a number: it began there.
	const last = shares.findLastIndex((share) => share > ARRIVED);
	if (last + STAYED < way.updates) return { key: 'arrived', updates: last + 1, left, goal };
	return { key: left > 1 ? 'farther' : 'under', updates: way.updates, left, goal };
}

function tableOf(result: Result): Table {
	const chosen = chosenIn(result);
	return waysTable(wayNames.map((name) => ({ name, way: wayOf(result, name), rule: ruleOf(name, chosen) })));
}

const said = (name: WayName, { key, updates, left, goal }: Outcome, several: boolean): Sentence => ({
	key: several && key === 'arrived' ? 'arrivedAt' : key,
	values: { way: name, updates, left: rounded(key === 'stays' ? left : 100 * left), x: rounded(goal[0]) },
});

/** Largest curvature where the ways lead; rates beyond 2 over it throw plain descent out. */
function stability({ rate, momentum }: Chosen, ground: Surface, goal: Vector): Sentence {
	const h = bendsOf(ground.hessian(goal))[0].curvature;
	const values = { h: rounded(h), plainLimit: rounded(2 / h), limit: rounded((2 * (1 + momentum)) / h), rate };
	return { key: rate < 2 / h ? 'stable' : 'unstable', values };
}

const outcomesOf = (result: Result): readonly Outcome[] => {
	const chosen = chosenIn(result);
	return wayNames.map((name) => outcomeOf(wayOf(result, name), groundOf(chosen), chosen.updates));
};

export const stepsReading: Reading = {
	table: tableOf,
	summary(result) {
		const chosen = chosenIn(result);
		const ground = groundOf(chosen);
		const outcomes = outcomesOf(result);
		const several = minimaOf(ground).length > 1;
		const step = stepOf(wayOf(result, 'momentum'), chosen.step, chosen);
		return [
			...outcomes.map((outcome, i) => said(wayNames[i], outcome, several)),
			{ key: 'step', values: { number: step.number, ...shownStep(step) } },
			stability(chosen, ground, outcomes[1].goal),
		];
	},
	/** Against N13 to N15: momentum came later than plain descent, ran away, or ended in the worse minimum. */
	disagreement(result) {
		const [plain, momentum] = outcomesOf(result);
		const { loss } = groundOf(chosenIn(result));
		if (momentum.key === 'diverged' || momentum.key === 'farther') return 'diverged';
		if (loss(momentum.goal) > loss(plain.goal)) return 'worse';
		const come = (outcome: Outcome) =>
			['arrived', 'left'].includes(outcome.key) ? outcome.updates : Number.POSITIVE_INFINITY;
		if (come(plain) < come(momentum)) return 'plainFirst';
		return plain.key === 'under' && momentum.key === 'under' && plain.left < momentum.left ? 'plainFirst' : null;
	},
};
