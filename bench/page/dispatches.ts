// Counts dispatches on every device of the page, whoever asks for them.

let counted = 0;

/** Dispatches since the page began to count. */
export const dispatches = (): number => counted;

/** To be called once, before anybody opens a device. Does nothing in a browser without WebGPU. */
export function countDispatches(): void {
	const pass = globalThis.GPUComputePassEncoder?.prototype;
	if (!pass) return;
	const { dispatchWorkgroups, dispatchWorkgroupsIndirect } = pass;
	pass.dispatchWorkgroups = function (...groups) {
		counted++;
		return dispatchWorkgroups.apply(this, groups);
	};
	pass.dispatchWorkgroupsIndirect = function (...place) {
		counted++;
		return dispatchWorkgroupsIndirect.apply(this, place);
	};
}
