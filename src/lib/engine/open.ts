// Which engine, and how it comes: each in a part of the program that is loaded only when it is opened.
import type { DataSource } from '../datasets/dataset.ts';
import type { AdapterProbe } from './device.ts';
import type { Engine, EngineName } from './engine.ts';

/**
 * The engine that a reader forced, else the one that fits the device: 'wgsl' on parallel hardware, 'plain' without WebGPU. On a
 * software adapter either may be faster, so there it is measured.
 * @param probe asks for an adapter, opens nothing   @param measure tells the faster engine
 */
export async function chooseEngine(
	forced: EngineName | null,
	probe: () => Promise<Pick<AdapterProbe, 'software'> | null>,
	measure: () => Promise<EngineName>,
): Promise<EngineName> {
	if (forced) return forced;
	const adapter = await probe();
	if (!adapter) return 'plain';
	return adapter.software ? measure() : 'wgsl';
}

/**
 * @param gpu the browser's own when left out
 * @throws EngineUnavailable where the device cannot carry it
 */
export async function openEngine(name: EngineName, source: DataSource, gpu?: GPU): Promise<Engine> {
	switch (name) {
		case 'wgsl': {
			const { wgslEngine } = await import('./wgsl/engine.ts');
			return wgslEngine(source, gpu);
		}
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
