// A GPU that notes what an engine does with it: on which adapter it runs, which kernels it binds. Nothing is asked of the engine.

export interface Watched {
	readonly gpu: GPU | undefined;
	/** The adapter given last, null before. */
	adapter(): GPUAdapter | null;
	/** Kernels bound since the last call, by the labels of their layouts. */
	takeKernels(): string[];
}

/** @param gpu undefined where the browser has none */
export function watched(gpu: GPU | undefined): Watched {
	let given: GPUAdapter | null = null;
	const bound = new Set<string>();
	const requestAdapter = async (options?: GPURequestAdapterOptions): Promise<GPUAdapter | null> => {
		const adapter = (await gpu?.requestAdapter(options)) ?? null;
		given = adapter ?? given;
		if (adapter) watchDevices(adapter, (kernel) => bound.add(kernel));
		return adapter;
	};
	return {
		gpu: gpu && (Object.create(gpu, { requestAdapter: { value: requestAdapter } }) as GPU),
		adapter: () => given,
		takeKernels() {
			const kernels = [...bound];
			bound.clear();
			return kernels;
		},
	};
}

function watchDevices(adapter: GPUAdapter, note: (kernel: string) => void): void {
	const requestDevice = adapter.requestDevice.bind(adapter);
	adapter.requestDevice = async (wish) => {
		const device = await requestDevice(wish);
		const createBindGroup = device.createBindGroup.bind(device);
		device.createBindGroup = (descriptor) => {
			if (descriptor.layout.label) note(descriptor.layout.label);
			return createBindGroup(descriptor);
		};
		return device;
	};
}
