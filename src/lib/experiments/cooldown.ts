// Twenty small steps or one large one: batches of B examples against the full batch, on a line through 20 points.
import { gradient, loss, optimum, POINTS, pointsOf, type Line, type Points } from '../landscapes/regression.ts';
import { Stream } from '../numbers/random.ts';
import { ascending, permutation } from '../numbers/shuffle.ts';
import { armOf, SMALL } from '../series/cooldown.ts';
import type { Series } from '../series/result.ts';
import { choice, flag, real, whole, type Settings } from '../settings/schema.ts';
import { defineToy } from './toy.ts';

const schema = {
	/** Divisors of 20, so that every batch is whole. */
	batchSize: choice(['1', '2', '4', '5', '10', '20'], '1', { unit: 'examples' }),
	/** What both arms have the same number of. */
	compare: choice(['epochs', 'updates'], 'epochs'),
	/** Of the small batch. */
	epochs: whole(1, 20, 1),
	rate: real(0.01, 0.5, 0.2),
	/** Whether the full batch has a rate of its own. */
	ownRate: flag(false),
	fullRate: real(0.01, 1, 0.95),
	/** Draws the noise of the points; the run's seed draws their order. */
	dataSeed: whole(1, 1000, 1),
};
type CooldownSettings = Settings<typeof schema>;

/** From the lowest point to the start. */
const START: Line = { w: -2, b: -3 };
/** Orders whose ends are computed too, the shown one the first of them; more would take longer than a drag allows. */
const ORDERS = 20;
const ALL = ascending(POINTS);

/** A way down; the lines after 0, 1, 2 … updates. */
interface Descent {
	readonly points: Points;
	readonly start: Line;
	readonly rate: number;
	readonly updates: number;
}
type Batches = (update: number) => Uint32Array;

function step({ points, rate }: Descent, { w, b }: Line, batch: Uint32Array): Line {
	const slope = gradient(points, { w, b }, batch);
	return { w: w - rate * slope.w, b: b - rate * slope.b };
}
function descend(descent: Descent, batchOf: Batches): Line[] {
	const path = [descent.start];
	for (let update = 0; update < descent.updates; update++) path.push(step(descent, path[update], batchOf(update)));
	return path;
}
function endOf(descent: Descent, batchOf: Batches): Line {
	let line = descent.start;
	for (let update = 0; update < descent.updates; update++) line = step(descent, line, batchOf(update));
	return line;
}

/** Batches of an order that is drawn anew every epoch. @param run which of the orders that the seed gives */
function shuffled(batchSize: number, seed: number, run: number): Batches {
	const perEpoch = POINTS / batchSize;
	let order = ALL;
	return (update) => {
		const place = update % perEpoch;
		if (place === 0) order = permutation(POINTS, new Stream(seed, 'order', update / perEpoch, run));
		return order.subarray(place * batchSize, (place + 1) * batchSize);
	};
}

const distance = (from: Line, to: Line): number => Math.hypot(from.w - to.w, from.b - to.b);

/** One arm's columns: the line, its loss on all points, and the share of the first distance that is left. */
function seriesOf(arm: string, batchSize: number, points: Points, path: readonly Line[]): Series[] {
	const best = optimum(points);
	const first = distance(path[0], best);
	const x = path.map((_, update) => update);
	const beside = { examples: x.map((update) => update * batchSize), epochs: x.map((u) => (u * batchSize) / POINTS) };
	const columns = {
		w: path.map(({ w }) => w),
		b: path.map(({ b }) => b),
		loss: path.map((line) => loss(points, line, ALL)),
		distance: path.map((line) => distance(line, best) / first),
	};
	return Object.entries(columns).map(([name, value]) => ({
		...{ name, at: { arm, batchSize }, model: 0, axis: 'updates', x, value, ...beside },
	}));
}

function compute({ compare, epochs, rate, ...settings }: CooldownSettings, seed: number): Series[] {
	const batchSize = Number(settings.batchSize);
	const points = pointsOf(settings.dataSeed);
	const best = optimum(points);
	const start = { w: best.w + START.w, b: best.b + START.b };
	const updates = (epochs * POINTS) / batchSize;
	const small = { points, start, rate, updates };
	const full = {
		...{ points, start, rate: settings.ownRate ? settings.fullRate : rate },
		updates: compare === 'epochs' ? epochs : updates,
	};
	const first = distance(start, best);
	const runs = Array.from({ length: ORDERS }, (_, run) => run);
	const ends = runs.map((run) => distance(endOf(small, shuffled(batchSize, seed, run)), best) / first);
	return [
		...seriesOf(SMALL, batchSize, points, descend(small, shuffled(batchSize, seed, 0))),
		...seriesOf(
			'full',
			POINTS,
			points,
			descend(full, () => ALL),
		),
		{ name: 'lastDistance', at: { arm: SMALL, batchSize }, model: 0, axis: 'order', x: runs, value: ends },
	];
}

export const cooldown = defineToy({
	id: 'cooldown',
	settings: schema,
	presets: {
		epoch: {},
		updates: { compare: 'updates' },
		epochs: { epochs: 20 },
		'own-rate': { ownRate: true },
	},
	compute,
	moments: (result) => armOf(result, SMALL).updates,
});
