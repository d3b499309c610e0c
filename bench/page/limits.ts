// The adapter's own limits, so that a time can be told as a share of what is possible there.
import { openDevice } from '../../src/lib/engine/device.ts';
import type { Limits } from '../contenders.ts';
import emptyCode from './limits/empty.wgsl?raw';
import multiplyAddCode from './limits/multiply-add.wgsl?raw';
import streamCode from './limits/stream.wgsl?raw';

/** Milliseconds that a measured submission lasts at least, and how many are measured. */
const [SHORTEST, REPEATS] = [100, 7];
/** Invocations of a workgroup in the programs here. */
const WORKGROUP = 64;
/** Enough to fill any GPU; a multiply-add program of so many invocations with so many steps takes milliseconds on a processor. */
const [MULTIPLY_ADD_GROUPS, STEPS] = [1024, 64];
/** Operations of one step of an invocation: 8 sums of 4 numbers, a multiplication and an addition each. */
const STEP_OPERATIONS = 8 * 4 * 2;
/** Bytes of each of two buffers: beyond the caches that a core has to itself. */
const STREAM_BYTES = 32 * 2 ** 20;
const VECTOR_BYTES = 16;

interface Program {
	readonly code: string;
	readonly groups: number;
	/** Bytes of the buffers it is bound to. */
	readonly buffers: readonly number[];
	readonly constants?: Record<string, number>;
}

function pipelineOf(device: GPUDevice, { code, constants }: Program): GPUComputePipeline {
	const module = device.createShaderModule({ code });
	return device.createComputePipeline({ layout: 'auto', compute: { module, constants } });
}

/** Submits so many dispatches and waits for them: milliseconds. */
type Submit = (dispatches: number) => Promise<number>;

function submitter(device: GPUDevice, program: Program, buffers: readonly GPUBuffer[]): Submit {
	const pipeline = pipelineOf(device, program);
	const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
	const group = entries.length > 0 ? device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }) : null;
	return async (dispatches) => {
		const from = performance.now();
		const encoder = device.createCommandEncoder();
		const pass = encoder.beginComputePass();
		pass.setPipeline(pipeline);
		if (group) pass.setBindGroup(0, group);
		for (let dispatch = 0; dispatch < dispatches; dispatch++) pass.dispatchWorkgroups(program.groups);
		pass.end();
		device.queue.submit([encoder.finish()]);
		await device.queue.onSubmittedWorkDone();
		return performance.now() - from;
	};
}

/** Milliseconds a dispatch, among so many that a submission lasts `SHORTEST`: the least of several, as a limit is what can be reached. */
async function dispatchTime(submit: Submit): Promise<number> {
	let count = 1;
	while ((await submit(count)) < SHORTEST) count *= 2;
	const times: number[] = [];
	for (let repeat = 0; repeat < REPEATS; repeat++) times.push((await submit(count)) / count);
	return Math.min(...times);
}

async function timeOf(device: GPUDevice, program: Program): Promise<number> {
	const usage = GPUBufferUsage.STORAGE;
	const buffers = program.buffers.map((size) => device.createBuffer({ size, usage }));
	try {
		return await dispatchTime(submitter(device, program, buffers));
	} finally {
		buffers.forEach((buffer) => buffer.destroy());
	}
}

const empty: Program = { code: emptyCode, groups: 1, buffers: [] };
const multiplyAdd: Program = {
	code: multiplyAddCode,
	groups: MULTIPLY_ADD_GROUPS,
	buffers: [MULTIPLY_ADD_GROUPS * WORKGROUP * VECTOR_BYTES],
	constants: { steps: STEPS },
};
const stream: Program = {
	code: streamCode,
	groups: STREAM_BYTES / VECTOR_BYTES / WORKGROUP,
	buffers: [STREAM_BYTES, STREAM_BYTES],
};

/** @throws EngineUnavailable without WebGPU, adapter or device */
export async function measureLimits(): Promise<Limits> {
	const open = await openDevice();
	try {
		const emptyDispatchMs = await timeOf(open.device, empty);
		const operations = MULTIPLY_ADD_GROUPS * WORKGROUP * STEPS * STEP_OPERATIONS;
		return {
			emptyDispatchMs,
			multiplyAddGflops: operations / (await timeOf(open.device, multiplyAdd)) / 1e6,
			memoryGBs: (2 * STREAM_BYTES) / (await timeOf(open.device, stream)) / 1e6,
		};
	} finally {
		open.close();
	}
}
