// What is known of the device before anything is computed.
import { probeAdapter } from '../engine/device.ts';
import type { Facts } from './report.ts';
import type { Watched } from './watch.ts';

/** What training could run into; no limit is raised above its default, so these only show how far a device could go. */
const limits = [
	'maxBufferSize',
	'maxStorageBufferBindingSize',
	'maxStorageBuffersPerShaderStage',
	'maxComputeInvocationsPerWorkgroup',
	'maxComputeWorkgroupStorageSize',
	'maxComputeWorkgroupsPerDimension',
	'minUniformBufferOffsetAlignment',
] as const;

/** What the browser says of itself. */
export interface Surroundings {
	readonly browser: string;
	readonly cores: number;
	readonly secure: boolean;
	/** Step of the clock, milliseconds. */
	readonly tick: number;
}

export async function factsOf(watched: Watched, { browser, cores, secure, tick }: Surroundings): Promise<Facts> {
	const probe = await probeAdapter(watched.gpu);
	const adapter = probe && watched.adapter();
	return {
		adapter: probe?.name ?? '',
		software: probe?.software ?? true,
		features: adapter ? [...adapter.features].sort() : [],
		limits: adapter ? Object.fromEntries(limits.map((limit) => [limit, adapter.limits[limit]])) : {},
		...{ browser, cores, secure, tick },
	};
}
