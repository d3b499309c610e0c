// Buffers of one trainer, counted, so that a run can show that it left none behind.
import { OutOfMemory } from '../errors.ts';
import { countBy } from '../held.ts';

let alive = 0;
/** Buffers of this engine that are not destroyed. */
export const buffersAlive = (): number => alive;

const STORAGE = 0x80 | 0x8 | 0x4;

export class Memory {
	readonly device: GPUDevice;
	readonly #buffers = new Set<GPUBuffer>();

	constructor(device: GPUDevice) {
		this.device = device;
	}

	/** A storage buffer of so many words of 4 bytes, zero at first. @throws OutOfMemory beyond what the device binds */
	words(length: number, label: string): GPUBuffer {
		const size = Math.max(16, 4 * Math.ceil(length));
		const most = this.device.limits.maxStorageBufferBindingSize;
		if (size > most) throw new OutOfMemory(`${label}: expected at most ${most} bytes, got ${size}`);
		return this.make({ size, usage: STORAGE, label });
	}

	make(descriptor: GPUBufferDescriptor): GPUBuffer {
		const buffer = this.device.createBuffer(descriptor);
		this.#buffers.add(buffer);
		alive++;
		countBy('buffers', buffersAlive);
		return buffer;
	}

	free(buffer: GPUBuffer): void {
		if (!this.#buffers.delete(buffer)) return;
		alive--;
		buffer.destroy();
	}

	freeAll(): void {
		this.#buffers.forEach((buffer) => this.free(buffer));
	}

	/** Bytes from `offset` on as they are after all that was submitted. */
	async read(source: GPUBuffer, bytes = source.size, offset = 0): Promise<ArrayBuffer> {
		const staging = this.make({ size: bytes, usage: 0x1 | 0x8, label: 'staging' });
		try {
			const encoder = this.device.createCommandEncoder();
			encoder.copyBufferToBuffer(source, offset, staging, 0, bytes);
			this.device.queue.submit([encoder.finish()]);
			await staging.mapAsync(1);
			return staging.getMappedRange().slice(0);
		} finally {
			this.free(staging);
		}
	}
}
