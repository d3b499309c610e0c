import type { Check } from './check.ts';
import { quantisation } from './quantisation.ts';

/** All that `npm run verify` looks at. */
export const checks: readonly Check[] = [quantisation];
