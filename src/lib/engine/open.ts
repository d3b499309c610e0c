// Which engine, and how it comes: each in a part of the program that is loaded only when it is opened.
import type { DataSource } from '../datasets/dataset.ts';
import type { AdapterProbe } from './device.ts';
import type { Engine, EngineName } from './engine.ts';

/** The engine that a reader forced, else the one that fits the device: parallel hardware is worth WebGPU, nothing else is. */
export async function chooseEngine(
	forced: EngineName | null,
	probe: () => Promise<Pick<AdapterProbe, 'software'> | null>,
): Promise<EngineName> {
	if (forced) return forced;
	const adapter = await probe();
	return adapter && !adapter.software ? 'tensorflow-webgpu' : 'plain';
}

/**
 * @param gpu the browser's own when left out
 * @throws EngineUnavailable where the device cannot carry it
 */
export async function openEngine(name: EngineName, source: DataSource, gpu?: GPU): Promise<Engine> {
	switch (name) {
		case 'plain': {
			const { plainEngine } = await import('./plain/plain.ts');
			return plainEngine(source);
		}
		case 'tensorflow-webgpu': {
			const { tensorflowEngine } = await import('./tensorflow/engine.ts');
			return tensorflowEngine(source, gpu);
		}
		default:
			return name satisfies never;
	}
}
