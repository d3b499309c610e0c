// TensorFlow.js keeps every buffer for reuse and never lets go; this pool lets go of idle ones when a limit is near.
import { BufferManager } from '@tensorflow/tfjs-backend-webgpu/dist/buffer_manager';
import { OutOfMemory } from '../errors.ts';

let buffers = 0;

/** Buffers of all pools that are not destroyed. */
export const buffersAlive = (): number => buffers;

const keyOf = (size: number, usage: number): string => `${size} ${usage}`;

export class Pool extends BufferManager {
	readonly #device: GPUDevice;
	readonly #limit: number;
	readonly #idle = new Map<string, GPUBuffer[]>();
	readonly #used = new Set<GPUBuffer>();

	/** @param limit bytes, idle ones included; passed only where more than this is in use at once */
	constructor(device: GPUDevice, limit: number) {
		super(device);
		this.#device = device;
		this.#limit = limit;
	}

	/** @throws OutOfMemory where the browser cannot map a buffer of this size */
	override acquireBuffer(size: number, usage: number, mappedAtCreation = false, reuse = true): GPUBuffer {
		const idle = reuse ? this.#idle.get(keyOf(size, usage))?.pop() : undefined;
		const buffer = idle ?? this.#create({ size, usage, mappedAtCreation });
		this.#used.add(buffer);
		this.numBytesUsed += size;
		return buffer;
	}

	override releaseBuffer(buffer: GPUBuffer, reuse = true): void {
		if (!this.#used.delete(buffer)) return;
		this.numBytesUsed -= buffer.size;
		if (reuse) this.#keep(buffer);
		else this.#destroy(buffer);
	}

	/** Destroys the buffers that nobody uses. */
	drain(): void {
		for (const buffers of this.#idle.values()) buffers.forEach((buffer) => this.#destroy(buffer));
		this.#idle.clear();
	}

	override dispose(): void {
		for (const buffer of this.#used) this.releaseBuffer(buffer, false);
		this.drain();
	}

	#create(descriptor: GPUBufferDescriptor): GPUBuffer {
		if (this.numBytesAllocated + descriptor.size > this.#limit) this.drain();
		try {
			const buffer = this.#device.createBuffer(descriptor);
			this.numBytesAllocated += descriptor.size;
			buffers++;
			return buffer;
		} catch (error) {
			throw new OutOfMemory(`a buffer of ${descriptor.size} bytes: ${String(error)}`);
		}
	}

	#keep(buffer: GPUBuffer): void {
		const key = keyOf(buffer.size, buffer.usage);
		const idle = this.#idle.get(key);
		if (idle) idle.push(buffer);
		else this.#idle.set(key, [buffer]);
	}

	#destroy(buffer: GPUBuffer): void {
		buffer.destroy();
		this.numBytesAllocated -= buffer.size;
		buffers--;
	}
}
