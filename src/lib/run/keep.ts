// Loaded after a run: keeps what it says of the scorecard's rows.
import type { Plan } from '../experiments/experiment.ts';
import type { Result } from '../series/result.ts';
import { kept } from './kept.svelte.ts';
import { scoredOf } from './scored.ts';

export const keep = (experiment: Plan, result: Result): void => kept.keep(scoredOf(experiment, result, 'own'));
