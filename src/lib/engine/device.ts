// Opens the GPU, watches it, says why it failed. The only place that asks for adapters and devices.
import { DeviceFault, DeviceLost, EngineUnavailable, OutOfMemory, type DeviceError } from './errors.ts';
import { countBy } from './held.ts';

/** What is known of an adapter before a device is opened. */
export interface AdapterProbe {
	/** "vendor/architecture", e.g. "nvidia/ampere", "google/swiftshader". */
	readonly name: string;
	/** True where no parallel hardware stands behind it. */
	readonly software: boolean;
}

export interface OpenDevice extends AdapterProbe {
	readonly device: GPUDevice;
	readonly info: GPUAdapterInfo;
	/**
	 * Runs work on the device. Rejects as soon as the device is lost, out of memory or at fault, and with the work's own
	 * error otherwise.
	 * @throws DeviceLost, OutOfMemory, DeviceFault
	 */
	guard<T>(work: () => Promise<T>): Promise<T>;
	/** Destroys the device; this loss is none. */
	close(): void;
}

// Adapters that do not call themselves fallback: Mesa's, Windows' and SwiftShader behind an older browser.
const softwareNames = /swiftshader|llvmpipe|lavapipe|softpipe|microsoft basic render|\bwarp\b/i;
/** A device that goes away rejects its work first and says so a moment later. */
const LOSS_GRACE = 100;

export const describe = (info: GPUAdapterInfo): string =>
	`${info.vendor || 'unknown'}/${info.architecture || 'unknown'}`;

export const isSoftware = (info: GPUAdapterInfo): boolean =>
	info.isFallbackAdapter === true || softwareNames.test(`${info.architecture} ${info.device} ${info.description}`);

/** Chromium before 128 and its offspring keep it to themselves. */
const infoOf = ({ info }: Partial<GPUAdapter>): GPUAdapterInfo => info ?? silent;
const silent = { vendor: '', architecture: '', device: '', description: '' } as GPUAdapterInfo;

/** `navigator.gpu`, undefined where the browser or an insecure origin has none. */
export const browserGpu = (): GPU | undefined => globalThis.navigator?.gpu;

/** The adapter that a device would be opened on, or null where there is none. */
export async function probeAdapter(gpu = browserGpu()): Promise<AdapterProbe | null> {
	const adapter = await requestAdapter(gpu).catch(() => null);
	return adapter && { name: describe(infoOf(adapter)), software: isSoftware(infoOf(adapter)) };
}

/**
 * A device with default limits on a fresh adapter: one that has given a device is used up.
 * @throws EngineUnavailable without WebGPU, adapter or device
 */
export async function openDevice(gpu = browserGpu()): Promise<OpenDevice> {
	const adapter = await requestAdapter(gpu);
	const device = await adapter.requestDevice().catch((error: unknown) => {
		throw new EngineUnavailable(`no device on ${describe(infoOf(adapter))}: ${String(error)}`);
	});
	return new WatchedDevice(device, infoOf(adapter));
}

async function requestAdapter(gpu: GPU | undefined): Promise<GPUAdapter> {
	if (!gpu) throw new EngineUnavailable('this browser offers no WebGPU here');
	const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
	if (!adapter) throw new EngineUnavailable('WebGPU is there, but no adapter');
	return adapter;
}

let openDevices = 0;
const devicesAlive = (): number => openDevices;

class WatchedDevice implements OpenDevice {
	readonly device: GPUDevice;
	readonly info: GPUAdapterInfo;
	readonly name: string;
	readonly software: boolean;
	/** Rejects once the device can no longer be trusted; never resolves. */
	readonly #failure: Promise<never>;
	#fail: (error: DeviceError) => void = () => undefined;
	#closed = false;
	#there = true;

	constructor(device: GPUDevice, info: GPUAdapterInfo) {
		this.device = device;
		this.info = info;
		this.name = describe(info);
		this.software = isSoftware(info);
		openDevices++;
		countBy('devices', devicesAlive);
		this.#failure = new Promise((_, reject) => (this.#fail = reject));
		this.#failure.catch(() => undefined);
		void device.lost.then((loss) => this.#onLoss(loss));
		device.addEventListener('uncapturederror', this.#onError);
	}

	async guard<T>(work: () => Promise<T>): Promise<T> {
		try {
			return await Promise.race([this.#failure, work()]);
		} catch (error) {
			await Promise.race([this.#failure, pause(LOSS_GRACE)]);
			throw error;
		}
	}

	close(): void {
		this.#closed = true;
		this.#gone();
		this.device.removeEventListener('uncapturederror', this.#onError);
		this.device.destroy();
	}

	#gone(): void {
		if (this.#there) openDevices--;
		this.#there = false;
	}

	#onLoss(loss: GPUDeviceLostInfo): void {
		this.#gone();
		if (!this.#closed) this.#fail(new DeviceLost(`${this.name} was lost (${loss.reason}): ${loss.message}`));
	}

	readonly #onError = (event: GPUUncapturedErrorEvent): void => {
		const { error } = event;
		// Whoever waits on the device is told; the console need not be.
		event.preventDefault();
		const Kind = error instanceof GPUOutOfMemoryError ? OutOfMemory : DeviceFault;
		this.#fail(new Kind(`${this.name}: ${error.message}`));
	};
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
