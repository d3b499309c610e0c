// TensorFlow.js on WebGPU as an engine: general and readable, the comparison line and the cross-check of the others.
import { version_core } from '@tensorflow/tfjs-core';
import type { DataSource } from '../../datasets/dataset.ts';
import { openDevice } from '../device.ts';
import type { Engine, TrainSpec } from '../engine.ts';
import { checkSpec } from '../spec.ts';
import { Session } from './session.ts';
import { TensorflowTrainer } from './trainer.ts';

/** Bytes on the device in a run, whatever the batch size. */
const MEMORY_LIMIT = 128 * 2 ** 20;

/**
 * @param limit bytes on the device in all, for tests   @throws EngineUnavailable without WebGPU, adapter or device
 */
export async function tensorflowEngine(source: DataSource, gpu?: GPU, limit = MEMORY_LIMIT): Promise<Engine> {
	const open = await openDevice(gpu);
	const session = new Session(open, limit);
	const trainers = new Set<TensorflowTrainer>();
	return {
		name: 'tensorflow-webgpu',
		adapter: open.name,
		software: open.software,
		versions: { '@tensorflow/tfjs-core': version_core },
		async train(spec: TrainSpec) {
			const data = await source.load(spec.data);
			checkSpec(spec, data);
			const trainer = new TensorflowTrainer(session, spec, data);
			trainers.add(trainer);
			return trainer;
		},
		/** The plain engine's: a sweep is no use of TensorFlow.js. */
		async sweep(name, inputs, count) {
			const { plainSweep } = await import('../plain/sweep.ts');
			return plainSweep(name, inputs, count);
		},
		async dispose() {
			trainers.forEach((trainer) => trainer.dispose());
			trainers.clear();
			session.close();
		},
	};
}
