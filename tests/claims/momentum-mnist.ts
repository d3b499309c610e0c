// N15's caveat, "the rate is constant", and the misconception that λ only makes training faster: at one effective rate little is left of it.
import { outcomesOf } from '../../src/lib/series/momentum-mnist.ts';
import { momentumMnistReading } from '../../src/lib/series/momentum-mnist-reading.ts';
import type { Result } from '../../src/lib/series/result.ts';
import { differs, isBelow } from '../../src/lib/series/spread.ts';
import { above, below, holds, toldBy, type Claims } from './claim.ts';

const at = (result: Result, comparison: string, batchSize: number) => {
	const outcomes = outcomesOf(result, { comparison, batchSize });
	return (momentum: number) => outcomes.find((outcome) => outcome.momentum === momentum)!;
};

export const momentumMnist: Claims = {
	'four momenta have three seeds or more at either batch size, at one rate and at one effective rate': (result) => {
		for (const batchSize of [16, 256])
			for (const comparison of ['fixed', 'effective'])
				for (const momentum of [0, 0.5, 0.9, 0.99])
					above(at(result, comparison, batchSize)(momentum).count, 2, 'seeds');
	},
	'at one rate every run with λ = 0.9 beats every run without: by three points in the mean, by twenty at batch size 256':
		(result) => {
			for (const [batchSize, gain] of [[16, 0.03], [256, 0.2]] as const /* prettier-ignore */) {
				const of = at(result, 'fixed', batchSize);
				holds(isBelow(of(0), of(0.9)), `a run without momentum is as good at batch size ${batchSize}`);
				above(of(0.9).mean - of(0).mean, gain, 'gain');
			}
		},
	'at one rate and batch size 16, λ = 0.99 is too much: every run is below every run with λ = 0.9': (result) => {
		const of = at(result, 'fixed', 16);
		holds(isBelow(of(0.99), of(0.9)), 'a run with λ = 0.99 is as good');
	},
	'at one effective rate and batch size 16, λ = 0, 0.5 and 0.9 do not differ beyond their spread, nor by two points': (
		result,
	) => {
		const of = at(result, 'effective', 16);
		const ends = [0, 0.5, 0.9].map(of);
		for (const a of ends)
			for (const b of ends) {
				holds(!differs(a, b), `${a.mean} differs from ${b.mean}`);
				below(Math.abs(a.mean - b.mean), 0.02, 'difference');
			}
	},
	'at one effective rate and batch size 256, λ = 0.99 has too few updates: it is ten points or more below no momentum':
		(result) => {
			const of = at(result, 'effective', 256);
			above(of(0).mean - of(0.99).mean, 0.1, 'loss');
		},
	'so the page tells it': toldBy(momentumMnistReading, 'boughtNothing', 'both', 'slow'),
};
