// What the chapter on generalisation says of recipes that no preset has: they are linked, and their results are quoted.
import type { GapSettings } from '../../src/lib/experiments/gap.ts';
import type { Check } from './check.ts';
import { measured } from './vitest.ts';

/** Changes of the preset `small`, as the chapter's links make them. */
export const recipes: Readonly<Record<string, Partial<GapSettings>>> = {
	small: {},
	fast: { rate: 0.01 },
	single: { batchSize: 1 },
	fifty: { batchSize: 50 },
	sgd: { optimiser: 'sgd', rate: 0.1 },
	early: { target: 0.1 },
};
/** Percentage points by which the small batch is ahead, with half the 95 % interval; mean updates of both arms. */
export interface Recipe {
	readonly mean: number;
	readonly half: number;
	readonly small: number;
	readonly full: number;
}
export type Recipes = Readonly<Record<keyof typeof recipes, Recipe>>;

const holdsZero = ({ mean, half }: Recipe) => Math.abs(mean) < half;

/** What is said, and whether it is so. */
const said: readonly (readonly [string, (found: Recipes) => boolean])[] = [
	['with a rate of 0.01 the interval holds zero', ({ fast }) => holdsZero(fast)],
	['batch size 5 is ahead', ({ small }) => small.mean > small.half],
	['batch size 1 is not', ({ single }) => holdsZero(single)],
	[
		'of 1, 5 and 50 the middle one is ahead most',
		({ small, single, fifty }) => small.mean > Math.max(single.mean, fifty.mean),
	],
	[
		'the intervals of 1, 5 and 50 overlap',
		({ small, single, fifty }) => {
			const ends = [small, single, fifty].map(({ mean, half }) => [mean - half, mean + half] as const);
			return Math.max(...ends.map(([low]) => low)) < Math.min(...ends.map(([, high]) => high));
		},
	],
	[
		'by plain descent both make about as many updates',
		({ sgd }) => Math.abs(Math.log(sgd.small / sgd.full)) < Math.log(1.3),
	],
	['and the gap is still there', ({ sgd }) => sgd.mean > sgd.half],
	['at a loss of 0.1 it is less than half as large', ({ early, small }) => early.mean < 0.5 * small.mean],
	['and its interval holds zero', ({ early }) => holdsZero(early)],
];

export const gapRecipes: Check<Recipes> = {
	name: 'gap-recipes',
	sources: [
		'src/lib/experiments/{gap,gap-arms,gap.run,course,population}.ts',
		'src/lib/numbers/*.ts',
		'src/lib/datasets/{mnist,packing}.ts',
		'src/lib/engine/{batches,layout,optimiser,schedule,spec,start}.ts',
		'src/lib/engine/plain/**/*',
		'scripts/verify/{gap-recipes,runs/gap-recipes.run}.ts',
	],
	run: async () => (await measured('scripts/verify/runs/gap-recipes.run.ts', 15)) as Recipes,
	fault: (found) =>
		said
			.filter(([, holds]) => !holds(found))
			.map(([claim]) => claim)
			.join('; '),
};
