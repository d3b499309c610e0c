// What speaks against flatness and against the small batch, by its kind: what the figure `counter` draws and puts into words.
import { mean } from '../numbers/statistics.ts';
import { pairedInterval, type PairedInterval } from '../numbers/paired.ts';
import { ENOUGH_PAIRS } from './gap.ts';
import type { Result, Series } from './result.ts';

/** What one network came to; null where it is not known yet, or diverged. */
export interface CounterNetwork {
	/** 0 … 1 */
	readonly test: number | null;
	/** Largest of the Hessian of the training loss. */
	readonly eigenvalue: number | null;
	readonly updates: number;
}
/** Networks that were trained alike, one a pair. */
export interface CounterArm {
	readonly arm: 'small' | 'full';
	/** Times the rate of the small batch. */
	readonly factor: number;
	readonly rate: number;
	readonly networks: readonly CounterNetwork[];
}
/** One network, one layer of which was multiplied by `scale`. */
export interface Rescaled {
	readonly scale: number;
	readonly pair: number;
	/** Found at the rescaled parameters. */
	readonly eigenvalue: number;
	/** Of T⁻¹·H·T⁻¹ at the first ones. */
	readonly expected: number;
	/** Of the training loss by rescaling, nats. */
	readonly lossChange: number;
}

const ofDoubt = ({ series }: Result, doubt: string): Series[] => series.filter(({ at }) => at.doubt === doubt);
const first = (all: readonly Series[], name: string, model: number) =>
	all.find((each) => each.name === name && each.model === model);

function networksOf(all: readonly Series[], pairs: number): CounterNetwork[] {
	return Array.from({ length: pairs }, (_, pair) => {
		const test = first(all, 'testAccuracy', pair);
		const eigenvalue = first(all, 'eigenvalue', pair)?.value[0] ?? null;
		return { test: test?.value[0] ?? null, updates: test?.x[0] ?? NaN, eigenvalue };
	});
}

/** The arms whose places agree in these keys, in the order in which they came. */
function armsOf(result: Result, doubt: string, key: 'factor' | 'rate'): CounterArm[] {
	const all = ofDoubt(result, doubt);
	const places = new Map(all.map(({ at }) => [`${at.arm} ${at[key]}`, at]));
	const own = Number(result.settings.rate);
	return [...places.values()].map((at) => {
		const networks = networksOf(
			all.filter((each) => each.at.arm === at.arm && each.at[key] === at[key]),
			Number(result.settings.pairs),
		);
		const arm = at.arm === 'small' ? 'small' : 'full';
		const [factor, rate] = key === 'factor' ? [Number(at.factor), own * Number(at.factor)] : [1, Number(at.rate)];
		return { arm, factor, rate, networks };
	});
}

/** The full batch by rising rates, and the small one. */
export function rateArms(result: Result): { readonly full: readonly CounterArm[]; readonly small: CounterArm | null } {
	const arms = armsOf(result, 'rates', 'factor');
	const full = arms.filter(({ arm }) => arm === 'full').sort((a, b) => a.factor - b.factor);
	return { full, small: arms.find(({ arm }) => arm === 'small') ?? null };
}

/** Of the second recipe: the small batch, the full one at the same rate, and at a higher one, as far as they are trained. */
export const recipeArms = (result: Result): CounterArm[] => armsOf(result, 'recipe', 'rate');

export function rescaledNetworks(result: Result): Rescaled[] {
	const all = ofDoubt(result, 'rescaling').filter(({ axis }) => axis === 'scale');
	return all
		.filter(({ name }) => name === 'scaledEigenvalue')
		.flatMap(({ model, x, value }) =>
			x.map((scale, index): Rescaled => {
				const at = (name: string) => first(all, name, model)?.value[index] ?? NaN;
				const found = { eigenvalue: value[index] ?? NaN, expected: at('expectedEigenvalue') };
				return { scale, pair: model, ...found, lossChange: at('lossChange') };
			}),
		);
}

/** Of what is known; NaN where nothing is. */
function meanOf(values: readonly (number | null)[]): number {
	const known = values.filter((value) => value !== null);
	return known.length > 0 ? mean(known) : NaN;
}

/** NaN where nothing is known yet. */
export const meanTest = ({ networks }: CounterArm): number => meanOf(networks.map(({ test }) => test));
export const meanEigenvalue = ({ networks }: CounterArm): number =>
	meanOf(networks.map(({ eigenvalue }) => eigenvalue));

/** Percentage points by which `better` does better on test data than `worse`, of every pair that has both. */
export const pointsBetween = (better: CounterArm, worse: CounterArm): number[] =>
	better.networks.flatMap(({ test }, pair) => {
		const other = worse.networks[pair]?.test ?? null;
		return test === null || other === null ? [] : [100 * (test - other)];
	});

export const intervalOf = (differences: readonly number[]): PairedInterval | null =>
	differences.length >= ENOUGH_PAIRS ? pairedInterval(differences) : null;

/** The full batch whose solutions are flattest; null before any is known. */
export function flattest(full: readonly CounterArm[]): CounterArm | null {
	const measured = full.filter((arm) => Number.isFinite(meanEigenvalue(arm)));
	if (measured.length === 0) return null;
	return measured.reduce((a, b) => (meanEigenvalue(b) < meanEigenvalue(a) ? b : a));
}
