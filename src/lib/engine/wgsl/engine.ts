// Fused WGSL kernels as an engine: a few dispatches an update, many updates a submission, many models at once.
import type { DataSource } from '../../datasets/dataset.ts';
import { openDevice, type OpenDevice } from '../device.ts';
import type { Engine, TrainSpec } from '../engine.ts';
import { checkSpec } from '../spec.ts';
import { startWeights } from '../start.ts';
import { fastestScheme, type OpenTrial } from './choice.ts';
import { Pipeline } from './pipelines.ts';
import type { Compile, Training } from './program.ts';
import { networkShape } from './shape.ts';
import { State } from './state.ts';
import { wgslSweep } from './sweep.ts';
import { WgslTrainer } from './trainer.ts';
import { sourceOf } from './kernels.ts';

/** Compiles each text once in a device's life. */
function compiler(device: GPUDevice): Compile {
	const pipelines = new Map<string, Pipeline>();
	return (name, constants, made) => {
		const source = sourceOf(name, constants, made);
		const pipeline = pipelines.get(source) ?? new Pipeline(device, name, source);
		pipelines.set(source, pipeline);
		return pipeline;
	};
}

/** Gives trainers with start weights on a device. */
export function trainersOn(open: OpenDevice): (...wish: Parameters<OpenTrial>) => WgslTrainer {
	const compile = compiler(open.device);
	return (spec, data, scheme) => {
		const state = new State(open.device, spec, data, networkShape(spec.widths, open.software));
		const trainer = new WgslTrainer(open, spec, state, compile, scheme);
		trainer.load(spec.models.map(({ seed }) => startWeights(seed, spec.widths)));
		return trainer;
	};
}

/**
 * @param forced how layers are computed; left out: as is fastest on this device
 * @throws EngineUnavailable without WebGPU, adapter or device
 */
export async function wgslEngine(source: DataSource, gpu?: GPU, forced?: Training): Promise<Engine> {
	const open = await openDevice(gpu);
	const trainerOf = trainersOn(open);
	const trainers = new Set<WgslTrainer>();
	// On a software adapter `sparse` was the fastest at every batch size measured (bench/README.md), and to find that out anew would cost a
	// visit the second that compiling the others takes there.
	const schemeFor = (spec: TrainSpec): Promise<Training> | Training =>
		open.software ? 'sparse' : fastestScheme(open.name, spec, trainerOf);
	return {
		name: 'wgsl',
		adapter: open.name,
		software: open.software,
		versions: {},
		async train(spec) {
			const data = await source.load(spec.data);
			checkSpec(spec, data);
			return open.guard(async () => {
				const trainer = trainerOf(spec, data, forced ?? (await schemeFor(spec)));
				trainers.add(trainer);
				return trainer;
			});
		},
		sweep: (name, inputs, count) => wgslSweep(open, name, inputs, count),
		async dispose() {
			trainers.forEach((trainer) => trainer.dispose());
			trainers.clear();
			open.close();
		},
	};
}
