// The table, sentences and doubts of the figure `ball`.
import { ballsOf, groundIn, restsOf, SAME, type RolledBall } from './ball.ts';
import type { Cell, Reading, Sentence, Table } from './reading.ts';
import type { Result } from './result.ts';

/** A resting place that curves less is a flat one; more of it downwards is a peak. */
const FLAT = 0.5;
/** Of a long way the table holds one place in so many that there are about as many rows. */
const ROWS = 60;

const hundredths = (value: number): number => Math.round(100 * value) / 100 + 0;
const endOf = ({ places, losses }: RolledBall) => ({ w: places.at(-1) ?? NaN, loss: losses.at(-1) ?? NaN });

function tableOf(result: Result): Table {
	const ways = ballsOf(result).flatMap(({ name, momentum, places, losses }): Cell[][] => {
		const every = Math.ceil(places.length / ROWS);
		return places.flatMap((w, update) =>
			update % every === 0 || update === places.length - 1 ? [[name, momentum, update, w, losses[update]]] : [],
		);
	});
	const curve = groundIn(result);
	const rests = restsOf(result).map(({ momentum, w }): Cell[] => [
		...['tried', momentum, null],
		...(w === null ? [null, null] : [w, curve.loss(w)]),
	]);
	return { columns: ['ball', 'momentum', 'update', 'w', 'loss'], rows: [...ways, ...rests] };
}

function ending(ball: RolledBall): Sentence {
	const { w, loss } = endOf(ball);
	const values = { momentum: ball.momentum, updates: ball.places.length - 1, w: hundredths(w), loss: hundredths(loss) };
	return { key: `${ball.name}-${ball.state}`, values };
}

/** Where both rest: which of them is lower. */
function compared([plain, rolling]: readonly [RolledBall, RolledBall]): 'same' | 'better' | 'worse' | null {
	if (plain.state !== 'rests' || rolling.state !== 'rests' || rolling.momentum === 0) return null;
	const [one, other] = [endOf(plain), endOf(rolling)];
	if (Math.abs(one.w - other.w) < SAME) return 'same';
	return other.loss < one.loss ? 'better' : 'worse';
}

/** What kind of place the plain ball rests at, where it is no minimum. */
function kindOf(result: Result, { state, ...ball }: RolledBall): Sentence[] {
	const bend = groundIn(result).curvature(endOf({ state, ...ball }).w);
	if (state !== 'rests' || bend > FLAT) return [];
	return [{ key: bend < -FLAT ? 'peak' : 'inflection', values: {} }];
}

/** Of all momenta: how many rest lowest, the smallest that does, and how many larger ones do not. */
function scanned(result: Result): Sentence[] {
	const curve = groundIn(result);
	const rests = restsOf(result);
	const resting = rests.filter(({ w }) => w !== null).map(({ momentum, w }) => ({ momentum, w: w ?? NaN }));
	if (resting.length === 0) return [];
	const best = resting.reduce((low, each) => (curve.loss(each.w) < curve.loss(low.w) ? each : low));
	const isBest = ({ w }: { readonly w: number | null }) => w !== null && Math.abs(w - best.w) < SAME;
	const lowest = resting.filter(isBest);
	const first = lowest[0].momentum;
	const lost = rests.filter((rest) => rest.momentum > first && !isBest(rest)).length;
	const values = { tries: rests.length, count: lowest.length, w: hundredths(best.w), first, lost };
	if (lowest.length === rests.length) return [{ key: 'everyMomentum', values }];
	return [{ key: lost > 0 ? 'scanLost' : 'scan', values }];
}

export const ballReading: Reading = {
	table: tableOf,
	summary(result) {
		const balls = ballsOf(result);
		const verdict = compared(balls);
		return [
			...balls.map(ending),
			...kindOf(result, balls[0]),
			...(verdict ? [{ key: verdict, values: {} }] : []),
			...scanned(result),
		];
	},
	/** Against N13: with momentum the ball came no farther down, or it lost a better valley. */
	disagreement(result) {
		const verdict = compared(ballsOf(result));
		return verdict === 'better' ? null : verdict;
	},
};
