// Every way in which a device can be refused, lost or at fault has its branch.
import { beforeAll, describe, expect, test } from 'vitest';
import { describe as nameOf, isSoftware, openDevice, probeAdapter } from '../../src/lib/engine/device.ts';
import { DeviceFault, DeviceLost, EngineUnavailable, OutOfMemory } from '../../src/lib/engine/errors.ts';
import { held } from '../../src/lib/engine/held.ts';
import { openEngine } from '../../src/lib/engine/open.ts';
import { madeUpSource } from './cases.ts';
import { dawn, gpuExpected, idleDawn, outOfMemory } from './dawn.ts';

const info = (some: Partial<GPUAdapterInfo>) =>
	({ vendor: '', architecture: '', device: '', description: '', isFallbackAdapter: false, ...some }) as GPUAdapterInfo;
const never = <T>(): Promise<T> => new Promise(() => undefined);
const nothing = {} as GPU;
const fake = (requestAdapter: GPU['requestAdapter']): GPU =>
	Object.assign(Object.create(nothing) as GPU, { requestAdapter });
const noAdapter = fake(async () => null);
const noDevice = fake(async () => {
	const requestDevice = () => Promise.reject(new DOMException('consumed', 'OperationError'));
	return { info: info({ vendor: 'acme' }), requestDevice } as unknown as GPUAdapter;
});

describe('adapters', () => {
	test('are told as vendor and architecture', () => {
		expect(nameOf(info({ vendor: 'nvidia', architecture: 'ampere' }))).toBe('nvidia/ampere');
		expect(nameOf(info({}))).toBe('unknown/unknown');
	});

	test.each([
		[{ isFallbackAdapter: true }, true],
		[{ vendor: 'google', architecture: 'swiftshader' }, true],
		[{ vendor: 'mesa', description: 'llvmpipe (LLVM 15.0.6, 256 bits)' }, true],
		[{ vendor: 'microsoft', device: 'Microsoft Basic Render Driver' }, true],
		[{ vendor: 'intel', architecture: 'xe', description: 'Intel(R) Iris(R) Xe Graphics' }, false],
		[{ vendor: 'apple', architecture: 'metal-3' }, false],
	])('%j is software: %s', (some, software) => {
		expect(isSoftware(info(some))).toBe(software);
	});

	test('of older browsers need not tell anything', async () => {
		const silent = fake(async () => ({}) as GPUAdapter);
		expect(await probeAdapter(silent)).toEqual({ name: 'unknown/unknown', software: false });
	});

	test('that are missing are no error to ask about', async () => {
		expect(await probeAdapter(undefined)).toBeNull();
		expect(await probeAdapter(noAdapter)).toBeNull();
		expect(await probeAdapter(fake(() => Promise.reject(new Error('blocked'))))).toBeNull();
	});
});

describe('no device', () => {
	test.each([
		['without WebGPU', undefined],
		['without an adapter', noAdapter],
		['when the adapter gives none', noDevice],
	])('%s the engine is unavailable', async (_, gpu) => {
		const opened = gpu ? openDevice(gpu) : openEngine('tensorflow-webgpu', madeUpSource);
		await expect(opened).rejects.toThrow(EngineUnavailable);
		await expect(opened).rejects.toMatchObject({ reason: 'no-webgpu' });
	});
});

describe.each([
	['of Dawn on the software driver', dawn, gpuExpected],
	['that computes nothing', idleDawn, true],
])('a device %s', (_, start, expected) => {
	let gpu: GPU;
	beforeAll(async () => {
		if (expected) gpu = await start();
	});
	const run = test.runIf(expected);

	run('works, and says so', async () => {
		const open = await openDevice(gpu);
		expect(held().devices).toBe(1);
		expect(await open.guard(async () => 7)).toBe(7);
		expect(open.name).toMatch(/^.+\/.+$/);
		open.close();
		expect(held().devices).toBe(0);
	});

	run('that we close is not lost', async () => {
		const open = await openDevice(gpu);
		const mapped = open.guard(() => mapped1(open.device));
		open.close();
		await expect(mapped).rejects.not.toThrow(DeviceLost);
	});

	run('that goes away interrupts the work under way and all that comes', async () => {
		const open = await openDevice(gpu);
		const working = open.guard(never);
		open.device.destroy();
		await expect(working).rejects.toThrow(DeviceLost);
		await expect(open.guard(async () => 7)).rejects.toMatchObject({ reason: 'device-lost' });
		expect(held().devices).toBe(0);
		open.close();
	});

	run('is lost also when the work fails first', async () => {
		const open = await openDevice(gpu);
		const working = open.guard(() => mapped1(open.device));
		open.device.destroy();
		await expect(working).rejects.toThrow(DeviceLost);
		open.close();
	});

	run('is followed by a fresh one on a fresh adapter', async () => {
		const lost = await openDevice(gpu);
		lost.device.destroy();
		await expect(lost.guard(never)).rejects.toThrow(DeviceLost);
		const fresh = await openDevice(gpu);
		expect(await fresh.guard(async () => 7)).toBe(7);
		fresh.close();
		lost.close();
	});

	run('reports a mistake of ours', async () => {
		const open = await openDevice(gpu);
		const working = open.guard(never);
		open.device.createBuffer({ size: 2 ** 40, usage: GPUBufferUsage.STORAGE });
		await expect(working).rejects.toThrow(DeviceFault);
		open.close();
	});

	run('reports that its memory is full', async () => {
		const open = await openDevice(gpu);
		const working = open.guard(never);
		open.device.dispatchEvent(outOfMemory());
		await expect(working).rejects.toThrow(OutOfMemory);
		await expect(working).rejects.toMatchObject({ reason: 'out-of-memory' });
		open.close();
	});

	run('lets the work’s own error through', async () => {
		const open = await openDevice(gpu);
		await expect(open.guard(() => Promise.reject(new RangeError('rate')))).rejects.toThrow(RangeError);
		open.close();
	});
});

async function mapped1(device: GPUDevice): Promise<void> {
	const buffer = device.createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
	await buffer.mapAsync(GPUMapMode.READ);
}
