// Which lines the figure `accuracy` draws in which panel, in which shape, under which name.
import type { Point, Shape } from '../../lib/chart/path.ts';
import { logSamples } from '../../lib/chart/scale.ts';
import {
	accuracyLines,
	type AccuracyLine,
	type AccuracySplit,
	type PublishedAccuracy,
} from '../../lib/series/accuracy.ts';
import type { Result } from '../../lib/series/result.ts';
import type { AnySettings } from '../../lib/settings/schema.ts';
import { fill } from '../../lib/text/template.ts';
import type { Role } from '../charts/plot.ts';
import type { Drawn } from '../frame/drawn.ts';

/** The points of one line on one split. */
interface Track {
	/** Means over the runs, in percent. */
	readonly mean: readonly Point[];
	/** Every run, in percent. */
	readonly runs: readonly (readonly { readonly x: number; readonly y: number; readonly hollow: boolean }[])[];
}
export interface DrawnAccuracy {
	readonly key: string;
	readonly comparison: string;
	readonly role: Role;
	readonly faded: boolean;
	readonly shape: Shape;
	/** Trained on other digits than the rest of its panel, for a search: validation alone, by a thin line. */
	readonly slight: boolean;
	readonly rows: readonly string[];
	readonly training: Track;
	readonly validation: Track;
}
/** Places between two points as well, as a line on a logarithmic axis passes through them: labels keep off them. */
export const alongLine = (points: readonly Point[]): Point[] =>
	points.slice(1).flatMap(([x, y], index) => {
		const [fromX, fromY] = points[index];
		return logSamples(fromX, x, 9).map((at, step): Point => [at, fromY + ((y - fromY) * step) / 8]);
	});

type Labels = Readonly<Record<string, string>>;

const shapes: Readonly<Record<string, Shape>> = { fixed: 'circle', scaled: 'square', best: 'triangle' };
const NOTHING: Track = { mean: [], runs: [] };
/** Training is hollow, validation filled. */
const isHollow = (split: AccuracySplit) => split === 'training';

function trackOf({ points }: AccuracyLine, split: AccuracySplit): Track {
	const models = Math.max(0, ...points.map(({ runs }) => runs[split].length));
	return {
		mean: points.map((point): Point => [point.batchSize, 100 * point[split].mean]),
		runs: Array.from({ length: models }, (_, model) =>
			points.flatMap(({ batchSize, runs }) => {
				const value = runs[split][model] ?? null;
				return value === null ? [] : [{ x: batchSize, y: 100 * value, hollow: isHollow(split) }];
			}),
		),
	};
}

function ofResult(result: Result | null, role: Role, faded: boolean, labels: Labels, lang: string): DrawnAccuracy[] {
	const lines = result ? accuracyLines(result) : [];
	return lines.map((line) => {
		const { comparison, policy, examples } = line;
		const slight = lines.find((each) => each.comparison === comparison)!.examples !== examples;
		const values = { ...(result!.settings as Readonly<Record<string, number>>), examples };
		const name = (key: string) => fill(labels[key], values, lang);
		const aside = [policy === 'fixed' ? name('baseline') : name(policy), name('digits')];
		return {
			...{ key: `${role} ${comparison} ${policy} ${examples}`, comparison, role, faded, slight },
			shape: shapes[policy] ?? 'circle',
			rows: slight ? aside : [labels[role], name(`${comparison}-${policy}`), name('digits')],
			training: slight ? NOTHING : trackOf(line, 'training'),
			validation: trackOf(line, 'validation'),
		};
	});
}

/** Nobody says what was equal in the lecture; its curves stand where the lecture's sentence is: at equal epochs. */
const ofPublished = ({ id, curves }: PublishedAccuracy, labels: Labels): DrawnAccuracy[] =>
	curves.map(({ data, batchSizes, training, validation }) => {
		const track = (values: readonly number[], split: AccuracySplit): Track => ({
			mean: values.map((value, index): Point => [batchSizes[index], 100 * value]),
			runs: [values.map((value, index) => ({ x: batchSizes[index], y: 100 * value, hollow: isHollow(split) }))],
		});
		return {
			...{
				key: `published ${data}`,
				comparison: 'epochs',
				role: 'published',
				faded: false,
				slight: false,
				shape: 'diamond',
			},
			...{ rows: [data, labels[id]], training: track(training, 'training') },
			validation: track(validation, 'validation'),
		};
	});

/** All lines, in the order of drawing: the reader's own lie on top. */
export const drawnAccuracy = (
	{ recorded, own, faded }: Drawn,
	published: PublishedAccuracy,
	labels: Labels,
	lang: string,
): DrawnAccuracy[] => [
	...ofPublished(published, labels),
	...ofResult(recorded, 'recorded', faded, labels, lang),
	...ofResult(own, 'own', false, labels, lang),
];

/** The comparisons that get a panel: those that are drawn, and those that the reader's next run will make. */
export const panelsOf = (lines: readonly DrawnAccuracy[], all: readonly string[], { comparisons }: AnySettings) =>
	all.filter(
		(name) => lines.some(({ comparison }) => comparison === name) || (comparisons as readonly string[]).includes(name),
	);
