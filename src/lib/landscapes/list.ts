// All toy losses. A new one is one file and one line here.
import { bowl } from './bowl.ts';
import { cubic } from './cubic.ts';
import { doubleWell } from './double-well.ts';
import { escape } from './escape.ts';
import { flatValley } from './flat-valley.ts';
import { inflection } from './inflection.ts';
import { monkeySaddle } from './monkey-saddle.ts';
import { quartic } from './quartic.ts';
import { ravine } from './ravine.ts';
import { saddle } from './saddle.ts';
import { tilts } from './tilts.ts';
import { twoMinima } from './two-minima.ts';

export const landscapes = {
	bowl,
	ravine,
	saddle,
	'two-minima': twoMinima,
	'double-well': doubleWell,
	escape,
	tilts,
	cubic,
	quartic,
	'flat-valley': flatValley,
	'monkey-saddle': monkeySaddle,
	inflection,
} as const;
export type LandscapeName = keyof typeof landscapes;
