// What a result says of the rows of the scorecard. A row about which it says too little gets no verdict.
import { mean } from '../numbers/statistics.ts';
import { accuracyLines, ends as accuracyEnds, fixedLine } from './accuracy.ts';
import { gapDifferences, gapInterval, gapPairs } from './gap.ts';
import { noiseStages, type NoiseStage } from './gradient-noise.ts';
import type { Result } from './result.ts';
import type { Outcome, Row, Verdict } from './scorecard.ts';
import { ENOUGH, isBelow } from './spread.ts';
import { publishedLine, timingLines, type PublishedTimes, type TimingLine } from './timing.ts';
import {
	CLAIMED_UP_TO,
	CLEARLY_LONGER,
	epochRatio,
	growsWithBatch,
	isAboutEqual,
	timingEnds,
	type TimingEnds,
} from './timing-claims.ts';

const rounded = (value: number, digits = 3) => Number(value.toPrecision(digits));
const percent = (share: number, decimals = 1) => Number((100 * share).toFixed(decimals));

const updateSerial = (both: TimingEnds): Outcome =>
	growsWithBatch(both) ? 'seen' : both[1].time < both[0].time ? 'reversed' : 'notSeen';
/** "The same" is within a factor, as for epochs: the lecture's own points grow by more. */
const updateParallel = ([first, last]: TimingEnds): Outcome =>
	isAboutEqual(first.time / last.time) ? 'seen' : 'notSeen';
const epochSerial = (both: TimingEnds): Outcome => (isAboutEqual(epochRatio(both)) ? 'seen' : 'notSeen');
function epochParallel(both: TimingEnds): Outcome {
	const ratio = epochRatio(both);
	return ratio >= CLEARLY_LONGER ? 'seen' : ratio <= 1 / CLEARLY_LONGER ? 'reversed' : 'notSeen';
}

function ofLine(line: TimingLine | undefined, hidden: number): Verdict[] {
	const both = line && timingEnds(line, CLAIMED_UP_TO);
	if (!both) return [];
	const [first, last] = both;
	const shared = { small: first.batchSize, large: last.batchSize, examples: line.examples, hidden };
	const [update, epoch]: [Row, Row] = line.parallel
		? ['updateParallel', 'epochParallel']
		: ['updateSerial', 'epochSerial'];
	const outcome = line.parallel ? [updateParallel, epochParallel] : [updateSerial, epochSerial];
	return [
		{
			...{ row: update, outcome: outcome[0](both) },
			values: { ...shared, first: rounded(first.time, 2), last: rounded(last.time, 2) },
		},
		{
			...{ row: epoch, outcome: outcome[1](both) },
			values: { ...shared, first: rounded(first.epoch), last: rounded(last.epoch) },
		},
	];
}

/** One thread is plain loops; of parallel lines this book's own engine comes first. A software adapter is neither. */
function ofTimes(result: Result): Verdict[] {
	const lines = timingLines(result);
	const parallel = lines.filter((line) => line.parallel);
	const serial = lines.find(({ name }) => name === 'plain');
	const own = parallel.find(({ name }) => name === 'wgsl') ?? parallel[0];
	return [serial, own].flatMap((line) => ofLine(line, Number(result.settings.hidden)));
}

/** What published times say of the rows of parallel hardware. @param hidden width of the hidden layer, where it is known */
export const ofPublishedTimes = (published: PublishedTimes): Verdict[] => ofLine(publishedLine(published), 0);

function ofNoise(result: Result): Verdict[] {
	const stages = noiseStages(result).filter(({ points }) => points.length > 1);
	const last = stages.at(-1);
	if (!last) return [];
	const noises = (of: readonly NoiseStage[], at: 0 | -1) => of.map(({ points }) => points.at(at)!.noise);
	const smaller = stages.filter((stage) => noises([stage], 0)[0] > noises([stage], -1)[0]).length;
	const outcome = smaller === stages.length ? 'seen' : smaller === 0 ? 'reversed' : 'notSeen';
	const latest = stages.filter(({ epochs }) => epochs === last.epochs);
	const values = {
		...{ small: last.points[0].batchSize, large: last.points.at(-1)!.batchSize },
		...{ first: rounded(mean(noises(latest, 0)), 2), last: rounded(mean(noises(latest, -1)), 2) },
		...{ epochs: last.epochs, examples: last.examples },
	};
	return [{ row: 'gradient', outcome, values }];
}

function ofAccuracy(result: Result): Verdict[] {
	const lines = accuracyLines(result);
	return (['epochs', 'updates'] as const).flatMap((comparison): Verdict[] => {
		const line = fixedLine(lines, comparison);
		const both = line && accuracyEnds(line);
		if (!both || both.some(({ training }) => training.count < ENOUGH)) return [];
		const [first, last] = both;
		const [worse, better] = [isBelow(last.training, first.training), isBelow(first.training, last.training)];
		const values = {
			...{ small: first.batchSize, large: last.batchSize, examples: line.examples, rate: first.rate },
			...{ first: percent(first.training.mean), last: percent(last.training.mean), seeds: first.training.count },
			...(comparison === 'epochs' ? { epochs: first.epochs } : { updates: first.updates }),
		};
		const row = comparison === 'epochs' ? 'equalEpochs' : 'equalUpdates';
		return [{ row, outcome: worse ? 'seen' : better ? 'reversed' : 'notSeen', values }];
	});
}

function ofGap(result: Result): Verdict[] {
	const { batchSize, examples, target, rate, optimiser } = result.settings;
	const whole = gapPairs(result).filter(({ small, full }) => small && full);
	const interval = gapInterval(gapDifferences(whole));
	if (!interval) return [];
	const accuracy = (arm: 'small' | 'full') => percent(mean(whole.map((pair) => pair[arm]!.test)), 2);
	const { mean: difference, half } = interval;
	const outcome = difference - half > 0 ? 'seen' : difference + half < 0 ? 'reversed' : 'notSeen';
	const values = {
		...{ small: Number(batchSize), large: Number(examples), first: accuracy('small'), last: accuracy('full') },
		...{ difference: Number(difference.toFixed(2)), half: Number(half.toFixed(2)), pairs: whole.length },
		...{ target: Number(target), rate: Number(rate), optimiser: String(optimiser) },
	};
	return [{ row: 'generalization', outcome, values }];
}

const judges: Readonly<Record<string, (result: Result) => Verdict[]>> = {
	'update-time': ofTimes,
	'gradient-noise': ofNoise,
	accuracy: ofAccuracy,
	gap: ofGap,
};
/** By the rows that a result speaks to; most experiments speak to none. */
export const verdictsOf = (result: Result): Verdict[] => judges[result.experiment]?.(result) ?? [];
