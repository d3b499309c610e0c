// The surfaces that figures walk on: a landscape of two dimensions each, with its parameters and the places where its gradient is zero.
import { bowl } from './bowl.ts';
import { flatValley } from './flat-valley.ts';
import type { Ground, Vector } from './ground.ts';
import { inflection } from './inflection.ts';
import type { Landscape, Parameters } from './landscape.ts';
import { monkeySaddle } from './monkey-saddle.ts';
import { ravine } from './ravine.ts';
import { saddle } from './saddle.ts';
import { twoMinima } from './two-minima.ts';

export interface Surface extends Ground {
	/** Row-major, [2 · 2], symmetric. */
	hessian(at: Vector): readonly number[];
	/** All places where the gradient is zero. */
	readonly critical: readonly Vector[];
}

const ORIGIN: readonly Vector[] = [[0, 0]];

function surface(landscape: Landscape, given: Parameters = {}, critical = ORIGIN): Surface {
	const parameters = { ...landscape.parameters, ...given };
	return {
		critical,
		loss: (at) => landscape.loss(at, parameters),
		gradient: (at) => landscape.gradient(at, parameters) as unknown as Vector,
		hessian: (at) => landscape.hessian(at, parameters),
	};
}

/** The roots of x³ − x = tilt by Viète's cosines, from the left. @param tilt beyond ± 2/√27 there is only one */
function flatPlaces(tilt: number): Vector[] {
	const angle = Math.acos((tilt * Math.sqrt(27)) / 2) / 3;
	return [1, 2, 0].map((third) => {
		const x = (2 / Math.sqrt(3)) * Math.cos(angle + (2 * Math.PI * third) / 3);
		return [x, x];
	});
}

const surfaces = {
	ravine: ({ condition }) => surface(ravine, { condition }),
	bowl: () => surface(bowl, { hx: 1, hy: 0.5 }),
	saddle: () => surface(saddle),
	'two-minima': ({ tilt }) => surface(twoMinima, { tilt }, flatPlaces(tilt)),
	hill: () => surface(bowl, { hx: -1, hy: -0.5 }),
	inflection: () => surface(inflection),
	'flat-valley': () => surface(flatValley),
	'monkey-saddle': () => surface(monkeySaddle),
} satisfies Record<string, (shape: Shape) => Surface>;
export type SurfaceName = keyof typeof surfaces;

/** What a reader may set of some surfaces. */
export interface Shape {
	/** Of the ravine: its steeper curvature over its flatter one. */
	readonly condition: number;
	/** Of the two minima: how much lower the right one lies; within ± 0.38 there are two. */
	readonly tilt: number;
}
export const usualShape: Shape = { condition: 12, tilt: 0.2 };

export const surfaceOf = (name: SurfaceName, shape = usualShape): Surface => surfaces[name](shape);
