// What lies on the line between the solutions of a small batch and of the full one, and how sharp is each? After Keskar et al. 2017, figure 3.
import type { Trainer } from '../engine/engine.ts';
import type { Measurement } from '../series/result.ts';
import { defineExperiment, type Lab, type Step } from './experiment.ts';
import { gap, type GapSettings } from './gap.ts';
import { keyOf, specOf, trainPairs, within, type Solutions } from './gap-arms.ts';
import { ALPHAS, line, type LineSettings } from './line.ts';
import { sign } from './population.ts';
import { sharpness } from './sharpness.ts';

/** Shares of a run's time: training, if it has to, the line, and the eigenvalues. */
const [TRAINING, LINE] = [0.4, 0.7];

const gapSettings = (settings: LineSettings): GapSettings =>
	Object.fromEntries(Object.keys(gap.settings).map((key) => [key, settings[key as keyof GapSettings]])) as GapSettings;

/** Pairs through which a line is drawn: no more than there are. */
const countOf = ({ lines, pairs }: LineSettings): number => Math.min(lines, pairs);

/** The reader's own solutions, if they have run `gap` with these settings; else they are trained now. */
async function* solutions(settings: LineSettings, lab: Lab): AsyncGenerator<Step, Solutions, void> {
	const wish = gapSettings(settings);
	const kept = lab.artefacts.get('gap');
	if (kept?.key === keyOf(wish, lab.seed)) return kept.parameters;
	return yield* within(trainPairs(await lab.engine(), wish, lab, countOf(settings)), 0, TRAINING);
}

/** (1 − α) · small + α · full of every pair, in float64 until the end. */
const between = ({ small, full }: Solutions, alpha: number, count: number): Float32Array[] =>
	small.slice(0, count).map((a, pair) => a.map((value, i) => (1 - alpha) * value + alpha * full[pair][i]));

async function pointAt(alpha: number, trainer: Trainer): Promise<Measurement[]> {
	const [training, test] = [await trainer.evaluate('training'), await trainer.evaluate('test')];
	const named = { training, test };
	return Object.entries(named).flatMap(([split, scores]) =>
		scores.flatMap(({ loss, accuracy }, model) =>
			Object.entries({ Loss: loss, Accuracy: accuracy }).map(([what, value]): Measurement => {
				return { series: `${split}${what}`, at: {}, model, axis: 'alpha', x: alpha, value };
			}),
		),
	);
}

async function eigenvalues(alpha: 0 | 1, trainer: Trainer, settings: LineSettings, lab: Lab): Promise<Measurement[]> {
	const found = await sharpness(trainer, settings, lab);
	return found.flatMap(({ value, residual, iterations }, model) =>
		Object.entries({ eigenvalue: value, residual, iterations }).map(([series, each]): Measurement => {
			return { series, at: {}, model, axis: 'alpha', x: alpha, value: each };
		}),
	);
}

export const experiment = defineExperiment({
	...line,
	async *run(settings, lab: Lab): AsyncGenerator<Step, void, void> {
		const ends = yield* solutions(settings, lab);
		const count = countOf(settings);
		const engine = await lab.engine();
		const trainer = await engine.train(specOf('full', gapSettings(settings), lab.seed, count));
		try {
			await sign(trainer, lab);
			for (const [index, alpha] of ALPHAS.entries()) {
				await lab.rest();
				trainer.load(between(ends, alpha, count));
				const done = TRAINING + ((LINE - TRAINING) * (index + 1)) / ALPHAS.length;
				yield { measurements: await pointAt(alpha, trainer), done };
			}
			for (const alpha of [0, 1] as const) {
				trainer.load(between(ends, alpha, count));
				yield {
					measurements: await eigenvalues(alpha, trainer, settings, lab),
					done: LINE + ((1 - LINE) * (alpha + 1)) / 2,
				};
			}
		} finally {
			trainer.dispose();
		}
	},
});
