// Times of updates and epochs, one line an engine: what the figures `update-time` and `epoch-time` draw and put into words.
import { fitLine, type Line } from '../numbers/fit.ts';
import type { Result, Series } from './result.ts';

export interface TimingPoint {
	readonly batchSize: number;
	/** Median milliseconds an update, and its quartiles or reading error. */
	readonly time: number;
	readonly low: number;
	readonly high: number;
	/** How many intervals were timed, and of how many updates; null where nobody says. */
	readonly intervals: number | null;
	readonly updatesPerInterval: number | null;
	/** Updates an epoch, ⌈N/B⌉. */
	readonly updates: number;
	/** Seconds an epoch, and its spread. */
	readonly epoch: number;
	readonly epochLow: number;
	readonly epochHigh: number;
	/** Whether a whole epoch was timed; else its time is updates × median. */
	readonly measured: boolean;
}
export interface TimingLine {
	/** Name of an engine, or of a publication. Also the key of its label. */
	readonly name: string;
	readonly parallel: boolean;
	/** Training examples, N. */
	readonly examples: number;
	/** By ascending batch size. */
	readonly points: readonly TimingPoint[];
	/** Milliseconds an update, a + c·B; null with fewer than three points. */
	readonly fit: Line | null;
}
/** Times an epoch as somebody published them, e.g. src/content/published/lee-2021-time.json. */
export interface PublishedTimes {
	readonly id: string;
	readonly examples: number;
	readonly batchSizes: readonly number[];
	readonly epochSeconds: readonly number[];
	/** Either way. */
	readonly epochSecondsError: number;
}

const fitOf = (points: readonly TimingPoint[]): Line | null => (points.length < 3 ? null : fitLine(points));

const isPositive = (value: number | null | undefined): value is number =>
	typeof value === 'number' && Number.isFinite(value) && value > 0;

function pointAt(batchSize: number, examples: number, value: (name: string) => number | null): TimingPoint | null {
	const time = value('updateTime');
	if (!isPositive(time)) return null;
	const [low, high] = [value('updateTimeLow') ?? time, value('updateTimeHigh') ?? time];
	const updates = Math.ceil(examples / batchSize);
	const whole = value('epochTime');
	const measured = isPositive(whole);
	const epochOf = (milliseconds: number) => (measured ? whole : (milliseconds * updates) / 1000);
	return {
		batchSize,
		time,
		low,
		high,
		intervals: value('intervals'),
		updatesPerInterval: value('updatesPerInterval'),
		updates,
		epoch: epochOf(time),
		epochLow: epochOf(low),
		epochHigh: epochOf(high),
		measured,
	};
}

function lineOf(series: readonly Series[], examples: number): TimingLine {
	const { engine, parallel } = series[0].at;
	const sizes = [...new Set(series.flatMap(({ x }) => x))].sort((a, b) => a - b);
	const valueAt = (batchSize: number) => (name: string) => {
		const one = series.find((each) => each.name === name);
		return one?.value[one.x.indexOf(batchSize)] ?? null;
	};
	const points = sizes
		.map((batchSize) => pointAt(batchSize, examples, valueAt(batchSize)))
		.filter((point) => point !== null);
	const isParallel = parallel === 1;
	const name = isParallel || engine === 'plain' ? String(engine) : `${engine}-software`;
	return { name, parallel: isParallel, examples, points, fit: fitOf(points) };
}

/** The lines of a result, parallel hardware first; those without a point are left out. The result may still be growing. */
export function timingLines(result: Result): TimingLine[] {
	const placeOf = ({ at }: Series) => `${at.engine} ${at.parallel}`;
	return [...new Set(result.series.map(placeOf))]
		.map((place) => result.series.filter((series) => placeOf(series) === place))
		.map((series) => lineOf(series, Number(result.settings.examples)))
		.filter(({ points }) => points.length > 0)
		.sort((a, b) => Number(b.parallel) - Number(a.parallel));
}

/** The line of published times of an epoch; the time of an update is computed from them. */
export function publishedLine(published: PublishedTimes): TimingLine {
	const { examples, batchSizes, epochSeconds, epochSecondsError: error } = published;
	const points = batchSizes.map((batchSize, index): TimingPoint => {
		const updates = Math.ceil(examples / batchSize);
		const epoch = epochSeconds[index];
		const update = (seconds: number) => (seconds * 1000) / updates;
		const [epochLow, epochHigh] = [epoch - error, epoch + error];
		const [low, high] = [update(epochLow), update(epochHigh)];
		const time = update(epoch);
		const counts = { intervals: null, updatesPerInterval: null };
		return { batchSize, time, low, high, ...counts, updates, epoch, epochLow, epochHigh, measured: true };
	});
	return { name: published.id, parallel: true, examples, points, fit: fitOf(points) };
}
