// What speaks against flatness, and against the small batch: other rates, another recipe, and networks that are the same but written otherwise.
import type { Engine } from '../engine/engine.ts';
import type { Measurement, Place } from '../series/result.ts';
import { counter, FACTORS, RECIPE, RECIPE_ARMS, SCALES, type CounterSettings, type Doubt } from './counter.ts';
import { defineExperiment, type Lab, type Step } from './experiment.ts';
import { gap, type GapArm, type GapSettings } from './gap.ts';
import { batchSizeOf, specOf, trainNetworks, within } from './gap-arms.ts';
import { sharpness, type Change } from './sharpness.ts';

type Networks = readonly Float32Array[];
/** Where a network of the small batch ended, which the last doubt writes otherwise. */
interface Shelf {
	small: Networks | null;
}

const gapSettings = (settings: CounterSettings): GapSettings =>
	Object.fromEntries(Object.keys(gap.settings).map((key) => [key, settings[key as keyof GapSettings]])) as GapSettings;

/** Trains the networks of one arm; only what they came to is told. */
async function* train(engine: Engine, at: Place, settings: GapSettings, arm: GapArm, lab: Lab) {
	const spec = specOf(arm, settings, lab.seed, settings.pairs);
	const place = { ...at, arm, batchSize: batchSizeOf(arm, settings) };
	const steps = trainNetworks(engine, spec, place, settings, lab);
	for (;;) {
		const { value, done } = await steps.next();
		if (done) return value;
		yield { ...value, measurements: value.measurements.filter(({ series }) => series !== 'trainingLoss') };
	}
}

/** Eigenvalues of networks where they stand. @param x where they are told, along `axis` */
async function sharpnessOf(
	engine: Engine,
	networks: Networks,
	settings: CounterSettings,
	lab: Lab,
	told: Pick<Measurement, 'at' | 'axis' | 'x'>,
): Promise<Measurement[]> {
	const trainer = await engine.train(specOf('full', gapSettings(settings), lab.seed, networks.length));
	try {
		trainer.load(networks);
		const found = await sharpness(trainer, settings, lab);
		return found.flatMap(({ value, residual }, model) =>
			Object.entries({ eigenvalue: value, residual }).map(([series, each]): Measurement => {
				return { series, model, value: each, ...told };
			}),
		);
	} finally {
		trainer.dispose();
	}
}

/** The full batch at other rates, and the small one: how sharp are they, and how good on test data? The fastest come first. */
async function* rates(
	engine: Engine,
	settings: CounterSettings,
	lab: Lab,
	shelf: Shelf,
): AsyncGenerator<Step, void, void> {
	const wish = gapSettings(settings);
	const arms = [
		...FACTORS.toReversed().map((factor) => ({ arm: 'full' as const, factor })),
		{ arm: 'small' as const, factor: 1 },
	];
	for (const [index, { arm, factor }] of arms.entries()) {
		const at = { doubt: 'rates', factor };
		const steps = train(engine, at, { ...wish, rate: wish.rate * factor }, arm, lab);
		const networks = yield* within(steps, index / arms.length, 0.7 / arms.length);
		if (arm === 'small') shelf.small = networks;
		const told = { at: { ...at, arm }, axis: 'updates', x: 0 } as const;
		yield { measurements: await sharpnessOf(engine, networks, settings, lab, told), done: (index + 1) / arms.length };
	}
}

/** Plain descent: the small batch, the full one at the same rate, and at a higher one. */
async function* recipe(engine: Engine, settings: CounterSettings, lab: Lab): AsyncGenerator<Step, void, void> {
	for (const [index, { arm, rate }] of RECIPE_ARMS.entries()) {
		const wish = { ...gapSettings(settings), ...RECIPE, rate };
		const steps = train(engine, { doubt: 'recipe', rate }, wish, arm, lab);
		yield* within(steps, index / RECIPE_ARMS.length, 1 / RECIPE_ARMS.length);
	}
}

/** Multiplies a first layer's parameters, and the second one's weights, by these. Parameters lie layer by layer, W then b. */
function scaled(parameters: Float32Array, widths: readonly number[], first: number, second: number): Float32Array {
	const [inputs, hidden, next] = widths;
	const end = (inputs + 1) * hidden;
	return parameters.map((value, i) => {
		if (i < end) return value * first;
		return i < end + hidden * next ? value * second : value;
	});
}

/** The same networks, one layer multiplied by c and the next one's weights divided by it. */
async function* rescaling(
	engine: Engine,
	settings: CounterSettings,
	lab: Lab,
	shelf: Shelf,
): AsyncGenerator<Step, void, void> {
	const wish = gapSettings(settings);
	const begun = shelf.small ? 0 : 0.4;
	shelf.small ??= yield* within(train(engine, { doubt: 'rescaling' }, wish, 'small', lab), 0, 0.4);
	const spec = specOf('full', wish, lab.seed, shelf.small.length);
	const { widths } = spec;
	const trainer = await engine.train(spec);
	try {
		const at = { doubt: 'rescaling' };
		let first: readonly number[] = [];
		for (const [index, scale] of SCALES.entries()) {
			// T: as large as the change of every parameter; the Hessian there is T⁻¹·H·T⁻¹.
			const undo: Change = (vector) => scaled(vector, widths, 1 / scale, scale);
			trainer.load(shelf.small);
			const expected = await sharpness(trainer, settings, lab, undo);
			trainer.load(shelf.small.map((each) => scaled(each, widths, scale, 1 / scale)));
			const losses = (await trainer.evaluate('training')).map(({ loss }) => loss);
			if (index === 0) first = losses;
			const found = await sharpness(trainer, settings, lab);
			const measurements = found.flatMap(({ value, residual }, model) =>
				Object.entries({
					...{ scaledEigenvalue: value, expectedEigenvalue: expected[model].value, scaledResidual: residual },
					lossChange: losses[model] - first[model],
				}).map(([series, each]): Measurement => ({ series, at, model, axis: 'scale', x: scale, value: each })),
			);
			yield { measurements, done: begun + ((1 - begun) * (index + 1)) / SCALES.length };
		}
	} finally {
		trainer.dispose();
	}
}

export const experiment = defineExperiment({
	...counter,
	async *run(settings, lab: Lab): AsyncGenerator<Step, void, void> {
		const engine = await lab.engine();
		const shelf: Shelf = { small: null };
		const parts: Record<Doubt, () => AsyncGenerator<Step, void, void>> = {
			rates: () => rates(engine, settings, lab, shelf),
			recipe: () => recipe(engine, settings, lab),
			rescaling: () => rescaling(engine, settings, lab, shelf),
		};
		const { doubts } = settings;
		for (const [index, doubt] of doubts.entries())
			yield* within(parts[doubt](), index / doubts.length, 1 / doubts.length);
	},
});
