// Accuracy against batch size: one line a comparison and a way of choosing the rate. What the figure `accuracy` draws and puts into words.
import type { Result, Series } from './result.ts';
import { spreadOf, type Spread } from './spread.ts';

export const splits = ['training', 'validation'] as const;
export type AccuracySplit = (typeof splits)[number];

export interface AccuracyPoint {
	readonly batchSize: number;
	/** The rate trained with, and how many updates were made. */
	readonly rate: number;
	readonly updates: number;
	readonly epochs: number;
	/** Spent on training a model. */
	readonly seconds: number;
	/** Accuracy of every run, 0 … 1, null for one that diverged. */
	readonly runs: Readonly<Record<AccuracySplit, readonly (number | null)[]>>;
	readonly training: Spread;
	readonly validation: Spread;
}
export interface AccuracyLine {
	/** What was equal at all batch sizes: `epochs`, `updates` or `seconds`. */
	readonly comparison: string;
	/** Where the rate came from: `fixed`, `scaled` or `best`. */
	readonly policy: string;
	/** Size of the training set. */
	readonly examples: number;
	/** By ascending batch size. */
	readonly points: readonly AccuracyPoint[];
}
/** Accuracies as somebody published them: src/content/published/lee-2021-accuracy.json. */
export interface PublishedAccuracy {
	readonly id: string;
	readonly curves: readonly {
		readonly data: string;
		readonly batchSizes: readonly number[];
		readonly training: readonly number[];
		readonly validation: readonly number[];
	}[];
}

function pointAt(batchSize: number, series: readonly Series[]): AccuracyPoint {
	const named = (name: string) => series.filter((each) => each.name === name).sort((a, b) => a.model - b.model);
	const value = (one: Series | undefined) => one?.value[one.x.indexOf(batchSize)] ?? null;
	const runs = (split: AccuracySplit) =>
		named(`${split}Accuracy`)
			.filter(({ x }) => x.includes(batchSize))
			.map(value);
	const [first] = named('validationAccuracy');
	const beside = (column: 'epochs' | 'seconds') => first?.[column]?.[first.x.indexOf(batchSize)] ?? NaN;
	const [training, validation] = [runs('training'), runs('validation')];
	return {
		...{ batchSize, rate: value(named('rate')[0]) ?? NaN, updates: value(named('updates')[0]) ?? NaN },
		...{ epochs: beside('epochs'), seconds: beside('seconds'), runs: { training, validation } },
		...{ training: spreadOf(training), validation: spreadOf(validation) },
	};
}

const places = ({ at }: Series) => `${at.comparison} ${at.policy} ${at.examples}`;

/** The lines of a result in the order in which they were run, without the trials of a search. The result may still be growing. */
export function accuracyLines(result: Result): AccuracyLine[] {
	const series = result.series.filter(({ at, axis }) => axis === 'batchSize' && at.policy !== 'grid');
	return [...new Set(series.map(places))].map((place): AccuracyLine => {
		const own = series.filter((each) => places(each) === place);
		const { comparison, policy, examples } = own[0].at;
		const sizes = [...new Set(own.flatMap(({ x }) => x))].sort((a, b) => a - b);
		const points = sizes.map((batchSize) => pointAt(batchSize, own));
		return { comparison: String(comparison), policy: String(policy), examples: Number(examples), points };
	});
}

/** Batch sizes less far apart than this say little. */
const FAR = 10;

/** The smallest and the largest batch that came to an end; null where they are too close to compare. */
export function ends({ points }: AccuracyLine): readonly [AccuracyPoint, AccuracyPoint] | null {
	const good = points.filter(({ training, validation }) => training.count > 0 && validation.count > 0);
	const [first, last] = [good[0], good.at(-1)];
	return first && last && last.batchSize >= FAR * first.batchSize ? [first, last] : null;
}

/** The line of a comparison with one rate for all. Where there are two, the second is only what a search is measured against. */
export const fixedLine = (lines: readonly AccuracyLine[], comparison: string) =>
	lines.find((each) => each.comparison === comparison && each.policy === 'fixed');
