// What the figure `counter` draws: how sharp against how good, another recipe, and networks that are written otherwise.
import type { Point } from '../../lib/chart/path.ts';
import { halfDecades, linearScale, logScale, type Scale } from '../../lib/chart/scale.ts';
import { SCALES } from '../../lib/experiments/counter.ts';
import {
	meanEigenvalue,
	meanTest,
	rateArms,
	recipeArms,
	rescaledNetworks,
	type CounterArm,
} from '../../lib/series/counter.ts';
import type { Result } from '../../lib/series/result.ts';
import type { Role } from '../charts/plot.ts';
import type { Drawn } from '../frame/drawn.ts';
import { pairGroup, type PairGroup } from './pairs.ts';

interface Mark {
	readonly x: number;
	readonly y: number;
	readonly hollow: boolean;
}
/** Networks of one arm by how sharp (x) and how good they are (y, percent). */
interface Cloud {
	readonly arm: 'small' | 'full';
	readonly factor: number;
	readonly networks: readonly Mark[];
	readonly mean: Point;
}
export interface DrawnCounter {
	readonly role: Role;
	readonly faded: boolean;
	/** The full batch by rising rates, then the small one. */
	readonly clouds: readonly Cloud[];
	/** Test accuracies by the other recipe, percent. */
	readonly recipe: PairGroup;
	/** A line a network: eigenvalue against scale, as found and as expected. */
	readonly found: readonly (readonly Point[])[];
	readonly expected: readonly Mark[];
}

const cloudOf = (arm: CounterArm): Cloud => ({
	...{ arm: arm.arm, factor: arm.factor, mean: [meanEigenvalue(arm) || 0, 100 * meanTest(arm)] },
	// Whose sharpness is still being measured waits at the left edge.
	networks: arm.networks.flatMap(({ eigenvalue, test }) =>
		test === null ? [] : [{ x: eigenvalue ?? 0, y: 100 * test, hollow: true }],
	),
});
const isWhole = ({ networks }: Cloud) => networks.length > 0;

function ofResult(result: Result, role: Role, faded: boolean): DrawnCounter {
	const { full, small } = rateArms(result);
	const recipes = recipeArms(result);
	const pairs =
		recipes[0]?.networks.map((_, pair) => recipes.map(({ networks }) => networks[pair]?.test ?? null)) ?? [];
	const rescaled = rescaledNetworks(result);
	const models = [...new Set(rescaled.map(({ pair }) => pair))];
	return {
		...{ role, faded, clouds: [...full, ...(small ? [small] : [])].map(cloudOf).filter(isWhole) },
		recipe: pairGroup(pairs.map((row) => row.map((test) => (test === null ? null : 100 * test)))),
		found: models.map((model) =>
			rescaled.filter(({ pair }) => pair === model).map(({ scale, eigenvalue }): Point => [scale, eigenvalue]),
		),
		expected: rescaled.map(({ scale, expected }) => ({ x: scale, y: expected, hollow: true })),
	};
}

/** The reader's own lies on top. */
export const drawnCounters = ({ recorded, own, faded }: Drawn): DrawnCounter[] => [
	...(recorded ? [ofResult(recorded, 'recorded', faded)] : []),
	...(own ? [ofResult(own, 'own', false)] : []),
];

const around = (values: readonly number[], room: number, otherwise: readonly [number, number]): Scale =>
	linearScale(
		values.length > 0 ? [Math.floor(Math.min(...values) - room), Math.ceil(Math.max(...values) + room)] : otherwise,
		5,
	);

export const eigenvalueScale = (drawn: readonly DrawnCounter[]): Scale =>
	around(
		[0.5, ...drawn.flatMap(({ clouds }) => clouds.flatMap(({ networks }) => networks.map(({ x }) => x)))],
		0.4,
		[0, 8],
	);
export const accuracyScale = (drawn: readonly DrawnCounter[]): Scale =>
	around(
		drawn.flatMap(({ clouds }) => clouds.flatMap(({ networks }) => networks.map(({ y }) => y))),
		0.2,
		[80, 100],
	);
export const recipeScale = (drawn: readonly DrawnCounter[]): Scale =>
	around(
		drawn.flatMap(({ recipe }) => recipe.pairs.flat().map(([, y]) => y)),
		0.2,
		[80, 100],
	);

/** By equal factors, with a tick at every multiplier. */
export const multiplierScale: Scale = {
	...logScale([0.8, 10]),
	ticks: SCALES.map((value) => ({ value, minor: false })),
};
export const rescaledScale = (drawn: readonly DrawnCounter[]): Scale =>
	logScale(halfDecades([1, ...drawn.flatMap(({ found }) => found.flat().map(([, y]) => y))]));
