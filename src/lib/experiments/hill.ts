// One ball on a hill: at every update what the gradient gives, what the last movement gives, and where both together lead.
import { hill as hillOf } from '../landscapes/hill.ts';
import { stopStates, wayOf } from '../landscapes/roll.ts';
import type { Series } from '../series/result.ts';
import { log, real, type Settings } from '../settings/schema.ts';
import { defineToy } from './toy.ts';

const schema = {
	/** Height of the hump behind the valley, over its floor. */
	hump: real(0, 1.2, 0.3),
	momentum: real(0, 0.99, 0.9),
	rate: log(0.005, 0.2, 0.05),
	start: real(-2.9, 3.1, -2.5),
};
export type HillSettings = Settings<typeof schema>;

/** Most updates; in the film, one moment each, the first of them. */
const [UPDATES, MOMENTS] = [2000, 160];

function compute({ hump, ...ball }: HillSettings): Series[] {
	const curve = hillOf(hump);
	const { places, stop } = wayOf(curve, { ...ball, updates: UPDATES });
	const gradient = places.slice(0, -1).map(curve.slope);
	const carried = gradient.map((_, i) => (i > 0 ? ball.momentum * (places[i] - places[i - 1]) : 0));
	const series = (name: string, value: readonly number[], axis: Series['axis'] = 'updates'): Series => ({
		...{ name, at: {}, model: 0, axis, value },
		x: axis === 'updates' ? value.map((_, update) => update) : [ball.momentum],
	});
	return [
		...[series('w', places), series('loss', places.map(curve.loss)), series('gradient', gradient)],
		series(
			'downhill',
			gradient.map((slope) => -ball.rate * slope),
		),
		series('carried', carried),
		series('state', [stopStates.indexOf(stop.state)], 'momentum'),
	];
}

export const hill = defineToy({
	id: 'hill',
	settings: schema,
	presets: {
		over: {},
		'higher-hump': { hump: 0.8 },
		'no-momentum': { momentum: 0 },
		'rolls-back': { momentum: 0.95 },
	},
	seedless: true,
	compute,
	moments: ({ series }) => Math.min(MOMENTS, (series[0]?.x.length ?? 1) - 1),
});
