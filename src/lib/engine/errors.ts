// What can go wrong with a device. `reason` is the word that a figure shows as its `data-reason`.

export abstract class DeviceError extends Error {
	abstract readonly reason: 'no-webgpu' | 'device-lost' | 'out-of-memory' | 'error';
}

/** The engine cannot be had here: no WebGPU, no adapter, or a device that the browser does not give. */
export class EngineUnavailable extends DeviceError {
	override readonly name = 'EngineUnavailable';
	readonly reason = 'no-webgpu';
}

/** The device went away without our asking; what lay on it is gone, a fresh one may be had. */
export class DeviceLost extends DeviceError {
	override readonly name = 'DeviceLost';
	readonly reason = 'device-lost';
}

export class OutOfMemory extends DeviceError {
	override readonly name = 'OutOfMemory';
	readonly reason = 'out-of-memory';
}

/** An error of validation or within the browser: a mistake of ours or of a driver. */
export class DeviceFault extends DeviceError {
	override readonly name = 'DeviceFault';
	readonly reason = 'error';
}
