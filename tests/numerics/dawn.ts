// WebGPU in Node: Dawn on the software Vulkan driver that every Chromium brings along.
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from '@playwright/test';

const driver = 'vk_swiftshader_icd.json';
/** Chromium's own folders by distribution; the system's `chromium` command is a script that lies elsewhere. */
const usual = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/usr/lib64/chromium-browser', '/opt/google/chrome'];

function folders(): string[] {
	const named = [process.env.CHROMIUM_PATH, chromium.executablePath()].filter((path) => path && existsSync(path));
	return [...named.map((path) => dirname(realpathSync(String(path)))), ...usual];
}

/** What has to stand in a process's environment before it starts, so that Dawn finds the driver; {} where there is none. */
export function dawnEnvironment(): Record<string, string> {
	if (process.env.VK_DRIVER_FILES) return {};
	const folder = folders().find((candidate) => existsSync(join(candidate, driver)));
	return folder ? { VK_DRIVER_FILES: join(folder, driver), LD_LIBRARY_PATH: libraries(folder) } : {};
}
const libraries = (folder: string): string => [folder, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');

/** False only where the machine's owner says that it has no adapter, so that tests are skipped by name and not by accident. */
export const gpuExpected = process.env.ALLOW_NO_GPU !== '1';

/**
 * A GPU object of its own, with WebGPU's classes made global as in a browser.
 * @throws Error where there is no adapter, saying what was looked for
 */
export async function dawn(): Promise<GPU> {
	const gpu = await create([]);
	if (await gpu.requestAdapter()) return gpu;
	throw new Error(
		`no WebGPU adapter: looked for ${driver} in ${folders().join(', ')}; ALLOW_NO_GPU=1 skips these tests`,
	);
}

/** A GPU that checks and allocates but computes nothing: shows what is asked of a device, at any size, on any machine. */
export const idleDawn = (): Promise<GPU> => create(['backend=null']);

async function create(options: string[]): Promise<GPU> {
	const webgpu = await import('webgpu');
	Object.assign(globalThis, webgpu.globals);
	const gpu = webgpu.create(options);
	// TensorFlow.js looks for it, although it is given a device.
	Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
	return gpu;
}

/** The same GPU, with all devices that it gave, oldest first: a test may take one away. */
export function watched(gpu: GPU): { gpu: GPU; devices: GPUDevice[] } {
	const devices: GPUDevice[] = [];
	return { gpu: over(gpu, (device) => devices.push(device)), devices };
}

/** What a device was asked for, in bytes and source texts. */
export interface Use {
	bytes: number;
	peak: number;
	largest: number;
	buffers: number;
	readonly shaders: string[];
}

/** The same GPU, with all that its devices hold added up. */
export function counted(gpu: GPU): { gpu: GPU; use: Use } {
	const use: Use = { bytes: 0, peak: 0, largest: 0, buffers: 0, shaders: [] };
	return { gpu: over(gpu, (device) => countDevice(device, use)), use };
}

/** The same GPU, whose devices have memory for so many bytes of buffers: each tells what a real one would, late and of no call in particular. */
export function crowded(gpu: GPU, bytes: number): GPU {
	return over(gpu, (device) => {
		const use: Use = { bytes: 0, peak: 0, largest: 0, buffers: 0, shaders: [] };
		const createBuffer = device.createBuffer.bind(device);
		device.createBuffer = (descriptor) => {
			const buffer = countBuffer(createBuffer(descriptor), use);
			if (use.bytes > bytes) setTimeout(() => device.dispatchEvent(outOfMemory()));
			return buffer;
		};
	});
}

/** The same GPU, whose devices are given other shaders than they were asked for. @param shaders gives the text to compile */
export function withShaders(gpu: GPU, shaders: (code: string, label: string) => string): GPU {
	return over(gpu, (device) => {
		const createShaderModule = device.createShaderModule.bind(device);
		device.createShaderModule = (descriptor) =>
			createShaderModule({ ...descriptor, code: shaders(descriptor.code, descriptor.label ?? '') });
	});
}

/** An event that tells of full memory, as no test can make a real device tell it. */
export function outOfMemory(): Event {
	const error = Object.create(GPUOutOfMemoryError.prototype, { message: { value: 'full' } }) as GPUError;
	return Object.assign(new Event('uncapturederror'), { error });
}

function over(gpu: GPU, onDevice: (device: GPUDevice) => void): GPU {
	const requestAdapter = async (options?: GPURequestAdapterOptions): Promise<GPUAdapter | null> => {
		const adapter = await gpu.requestAdapter(options);
		const requestDevice = adapter?.requestDevice.bind(adapter);
		if (!adapter || !requestDevice) return null;
		adapter.requestDevice = async (wish) => {
			const device = await requestDevice(wish);
			onDevice(device);
			return device;
		};
		return adapter;
	};
	return Object.create(gpu, { requestAdapter: { value: requestAdapter } }) as GPU;
}

function countDevice(device: GPUDevice, use: Use): void {
	const createBuffer = device.createBuffer.bind(device);
	const createShaderModule = device.createShaderModule.bind(device);
	device.createBuffer = (descriptor) => countBuffer(createBuffer(descriptor), use);
	device.createShaderModule = (descriptor) => {
		use.shaders.push(descriptor.code);
		return createShaderModule(descriptor);
	};
}

function countBuffer(buffer: GPUBuffer, use: Use): GPUBuffer {
	const destroy = buffer.destroy.bind(buffer);
	use.buffers++;
	use.bytes += buffer.size;
	use.peak = Math.max(use.peak, use.bytes);
	use.largest = Math.max(use.largest, buffer.size);
	buffer.destroy = () => {
		use.buffers--;
		use.bytes -= buffer.size;
		return destroy();
	};
	return buffer;
}
