// What kind of place a point of a surface is, by gradient and Hessian; and three ways to leave a saddle: plainly, with momentum, with noise.
import { surfaceOf } from '../landscapes/surfaces.ts';
import { Stream } from '../numbers/random.ts';
import { permutation } from '../numbers/shuffle.ts';
import { GONE, leavingNames, look, startOf, type LeavingName } from '../series/critical.ts';
import type { Series } from '../series/result.ts';
import { choice, real, whole, type Settings } from '../settings/schema.ts';
import { defineToy } from './toy.ts';

/** Examples of the saddle's loss, (x² − y²)/2 + aᵢ·y each. */
export const EXAMPLES = 20;
/** Updates after which a way that has not left is given up. */
export const CAP = 400;
/** Orders in which the noise is tried, the shown one the first of them. */
const ORDERS = 25;
/** From here all ways start, along the direction in which the saddle is a minimum. */
const START_X = 1;

const schema = {
	surface: choice(['saddle', 'two-minima', 'bowl', 'hill', 'flat-valley', 'inflection', 'monkey-saddle'], 'saddle'),
	pointX: real(-1.8, 1.8, 0),
	pointY: real(-1.3, 1.3, 0),
	rate: real(0.01, 0.5, 0.1),
	momentum: real(0, 0.99, 0.9),
	/** The ways without noise start at 10 to minus this power from the ridge, along y. */
	awayPower: whole(1, 12, 6),
	/** Root mean square of the tilts aᵢ. */
	noise: real(0, 1, 0.1),
	/** Divisors of 20, so that every batch is whole. */
	batchSize: choice(['1', '2', '4', '5', '10', '20'], '1', { unit: 'examples' }),
};
type CriticalSettings = Settings<typeof schema>;

/** Slope along y that an update takes besides the saddle's own. */
type Tilt = (update: number) => number;
const level: Tilt = () => 0;

/**
 * ± the same tilt by turns, a multiple of 2⁻²⁰: whatever the order, their sums are exact in float64 and all of them sum to zero.
 * So it is noise that leaves, and never a rounding.
 */
export const tiltsOf = (noise: number): number[] => {
	const size = Math.round(noise * 2 ** 20) / 2 ** 20;
	return Array.from({ length: EXAMPLES }, (_, example) => (example % 2 === 0 ? size : -size));
};

/** Mean tilt of a batch, of an order drawn anew every epoch unless all are in it. @param run which of the orders that the seed gives */
function noisy({ noise, batchSize }: CriticalSettings, seed: number, run: number): Tilt {
	const [tilts, size] = [tiltsOf(noise), Number(batchSize)];
	const perEpoch = EXAMPLES / size;
	let order = permutation(EXAMPLES, new Stream(seed, 'order', 0, run));
	return (update) => {
		const place = update % perEpoch;
		if (place === 0 && update > 0 && perEpoch > 1)
			order = permutation(EXAMPLES, new Stream(seed, 'order', update / perEpoch, run));
		const batch = order.subarray(place * size, (place + 1) * size);
		return batch.reduce((sum, example) => sum + tilts[example], 0) / size;
	};
}

const ground = surfaceOf('saddle');

/** |y| before every update and after the last: until it has left, or the cap. */
function leave(start: number, rate: number, momentum: number, tilt: Tilt): number[] {
	let [x, y, mx, my] = [START_X, start, 0, 0];
	const away = [Math.abs(y)];
	for (let update = 0; update < CAP && away[update] < GONE; update++) {
		const [slopeX, slopeY] = ground.gradient([x, y]);
		[mx, my] = [momentum * mx - rate * slopeX, momentum * my - rate * (slopeY + tilt(update))];
		[x, y] = [x + mx, y + my];
		away.push(Math.abs(y));
	}
	return away;
}

function leaveAs(name: LeavingName, settings: CriticalSettings, seed: number): number[] {
	const { rate, momentum } = settings;
	const away = startOf(settings);
	const ways: Record<LeavingName, () => number[]> = {
		plain: () => leave(away, rate, 0, level),
		momentum: () => leave(away, rate, momentum, level),
		noise: () => leave(0, rate, 0, noisy(settings, seed, 0)),
		plainOnRidge: () => leave(0, rate, 0, level),
		momentumOnRidge: () => leave(0, rate, momentum, level),
	};
	return ways[name]();
}

const series = (name: string, axis: Series['axis'], value: Series['value'], at: Series['at'] = {}): Series => ({
	...{ name, at, model: 0, axis, x: value.map((_, i) => i), value },
});

/** What is looked at: the place, its gradient, its eigenvalues. */
function lookSeries({ surface, pointX, pointY }: CriticalSettings): Series[] {
	const { at, gradient, bends } = look(surfaceOf(surface), [pointX, pointY]);
	const eigenvalues = bends.map(({ curvature }) => curvature);
	return Object.entries({ at, gradient, eigenvalues }).map(([name, value]) => series(name, 'order', value));
}

function noiseUpdates(settings: CriticalSettings, seed: number): (number | null)[] {
	return Array.from({ length: ORDERS }, (_, run) => {
		const away = leave(0, settings.rate, 0, noisy(settings, seed, run));
		return away[away.length - 1] < GONE ? null : away.length - 1;
	});
}

export const critical = defineToy({
	id: 'critical',
	settings: schema,
	presets: {
		saddle: {},
		minimum: { surface: 'two-minima', pointX: -0.88, pointY: -0.88 },
		slope: { surface: 'two-minima', pointX: 0.4, pointY: 0.3 },
		maximum: { surface: 'hill' },
		'silent-minimum': { surface: 'flat-valley' },
		'silent-slope': { surface: 'inflection' },
		'full-batch': { batchSize: '20' },
	},
	compute: (settings, seed) => [
		...lookSeries(settings),
		...leavingNames.map((way) => series('away', 'updates', leaveAs(way, settings, seed), { way })),
		series('noiseUpdates', 'order', noiseUpdates(settings, seed)),
	],
	moments: (result) =>
		Math.max(
			...result.series.filter(({ name, value }) => name === 'away' && value.length <= CAP).map(({ x }) => x.length - 1),
			1,
		),
});
