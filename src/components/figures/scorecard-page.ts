// What the figure `scorecard` is built with: the verdicts of the recordings, and of published times where no recording has parallel hardware.
import { accuracy } from '../../lib/experiments/accuracy.ts';
import type { Plan } from '../../lib/experiments/experiment.ts';
import { gap } from '../../lib/experiments/gap.ts';
import { gradientNoise } from '../../lib/experiments/gradient-noise.ts';
import { updateTime } from '../../lib/experiments/update-time.ts';
import { scoredOf } from '../../lib/run/scored.ts';
import type { Result } from '../../lib/series/result.ts';
import type { Scored } from '../../lib/series/scorecard.ts';
import type { PublishedTimes } from '../../lib/series/timing.ts';
import { ofPublishedTimes } from '../../lib/series/verdicts.ts';

const plans: readonly Plan[] = [updateTime, gradientNoise, accuracy, gap];
const nowhere = { engine: '', adapter: '', software: false, startedAt: '', seed: 0, query: '' };

/** @param recorded the `full` recording of an experiment by its id */
export function recordedScores(recorded: (experiment: string) => Result, published: PublishedTimes): Scored[] {
	const measured = plans.flatMap((plan) => scoredOf(plan, recorded(plan.id), 'recorded'));
	const read = ofPublishedTimes(published).map((verdict): Scored => {
		return { ...verdict, ...nowhere, whose: 'published' };
	});
	return [...measured, ...read.filter(({ row }) => !measured.some((each) => each.row === row))];
}
