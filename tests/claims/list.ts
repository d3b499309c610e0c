// What a run of each experiment must show, on its recordings and live.
import { accuracy } from './accuracy.ts';
import { both } from './both.ts';
import type { Claims } from './claim.ts';
import { counter } from './counter.ts';
import { escape } from './escape.ts';
import { gap } from './gap.ts';
import { gradientNoise } from './gradient-noise.ts';
import { line } from './line.ts';
import { momentumMnist } from './momentum-mnist.ts';
import { phase } from './phase.ts';
import { shuffle } from './shuffle.ts';
import { slice } from './slice.ts';
import { updateTime } from './update-time.ts';

/** By experiment. */
export const claims: Readonly<Record<string, Claims>> = {
	'update-time': updateTime,
	shuffle,
	accuracy,
	gap,
	counter,
	both,
	'momentum-mnist': momentumMnist,
	'gradient-noise': gradientNoise,
	escape,
	line,
	phase,
	slice,
};
