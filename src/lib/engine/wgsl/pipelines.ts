// Compiles kernels and binds buffers to them by the names in their texts.
import { bindingsOf, type KernelName } from './kernels.ts';

/** Gives the buffers by the names that the kernels call them. @throws RangeError for another name */
export type Buffers = (name: string) => GPUBuffer;

/** Bytes from one update's slot to the next in the uniform buffer: what every device aligns to at most by default. */
export const SLOT = 256;
/** Bytes of a slot that a kernel reads: struct Update. */
export const UPDATE_BYTES = 64;

/** A compiled kernel: it can be bound to several sets of buffers. */
export class Pipeline {
	readonly name: KernelName;
	readonly source: string;
	readonly #device: GPUDevice;
	readonly #pipeline: GPUComputePipeline;
	readonly #layout: GPUBindGroupLayout;

	/** @param source whole WGSL text */
	constructor(device: GPUDevice, name: KernelName, source: string) {
		this.name = name;
		this.#device = device;
		this.source = source;
		const entries = bindingsOf(source).map(({ binding, type }) => ({
			binding,
			visibility: 4,
			buffer: { type, hasDynamicOffset: type === 'uniform' },
		}));
		this.#layout = device.createBindGroupLayout({ label: name, entries });
		this.#pipeline = device.createComputePipeline({
			label: name,
			layout: device.createPipelineLayout({ bindGroupLayouts: [this.#layout] }),
			compute: { module: device.createShaderModule({ label: name, code: source }), entryPoint: 'main' },
		});
	}

	bind(buffers: Buffers): Bound {
		const entries = bindingsOf(this.source).map(({ binding, buffer, type }) => {
			const size = type === 'uniform' ? UPDATE_BYTES : undefined;
			return { binding, resource: { buffer: buffers(buffer), size } };
		});
		return new Bound(this.#pipeline, this.#device.createBindGroup({ layout: this.#layout, entries }));
	}
}

/** A kernel with its buffers. */
export class Bound {
	readonly #pipeline: GPUComputePipeline;
	readonly #group: GPUBindGroup;

	constructor(pipeline: GPUComputePipeline, group: GPUBindGroup) {
		this.#pipeline = pipeline;
		this.#group = group;
	}

	/** @param slot of the uniform buffer   @param workgroups in x, y, z */
	dispatch(pass: GPUComputePassEncoder, slot: number, workgroups: readonly [number, number, number]): void {
		pass.setPipeline(this.#pipeline);
		pass.setBindGroup(0, this.#group, [slot * SLOT]);
		pass.dispatchWorkgroups(...workgroups);
	}
}
