// One TensorFlow.js backend on one device of ours. Several may live side by side, one of them on a device that was just lost.
import {
	engine,
	env,
	getBackend,
	registerBackend,
	registerKernel,
	removeBackend,
	setBackend,
	type Tensor,
	type TensorContainer,
	type TensorInfo,
	tidy,
	unregisterKernel,
} from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu';
import type { WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu/dist/webgpu_program';
import { MatMulProgramType } from '@tensorflow/tfjs-backend-webgpu/dist/webgpu_util';
import type { OpenDevice } from '../device.ts';
import { countBy } from '../held.ts';
import { kernels, registerGradients } from './kernels.ts';
import { buffersAlive, Pool } from './pool.ts';

let opened = 0;

const tensorsAlive = (): number => engine().state.numTensors;

export class Session {
	readonly name = `webgpu-${++opened}`;
	readonly limit: number;
	readonly #open: OpenDevice;
	readonly #backend: WebGPUBackend;
	readonly #pool: Pool;
	#closed = false;

	/** @param limit bytes on the device in all */
	constructor(open: OpenDevice, limit: number) {
		this.#open = open;
		this.limit = limit;
		this.#pool = new Pool(open.device, limit);
		this.#backend = new WebGPUBackend(open.device, open.info);
		this.#backend.bufferManager = this.#pool;
		registerBackend(this.name, () => this.#backend);
		for (const kernel of kernels) registerKernel({ ...kernel, backendName: this.name });
		registerGradients();
		countBy('tensors', tensorsAlive);
		countBy('buffers', buffersAlive);
		env().set('WEBGPU_CPU_FORWARD', false);
		// Left to itself, TensorFlow.js adds the parts of a long product by atomics, in an order that varies from run to run.
		env().set('WEBGPU_MATMUL_PROGRAM_TYPE', MatMulProgramType.MatMulPackedProgram);
	}

	/** See OpenDevice.guard. */
	guard<T>(work: () => Promise<T>): Promise<T> {
		return this.#open.guard(work);
	}

	/** Runs TensorFlow.js operations on this backend and frees what they made, except the tensors that are returned or kept. */
	tidy<T extends TensorContainer>(work: () => T): T {
		// An update whose device was lost may still be on its way, and nobody waits for it.
		if (this.#closed) throw new Error(`${this.name}: expected an open session, got one that was closed`);
		// With a backend that is built already, this has its effect before it returns.
		if (getBackend() !== this.name) void setBackend(this.name);
		return tidy(work);
	}

	/** Like `tidy`, for what holds its tensors itself or has none. */
	within<T>(work: () => T): T {
		const results: T[] = [];
		this.tidy(() => void results.push(work()));
		return results[0];
	}

	/** Runs a program of our own; the result is freed with the tidy around it. */
	run(program: WebGPUProgram, inputs: TensorInfo[]): Tensor {
		return engine().makeTensorFromTensorInfo(this.#backend.runWebGPUProgram(program, inputs, 'float32'));
	}

	/** Hands recorded work to the device, so that the buffers of freed tensors can be used again. */
	flush(): void {
		this.#backend.ensureCommandEncoderReady();
		this.#backend.endComputePassEncoder();
		this.#backend.submitQueue();
	}

	/** Resolves when the device has done all that was asked. */
	async finished(): Promise<void> {
		this.flush();
		await this.#open.device.queue.onSubmittedWorkDone();
	}

	/** Gives idle buffers back to the device. */
	trim(): void {
		this.flush();
		this.#pool.drain();
	}

	close(): void {
		this.#closed = true;
		removeBackend(this.name);
		for (const kernel of kernels) unregisterKernel(kernel.kernelName, this.name);
		this.#open.close();
	}
}
