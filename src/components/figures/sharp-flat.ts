// What the figure `sharp-flat` draws: the curves as far as the film has come, and both curves along the line between real solutions.
import type { Point } from '../../lib/chart/path.ts';
import { linearScale, type Scale } from '../../lib/chart/scale.ts';
import type { Film } from '../../lib/run/figure-run.svelte.ts';
import type { LineMeans } from '../../lib/series/line-means.ts';
import type { Result } from '../../lib/series/result.ts';
import type { Moved } from '../../lib/series/sharp-flat.ts';

/** Both valleys with the ridge between them; room below them for names. */
export const placeScale = linearScale([-1.9, 1.9], 5);
export const sketchScale: Scale = {
	...linearScale([-0.32, 1.25]),
	ticks: [0, 0.5, 1].map((value) => ({ value, minor: false })),
};
/** What is above tells nothing of the gaps. */
export const realScale = linearScale([0, 1], 5);

/** How far the test curve has come. */
export function movedAt({ settings }: Result, { moment, last }: Film): Moved {
	const share = last > 0 ? moment / last : 1;
	const { shift, lift } = settings as unknown as Moved;
	return { shift: share * shift, lift: share * lift };
}

/** The training curve, over all that is seen and can be moved into sight. */
export const curveOf = ({ series }: Result): Point[] => {
	const training = series.find(({ name, at }) => name === 'trainingLoss' && at.valley === undefined);
	return (training?.x ?? []).map((w, i): Point => [w, training?.value[i] ?? NaN]);
};

export const pointsOf = (means: LineMeans, curve: 'training' | 'test'): Point[] =>
	means.alpha.map((alpha, i): Point => [alpha, means[curve][i]]);
