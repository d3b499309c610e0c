// Runs a sweep on the device: one invocation a run, in slices of runs that are short enough for a device that also draws the page.
import type { Landscape } from '../../landscapes/landscape.ts';
import { landscapes } from '../../landscapes/list.ts';
import { purposes } from '../../numbers/random.ts';
import type { OpenDevice } from '../device.ts';
import { CONVERGED, FAR, RESTING } from '../bounds.ts';
import { runReader, sweepOrders, sweepRows, sweeps } from '../sweeps.ts';
import type { Sweep, SweepName } from '../sweeps.ts';

type Sources = Readonly<Record<string, string>>;
const kernels: Sources = import.meta.glob<string>('./sweeps/*.wgsl', { query: '?raw', import: 'default', eager: true });
const slopes: Sources = import.meta.glob<string>('./landscapes/*.wgsl', {
	query: '?raw',
	import: 'default',
	eager: true,
});

const WORKGROUP = 64;
/** Runs of a slice: 4,096 workgroups, which every device can be given at once. */
const MOST_RUNS = 2 ** 18;
/** Gradients of the first slice. */
const FIRST = 2 ** 21;
/**
 * Milliseconds. Below SHORT a slice grows to twice its size, above LONG it shrinks to half. Twice SHORT is under the 250 ms that a
 * submission may last; SHORT itself is above the 100 ms after which some browsers look for finished work, or slices would never grow.
 */
const SHORT = 120;
const LONG = 240;

/** @see Engine.sweep  @throws DeviceError where the device fails; nothing is left on it either way */
export function wgslSweep(
	open: OpenDevice,
	name: SweepName,
	inputs: readonly Float32Array[],
	count: number,
): Promise<Float32Array> {
	return open.guard(async () => {
		const rows = sweepRows(name, inputs, count);
		const pipeline = await pipelineOf(open.device, name);
		return inSlices(open.device, pipeline, sweeps[name], rows, count);
	});
}

/** The program of a sweep, as the device is given it. */
export function sweepProgram(name: SweepName): string {
	const { kernel, landscape, inputs, outputs }: Sweep = sweeps[name];
	const { dimension, examples }: Landscape = landscapes[landscape];
	const before = { stochastic: 'random', converge: null, rest: dimension === 1 ? 'line' : 'plane' }[kernel];
	return [
		struct('Run', Object.keys(inputs)),
		struct('Result', outputs),
		constants({ CONVERGED, FAR, RESTING }, ''),
		examples ? constants({ EXAMPLES: examples.count, PURPOSE_ORDER: purposes.order }, 'u') + orderNumbers() : '',
		before ? kernels[`./sweeps/${before}.wgsl`] : '',
		slopes[`./landscapes/${landscape}.wgsl`],
		kernels[`./sweeps/${kernel}.wgsl`],
		kernels['./sweeps/sweep.wgsl'],
	].join('\n');
}

const struct = (name: string, members: readonly string[]): string =>
	`struct ${name} {\n${members.map((member) => `\t${member}: f32,\n`).join('')}}\n`;

const constants = (values: Readonly<Record<string, number>>, suffix: string): string =>
	Object.entries(values)
		.map(([name, value]) => `const ${name} = ${value}${suffix};\n`)
		.join('');

const orderNumbers = (): string =>
	sweepOrders.map((order, number) => `const ORDER_${order.toUpperCase()} = ${number}u;\n`).join('');

function pipelineOf(device: GPUDevice, name: SweepName): Promise<GPUComputePipeline> {
	const module = device.createShaderModule({ label: `sweep ${name}`, code: sweepProgram(name) });
	return device.createComputePipelineAsync({ label: `sweep ${name}`, layout: 'auto', compute: { module } });
}

async function inSlices(
	device: GPUDevice,
	pipeline: GPUComputePipeline,
	sweep: Sweep,
	rows: Float32Array,
	count: number,
): Promise<Float32Array> {
	const [width, outputs] = [Object.keys(sweep.inputs).length, sweep.outputs.length];
	const results = new Float32Array(count * outputs);
	for (let from = 0, budget = FIRST; from < count;) {
		const to = sliceEnd(sweep, rows, from, count, budget);
		const begun = performance.now();
		const some = rows.subarray(from * width, to * width);
		results.set(await slice(device, pipeline, some, to - from, outputs), from * outputs);
		const took = performance.now() - begun;
		if (took < SHORT) budget *= 2;
		else if (took > LONG) budget /= 2;
		from = to;
	}
	return results;
}

/** Where a slice ends that begins with run `from` and has about `budget` gradients: at least one run. */
function sliceEnd(sweep: Sweep, rows: Float32Array, from: number, count: number, budget: number): number {
	const runAt = runReader(sweep, rows);
	const most = Math.min(count, from + MOST_RUNS);
	let to = from;
	for (let work = 0; to < most && (to === from || work < budget); to++) work += sweep.work(runAt(to));
	return to;
}

/** Results of some runs, [runs · outputs]. */
async function slice(
	device: GPUDevice,
	pipeline: GPUComputePipeline,
	rows: Float32Array,
	count: number,
	outputs: number,
) {
	const size = count * outputs * Float32Array.BYTES_PER_ELEMENT;
	const buffers = [
		device.createBuffer({ size: rows.byteLength, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST }),
		device.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC }),
		device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST }),
	];
	const [runs, , read] = buffers;
	try {
		device.queue.writeBuffer(runs, 0, rows);
		device.queue.submit([commands(device, pipeline, buffers, count)]);
		await read.mapAsync(GPUMapMode.READ);
		return new Float32Array(read.getMappedRange().slice(0));
	} finally {
		for (const buffer of buffers) buffer.destroy();
	}
}

function commands(
	device: GPUDevice,
	pipeline: GPUComputePipeline,
	[runs, results, read]: readonly GPUBuffer[],
	count: number,
): GPUCommandBuffer {
	const encoder = device.createCommandEncoder();
	const pass = encoder.beginComputePass();
	pass.setPipeline(pipeline);
	const entries = [runs, results].map((buffer, binding) => ({ binding, resource: { buffer } }));
	pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
	pass.dispatchWorkgroups(Math.ceil(count / WORKGROUP));
	pass.end();
	encoder.copyBufferToBuffer(results, 0, read, 0, results.size);
	return encoder.finish();
}
