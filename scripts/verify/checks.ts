import { bookAccuracy } from './book-accuracy.ts';
import type { Check } from './check.ts';
import { endStatePlain, endStateWgsl } from './end-state.ts';
import { faultChecks } from './fault-checks.ts';
import { gapRecipes } from './gap-recipes.ts';
import { kernelBounds } from './kernels.ts';
import { liveWgsl } from './live-wgsl.ts';
import { quantisation } from './quantisation.ts';

/** All that `npm run verify` looks at. */
export const checks: readonly Check[] = [
	quantisation,
	kernelBounds,
	endStatePlain,
	endStateWgsl,
	bookAccuracy,
	gapRecipes,
	liveWgsl,
	...faultChecks,
];
