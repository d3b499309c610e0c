import type { Check } from './check.ts';
import { endStatePlain, endStateWgsl } from './end-state.ts';
import { faultChecks } from './fault-checks.ts';
import { quantisation } from './quantisation.ts';

/** All that `npm run verify` looks at. */
export const checks: readonly Check[] = [quantisation, endStatePlain, endStateWgsl, ...faultChecks];
