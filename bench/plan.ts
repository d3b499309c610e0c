// What is timed: every contender on two networks and five batch sizes, ours also with more models, widths and examples.
import { contenderNames, own, schemeNames, type ContenderName, type Point } from './contenders.ts';

const small = [784, 100, 10];
const large = [784, 256, 256, 10];
const batches = [1, 10, 100, 1000, 10_000];
/** An update that takes longer than this is not timed, milliseconds. */
export const LONGEST_UPDATE = 20_000;

/**
 * Updates of one stage of the check that all contenders train alike. Three stages fit into an epoch, so that the peers, who go
 * through one epoch's order again and again, see the same batches as ours.
 */
export const checkUpdates = (batch: number): number => Math.max(1, Math.min(30, Math.floor(200 / batch)));

/** Training examples for a batch size: few enough that every peer can hold all batches as float32. */
export function examplesFor(batch: number): number {
	if (batch === 1) return 1000;
	return Math.max(6000, 3 * checkUpdates(batch) * batch);
}

function point(widths: readonly number[], batch: number, change: Partial<Point> = {}): Point {
	const examples = examplesFor(batch);
	return { widths, batch, models: 1, examples, contenders: contenderNames, table: 'peers', ...change };
}

const populations = (): Point[] =>
	[1, 10, 100].flatMap((batch) =>
		[2, 4, 8, 16].map((models) => point(small, batch, { models, contenders: own, table: 'population' })),
	);
const widths = (): Point[] =>
	[16, 32, 64, 128, 256, 512, 1024].map((hidden) => point([784, hidden, 10], 100, { contenders: own, table: 'width' }));
const examples = (): Point[] =>
	[20_000, 60_000].map((count) => point(small, 100, { examples: count, contenders: own, table: 'examples' }));

const schemes = (): Point[] => {
	const contenders = ['wgsl', ...schemeNames] as const;
	return [1, 10, 100, 1000].map((batch) => point(small, batch, { contenders, table: 'schemes' }));
};

export function plan(quick: boolean): Point[] {
	if (quick) return batches.filter((batch) => batch <= 1000).map((batch) => point(small, batch));
	const peers = [small, large].flatMap((net) => batches.map((batch) => point(net, batch)));
	return [...peers, ...populations(), ...widths(), ...examples(), ...schemes()];
}

/** What is known of a contender on a network from a smaller batch. */
export interface Known {
	readonly contender: ContenderName;
	readonly net: string;
	readonly models: number;
	readonly batch: number;
	readonly msPerUpdate: number;
}

/** Milliseconds expected of an update, in proportion to the largest batch known; null where nothing is. */
export function expected(known: readonly Known[], wanted: Omit<Known, 'msPerUpdate'>): number | null {
	const same = known.filter(
		({ contender, net, models }) => contender === wanted.contender && net === wanted.net && models === wanted.models,
	);
	const largest = same.reduce<Known | null>((best, each) => (best && best.batch > each.batch ? best : each), null);
	return largest && (largest.msPerUpdate * wanted.batch) / largest.batch;
}
