// The table, sentences and doubts of the figure `critical`.
import { median, quantile } from '../numbers/statistics.ts';
import {
	chosenIn,
	GONE,
	leavingNames,
	leavingOf,
	lookedAt,
	noiseUpdates,
	SNAP,
	startOf,
	type Leaving,
} from './critical.ts';
import type { Cell, Reading, Sentence, Table } from './reading.ts';
import type { Result } from './result.ts';

/** Of the updates computed the table holds one in so many. */
const EVERY = 5;

const rounded = (value: number, digits = 2): number => Number(value.toPrecision(digits));
const cell = (value: number): Cell => rounded(value, 4);

function tableOf(result: Result): Table {
	const { at, gradient, bends } = lookedAt(result);
	const place = { x: at[0], y: at[1], gradientX: gradient[0], gradientY: gradient[1] };
	const eigenvalues = { larger: bends[0].curvature, smaller: bends[1].curvature };
	const looked = Object.entries({ ...place, ...eigenvalues }).map(([name, value]): Cell[] => [name, null, cell(value)]);
	const ways = leavingNames.flatMap((name) =>
		leavingOf(result, name).away.flatMap((away, update): Cell[][] =>
			update % EVERY === 0 || away >= GONE ? [[name, update, cell(away)]] : [],
		),
	);
	return { columns: ['what', 'update', 'value'], rows: [...looked, ...ways] };
}

/** What the place is; where the Hessian is silent, what the surface really does. */
function ofPlace(result: Result): Sentence[] {
	const { verdict, at, gradient, bends } = lookedAt(result);
	const values = {
		...{ x: rounded(at[0]), y: rounded(at[1]), snap: SNAP, slope: rounded(Math.hypot(...gradient)) },
		...{ larger: rounded(bends[0].curvature), smaller: rounded(bends[1].curvature) },
	};
	const told: Sentence = { key: verdict, values };
	return verdict === 'undecided' ? [told, { key: chosenIn(result).surface, values: {} }] : [told];
}

const ofWay = ({ name, updates, away }: Leaving, start: number): Sentence =>
	updates === null
		? { key: `${name}Stays`, values: { updates: away.length - 1, start } }
		: { key: name, values: { updates, start } };

const ofRidge = (result: Result): Sentence => ({
	key: 'ridge',
	values: { updates: leavingOf(result, 'plainOnRidge').away.length - 1 },
});

/** Never counts as later than all. */
const times = (result: Result): number[] => noiseUpdates(result).map((updates) => updates ?? Infinity);

function ofNoise(result: Result): Sentence {
	const all = times(result);
	const [middle, low, high] = [median(all), quantile(all, 0.1), quantile(all, 0.9)];
	const { batchSize } = chosenIn(result);
	const left = all.filter(Number.isFinite).length;
	const values = { batch: Number(batchSize), orders: all.length, left };
	if (!Number.isFinite(high)) return { key: left > 0 ? 'noiseSome' : 'noiseStays', values };
	return { key: 'noise', values: { ...values, middle, low: Math.round(low), high: Math.round(high) } };
}

const never = (updates: number | null): number => updates ?? Infinity;

export const criticalReading: Reading = {
	table: tableOf,
	summary: (result) => [
		...ofPlace(result),
		...(['plain', 'momentum'] as const).map((name) => ofWay(leavingOf(result, name), startOf(chosenIn(result)))),
		ofRidge(result),
		ofNoise(result),
	],
	/** Against N18: noise does not start it, or momentum shortens nothing. */
	disagreement(result) {
		const [plain, momentum] = (['plain', 'momentum'] as const).map((name) => never(leavingOf(result, name).updates));
		if (!Number.isFinite(median(times(result)))) return 'noNoise';
		return Number.isFinite(plain) && momentum >= plain ? 'noSooner' : null;
	},
};
