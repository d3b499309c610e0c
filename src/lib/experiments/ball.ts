// Two balls from one start, without and with momentum: where each of them comes to rest.
import type { Curve } from '../landscapes/curve.ts';
import { roll, stopStates, wayOf, type Ball } from '../landscapes/roll.ts';
import { ballNames, ballsOf, groundOf, grounds } from '../series/ball.ts';
import type { Series } from '../series/result.ts';
import { choice, log, real, whole, type Settings } from '../settings/schema.ts';
import { defineToy } from './toy.ts';

const schema = {
	landscape: choice(grounds, 'double-well'),
	/** λ of the ball that has momentum. */
	momentum: real(0, 0.99, 0.9),
	rate: log(0.005, 0.5, 0.05),
	start: real(-2.9, 2.9, -1.5),
	/** How much lower the right valley is. */
	tilt: real(0, 0.6, 0.2),
	/** Of the hump between the valleys. */
	hump: real(0.2, 2, 1),
	/** Most updates of a ball. */
	updates: whole(10, 2000, 2000),
};
export type BallSettings = Settings<typeof schema>;

/** Momenta whose rests are shown: 0, 0.01 … 0.99. */
const MOMENTA = Array.from({ length: 100 }, (_, i) => i / 100);
/** Of the film: one update each, or a few where a ball rolls for longer. */
const MOMENTS = 160;

const series = (
	name: string,
	axis: Series['axis'],
	at: Series['at'],
	x: readonly number[],
	value: Series['value'],
) => ({
	...{ name, axis, at, model: 0, x, value },
});

function seriesOf(name: string, curve: Curve, ball: Ball): Series[] {
	const { places, stop } = wayOf(curve, ball);
	const x = places.map((_, update) => update);
	return [
		series('w', 'updates', { ball: name }, x, places),
		series('loss', 'updates', { ball: name }, x, places.map(curve.loss)),
		series('state', 'momentum', { ball: name }, [ball.momentum], [stopStates.indexOf(stop.state)]),
	];
}

function compute({ momentum, rate, start, updates, ...ground }: BallSettings): Series[] {
	const curve = groundOf(ground);
	const ball = (of: number): Ball => ({ start, rate, updates, momentum: of });
	const rests = MOMENTA.map((each) => {
		const { w, state } = roll(curve, ball(each));
		return state === 'rests' ? w : null;
	});
	return [
		...[0, momentum].flatMap((each, i) => seriesOf(ballNames[i], curve, ball(each))),
		series('rest', 'momentum', {}, MOMENTA, rests),
	];
}

export const ball = defineToy({
	id: 'ball',
	settings: schema,
	presets: {
		passes: {},
		slower: { momentum: 0.8 },
		'too-fast': { momentum: 0.99 },
		'leaves-the-better': { start: 2 },
		terraces: { landscape: 'terraces', start: -2.8 },
		'between-them': { landscape: 'terraces', start: -2.8, momentum: 0.8 },
		'back-again': { landscape: 'terraces', start: -2.8, momentum: 0.95 },
	},
	seedless: true,
	compute,
	moments: (result) => Math.min(MOMENTS, Math.max(...ballsOf(result).map(({ places }) => places.length - 1))),
});
