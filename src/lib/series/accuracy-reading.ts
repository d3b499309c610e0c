// The table, sentences and doubts of the figure `accuracy`.
import {
	accuracyLines,
	ends,
	fixedLine,
	type AccuracyLine,
	type AccuracyPoint,
	type PublishedAccuracy,
} from './accuracy.ts';
import type { Cell, Reading, Sentence } from './reading.ts';
import type { Result } from './result.ts';
import { differs, ENOUGH, isBelow } from './spread.ts';

const percent = (share: number) => Number((100 * share).toFixed(1));

const rows = ({ comparison, policy, examples, points }: AccuracyLine, seed: number): Cell[][] =>
	points.flatMap(({ batchSize, rate, updates, epochs, seconds, runs }) =>
		runs.validation.map((validation, model): Cell[] => {
			const training = runs.training[model] ?? null;
			const scores = [training, validation].map((score) => (score === null ? null : percent(score)));
			return [comparison, policy, batchSize, seed + model, rate, updates, epochs, seconds, examples, ...scores];
		}),
	);

const both = (name: 'training' | 'validation', [first, last]: readonly [AccuracyPoint, AccuracyPoint]) => ({
	first: percent(first[name].mean),
	last: percent(last[name].mean),
});

/** Whether the largest batch came to less than the smallest, in every run, on both sets. */
const falls = ([first, last]: readonly [AccuracyPoint, AccuracyPoint]) =>
	isBelow(last.validation, first.validation) && isBelow(last.training, first.training);

function valuesOf(line: AccuracyLine, pair: readonly [AccuracyPoint, AccuracyPoint]): Sentence['values'] {
	const [first, last] = pair;
	const [training, validation] = [both('training', pair), both('validation', pair)];
	const good = line.points.filter(({ validation }) => validation.count > 0);
	const means = good.map(({ validation: { mean } }) => mean);
	const top = good[means.indexOf(Math.max(...means))];
	return {
		...{ examples: line.examples, small: first.batchSize, large: last.batchSize, epochs: first.epochs },
		...{ firstUpdates: first.updates, lastUpdates: last.updates, firstRate: first.rate, lastRate: last.rate },
		...{ firstTraining: training.first, lastTraining: training.last },
		...{ firstValidation: validation.first, lastValidation: validation.last },
		...{ low: percent(Math.min(...means)), high: percent(Math.max(...means)), top: top.batchSize },
	};
}

function sentence(line: AccuracyLine, { settings }: Result): Sentence[] {
	const pair = ends(line);
	if (!pair) return [];
	const values = { ...valuesOf(line, pair), seconds: Number(settings.seconds), updates: Number(settings.updates) };
	if (line.policy !== 'fixed')
		return [{ key: `${line.comparison}${line.policy === 'best' ? 'Best' : 'Scaled'}`, values }];
	if (line.comparison === 'epochs') return [{ key: falls(pair) ? 'epochsFall' : 'epochsNot', values }];
	if (line.comparison === 'updates') return [{ key: falls(pair) ? 'updatesFall' : 'updatesLevel', values }];
	return [{ key: 'seconds', values }];
}

const fixed = (lines: readonly AccuracyLine[], comparison: string) => {
	const line = fixedLine(lines, comparison);
	return line ? ends(line) : null;
};

/** What the usual rate came to on the same digits, and whether the search won back part of the fall. */
function baseline(lines: readonly AccuracyLine[], line: AccuracyLine): Sentence[] {
	if (line.policy !== 'best') return [];
	const bestAt = (batchSize: number) => line.points.find((point) => point.batchSize === batchSize);
	const usual = lines.find(({ comparison, policy, examples }) => {
		return policy === 'fixed' && comparison === line.comparison && examples === line.examples;
	});
	const pair = usual && ends({ ...usual, points: usual.points.filter(({ batchSize }) => bestAt(batchSize)) });
	if (!pair) return [];
	const [firstBest, lastBest] = pair.map(({ batchSize }) => bestAt(batchSize)!.validation);
	const won = isBelow(pair[1].validation, lastBest) && isBelow(lastBest, firstBest);
	return [{ key: won ? 'searchWinsPart' : 'searched', values: valuesOf(usual, pair) }];
}

/** What the lines say one after the other, each once. */
const sentences = (lines: readonly AccuracyLine[], result: Result): Sentence[] =>
	lines
		.filter((line) => line.policy !== 'fixed' || line === fixedLine(lines, line.comparison))
		.flatMap((line) => {
			const own = sentence(line, result);
			return own.length > 0 ? [...own, ...baseline(lines, line)] : [];
		});

/** Where equal epochs show a fall and equal updates none, both together say what it came from. */
function conclusion(lines: readonly AccuracyLine[]): Sentence[] {
	const [epochs, updates] = [fixed(lines, 'epochs'), fixed(lines, 'updates')];
	return epochs && updates && falls(epochs) && !falls(updates) ? [{ key: 'conclusion', values: {} }] : [];
}

function ofPublished({ curves }: PublishedAccuracy): Sentence[] {
	const [{ data, batchSizes, training, validation }] = curves;
	const top = training.indexOf(Math.max(...training));
	const ends = (of: readonly number[]) => [percent(of[0]), percent(of.at(-1)!)];
	const [[firstTraining, lastTraining], [firstValidation, lastValidation]] = [ends(training), ends(validation)];
	const values = { data, small: batchSizes[0], large: batchSizes.at(-1)!, top: batchSizes[top] };
	return [{ key: 'published', values: { ...values, firstTraining, lastTraining, firstValidation, lastValidation } }];
}

const isEnough = ([first, last]: readonly [AccuracyPoint, AccuracyPoint]) =>
	Math.min(first.validation.count, last.validation.count) >= ENOUGH;

/** Against N7 and its caveat: at equal epochs nothing fell, or training did not; at equal updates the small batch still won. */
function doubt(lines: readonly AccuracyLine[]): string | null {
	const [epochs, updates] = [fixed(lines, 'epochs'), fixed(lines, 'updates')];
	if (epochs && isEnough(epochs)) {
		const [first, last] = epochs;
		if (!isBelow(last.validation, first.validation)) return 'epochsLevel';
		if (!isBelow(last.training, first.training)) return 'trainingHolds';
	}
	if (!updates || !isEnough(updates)) return null;
	return falls(updates) && differs(updates[0].validation, updates[1].validation) ? 'updatesFall' : null;
}

const columns = ['comparison', 'policy', 'batchSize', 'seed', 'rate', 'updates', 'epochs', 'seconds', 'examples'];

export function accuracyReading(published: PublishedAccuracy): Reading {
	return {
		table: (result) => ({
			columns: [...columns, 'training', 'validation'],
			rows: accuracyLines(result).flatMap((line) => rows(line, result.seed)),
		}),
		summary(result) {
			const lines = accuracyLines(result);
			const found = sentences(lines, result);
			return found.length > 0 ? [...conclusion(lines), ...found, ...ofPublished(published)] : [];
		},
		disagreement: (result) => doubt(accuracyLines(result)),
	};
}
