// What a result says of the scorecard's rows, with where it comes from and the address that shows it again.
import type { Plan } from '../experiments/experiment.ts';
import type { Result } from '../series/result.ts';
import type { Scored, Verdict } from '../series/scorecard.ts';
import { verdictsOf } from '../series/verdicts.ts';
import { baseOf, changesFrom } from './choice.ts';
import { keysOf, queryOf } from './keys.ts';

function queryFor(experiment: Plan, { settings, preset, seed }: Result): string {
	const changes = changesFrom(baseOf(experiment, {}, preset), settings);
	return queryOf(keysOf({ experiment, set: {} }, { preset, changes, seed, engine: null }));
}

export function scoredOf(experiment: Plan, result: Result, whose: Scored['whose']): Scored[] {
	const { engine, adapter, software, startedAt, seed } = result;
	const origin = { engine, adapter, software, startedAt, seed, whose, query: queryFor(experiment, result) };
	return verdictsOf(result).map((verdict: Verdict): Scored => ({ ...verdict, ...origin }));
}
